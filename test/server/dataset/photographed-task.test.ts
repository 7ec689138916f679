import { beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '../../../agents/index.ts';
import {
  type Photograph,
  type Photography,
  photographed,
} from '../../../server/dataset/photographed-task.ts';
import { FILE_CONTEXT } from '../../../server/evaluate/episode-host.ts';
import {
  type Agent,
  type CameraSpec,
  createTask,
  type EpisodeRecord,
  EpisodeRunner,
  type Observation,
  type Renderer,
  type Task,
} from '../../../sim/index.ts';
import { NullRenderer } from '../../../sim/render/null-renderer.ts';
import { TOY_TASK } from '../../toys/toy-task.ts';

const CAMERA: CameraSpec = { widthPx: 16, heightPx: 12, rgb: true, depth: false, semantic: false };
const EVERY = 7;

/** Counts what it draws. */
class CountingRenderer extends NullRenderer {
  drawn = 0;

  override render(...asked: Parameters<Renderer['render']>) {
    this.drawn++;
    return super.render(...asked);
  }
}

/** Drives as the expert does and keeps what it is shown. */
function looking(expert: Agent, seen: Observation[]): Agent {
  return {
    name: 'looking',
    version: '1',
    needs: { camera: CAMERA, truth: true },
    reset: (seat, briefing) => expert.reset(seat, briefing),
    act(batch) {
      for (const one of batch) {
        const rgb = one.frame?.rgb?.slice() ?? null;
        seen.push({ ...one, frame: one.frame === null ? null : { ...one.frame, rgb } });
      }
      return expert.act(batch);
    },
  };
}

interface Drive {
  readonly record: EpisodeRecord;
  readonly film: readonly Photograph[];
  readonly drawn: number;
}

async function drive(agent: Agent, camera: CameraSpec | null): Promise<Drive> {
  const task = createTask('driving/one-curve');
  const renderer = new CountingRenderer();
  const film: Photograph[] = [];
  const filmed: Task =
    camera === null ? task : photographed(task, { renderer, camera, needs: agent.needs, every: EVERY }, film);
  const runner = new EpisodeRunner({ task, agent, renderer, seats: 1 });
  return { record: await runner.run({ scene: {}, seed: 11, task: filmed }), film, drawn: renderer.drawn };
}

describe('a task of which pictures are taken', () => {
  let expert: Agent;
  const seen: Observation[] = [];
  let looked: Drive;
  let privileged: Drive;
  let alone: Drive;

  beforeAll(async () => {
    expert = await createAgent('pure-pursuit', FILE_CONTEXT);
    looked = await drive(looking(expert, seen), { ...CAMERA, semantic: true });
    privileged = await drive(expert, { ...CAMERA, semantic: true });
    alone = await drive(expert, null);
  }, 60_000);

  it('goes as it goes without', () => {
    expect(alone.record.score.reason).toBe('goal');
    expect(looked.record).toEqual(alone.record);
    expect(privileged.record).toEqual(alone.record);
  });

  it('gives the frames that the agent saw, every so many steps', () => {
    const { steps } = looked.record.score;
    expect(seen).toHaveLength(steps);
    expect(looked.film.map(({ step }) => step)).toEqual(
      Array.from({ length: Math.ceil(steps / EVERY) }, (_, k) => k * EVERY),
    );
    for (const { step, rgb, timeS, command } of looked.film) {
      const { frame, ...said } = seen[step] as Observation;
      expect(rgb).toEqual(frame?.rgb);
      expect({ timeS, command }).toEqual({ timeS: said.timeS, command: said.command });
    }
    expect(new Set(looked.film.map(({ rgb }) => rgb.join())).size).toBeGreaterThan(5);
  });

  it('shows the agent no more than it asked for', () => {
    expect(seen.every(({ frame }) => frame?.semantic === null && frame.depthM === null)).toBe(true);
    expect(looked.film.every(({ semantic }) => semantic?.length === 16 * 12)).toBe(true);
  });

  it('gives an agent without a camera the pictures it would have seen, and draws no others', () => {
    expect(privileged.film).toEqual(looked.film);
    expect(privileged.drawn).toBe(privileged.film.length);
    expect(looked.drawn).toBe(looked.record.score.steps);
  });

  it('notes the state in the picture and what was done then', () => {
    const { names, rows } = alone.record.trajectory;
    const actions = createTask('driving/one-curve').action.names.length;
    const row = (step: number) => [...rows.subarray(step * names.length, (step + 1) * names.length)];
    for (const { step, action, state } of looked.film) {
      expect([...(action as Float64Array)]).toEqual(row(step).slice(0, actions));
      // A row holds the state after its action: that of the step before is the one in the picture.
      if (step > 0) expect([...state]).toEqual(row(step - 1).slice(actions));
    }
  });

  it('is refused where nothing is to be seen', () => {
    const photography: Photography = {
      renderer: new NullRenderer(),
      camera: CAMERA,
      needs: { camera: null, truth: false },
      every: 1,
    };
    const options = { seed: 1, seat: 0, renderer: null, needs: photography.needs };
    const episode = photographed(TOY_TASK, photography, []).begin({}, options);
    expect(() => episode.observe()).toThrow(/toy\/plane shows no pictures/);
  });
});
