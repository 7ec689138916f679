import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PurePursuitAgent } from '../../../agents/pure-pursuit.ts';
import { choosePairs } from '../../../server/report/gallery/choose-pairs.ts';
import { film } from '../../../server/report/gallery/film.ts';
import { failingMoment, sameMoment } from '../../../server/report/gallery/moments.ts';
import type { Agent } from '../../../sim/agent.ts';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import type { Renderer } from '../../../sim/render/renderer.ts';
import { type EpisodeRecord, EpisodeRunner } from '../../../sim/run-episode.ts';
import '../../../sim/index.ts';
import { createTask } from '../../../sim/tasks/registry.ts';
import { LANDSCAPE_SPACE, landscapeRun } from './landscape-run.ts';

describe('choosePairs', () => {
  const run = landscapeRun();
  const failures = run.episodes.filter((episode) => episode.failed);
  const pairs = choosePairs(LANDSCAPE_SPACE.axes, failures, run.episodes, { count: 5, telling: [] });

  it('begins with the worst failure and repeats none', () => {
    expect(pairs).toHaveLength(5);
    expect(pairs[0]?.failure.q).toBe(Math.min(...failures.map((failure) => failure.q)));
    expect(new Set(pairs.map(({ failure }) => failure.id)).size).toBe(5);
  });

  it('puts the nearest pass beside each, and no pass is nearer', () => {
    for (const { failure, passed, distance } of pairs) {
      expect(passed?.failed).toBe(false);
      for (const other of run.episodes.filter((episode) => !episode.failed)) {
        const apart = Math.hypot(...other.point.map((x, i) => x - (failure.point[i] as number)));
        expect(apart).toBeGreaterThanOrEqual(distance - 1e-12);
      }
    }
  });

  it('names the axes that differ, telling ones first', () => {
    const weather = LANDSCAPE_SPACE.axes[2] as (typeof LANDSCAPE_SPACE.axes)[number];
    const all = choosePairs(LANDSCAPE_SPACE.axes, failures, run.episodes, { count: 50, telling: [weather] });
    for (const { failure, passed, differences } of all) {
      for (const axis of LANDSCAPE_SPACE.axes) {
        expect(differences.includes(axis)).toBe(failure.scene[axis.name] !== passed?.scene[axis.name]);
      }
      expect(differences.indexOf(weather)).toBeLessThanOrEqual(0);
    }
  });

  it('shows failures alone where the agent never passed', () => {
    const [pair] = choosePairs(LANDSCAPE_SPACE.axes, failures, failures, { count: 1, telling: [] });
    expect(pair?.passed).toBeNull();
  });
});

describe('moments', () => {
  const track = (progress: readonly number[]) => ({
    names: ['gas', 'progressM'],
    rows: Float64Array.from(progress.flatMap((p) => [1, p])),
  });

  it('shows a failure half a second before its end, and a short one at its first step', () => {
    expect(failingMoment(track([1, 2, 3, 4, 5, 6, 7, 8]), 0.1)).toBe(3);
    expect(failingMoment(track([1, 2]), 0.1)).toBe(1);
  });

  it('shows the pass where it had come as far, and by steps where progress is not logged', () => {
    expect(sameMoment(track([2, 4, 6]), 2, track([1, 2, 3, 4, 5]))).toBe(4);
    const plain = { names: ['gas'], rows: new Float64Array(3) };
    expect(sameMoment(track([2, 4, 6, 8]), 4, plain)).toBe(3);
  });
});

describe('film', () => {
  const task = createTask('driving/straight');
  const camera = { widthPx: 32, heightPx: 16, rgb: true, depth: false, semantic: false };
  const job = { scene: { cameraHeightM: 1.2 }, seed: 4 };
  let record: EpisodeRecord;
  let renderer: Renderer;

  beforeAll(async () => {
    renderer = openHeadlessRenderer({ route: 'swiftshader' });
    const agent = new PurePursuitAgent();
    record = await new EpisodeRunner({ task, agent, renderer: null, seats: 1 }).run(job);
  });

  afterAll(() => renderer.close());

  it('photographs a moment of a logged episode, large and as the agent saw it', async () => {
    const shot = film({ ...job, ...record, task, renderer, camera, step: 20 });
    expect(shot?.timeS).toBeCloseTo(20 * task.controlStepS);
    const size = (uri: string | null | undefined) => {
      const base64 = /^data:image\/png;base64,([\w+/=]+)$/.exec(uri ?? '')?.[1] ?? '';
      const { width, height, channels } = decode(Buffer.from(base64, 'base64'));
      return { width, height, channels };
    };
    expect(size(shot?.wide)).toEqual({ width: 432, height: 216, channels: 3 });
    expect(size(shot?.seen)).toEqual({ width: 32, height: 16, channels: 3 });
  });

  it('shows the very pixels that the agent was given next', async () => {
    const inner = new PurePursuitAgent();
    const frames: Uint8Array[] = [];
    const agent: Agent = {
      name: 'watcher',
      version: '1',
      needs: { camera, truth: true },
      reset: (seat, briefing) => inner.reset(seat, briefing),
      act(batch) {
        for (const { frame } of batch) frames.push(Uint8Array.from(frame?.rgb ?? []));
        return inner.act(batch);
      },
    };
    const watched = await new EpisodeRunner({ task, agent, renderer, seats: 1 }).run(job);
    const shot = film({ ...job, ...watched, task, renderer, camera, step: 20 });
    const seen = decode(Buffer.from((shot?.seen ?? '').split(',')[1] ?? '', 'base64'));
    expect(Buffer.compare(seen.data as Uint8Array, frames[20] as Uint8Array)).toBe(0);
  });

  it('refuses a log whose columns are not those of the task', () => {
    const { names, rows } = record.trajectory;
    const old = { names: names.map((name) => (name === 'zM' ? 'heightM' : name)), rows };
    expect(() => film({ ...job, trajectory: old, task, renderer, camera, step: 20 })).toThrow(/heightM/);
  });

  it('leaves out the small picture of an agent without a camera', async () => {
    const shot = film({ ...job, ...record, task, renderer, camera: null, step: 1 });
    expect(shot?.seen).toBeNull();
  });
});
