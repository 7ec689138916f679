import { expect, it } from 'vitest';
import type { Renderer, Task } from '../../sim/index.ts';
import { Rng } from '../../sim/index.ts';

const CAMERA = { widthPx: 32, heightPx: 16, rgb: true, depth: true, semantic: true };

/** What every task promises, whatever it is about. */
export function taskContract(task: Task, openRenderer: () => Renderer): void {
  const begin = (seed: number, scene = task.nominal) =>
    task.begin(scene, { seed, seat: 0, renderer: null, needs: { camera: null, truth: true } });
  const randomAction = (rng: Rng) =>
    task.action.names.map((_, i) => rng.range(task.action.low[i] as number, task.action.high[i] as number));

  const drive = (seed: number, steps: number) => {
    const episode = begin(seed);
    const rng = new Rng(seed, 'actions');
    const rows: number[][] = [];
    for (let k = 0; k < steps && !episode.over; k++) {
      episode.observe();
      episode.advance(randomAction(rng));
      const row = new Float64Array(task.traceNames.length);
      episode.trace(row, 0);
      rows.push([...row]);
    }
    const score = episode.score();
    episode.close();
    return { rows, score };
  };

  it('gives the same trajectory and score for the same seed and actions', () => {
    expect(drive(7, 60)).toEqual(drive(7, 60));
  });

  it('shows from its log what was there when it ran, before the first step and after each', () => {
    const retrace = task.retrace?.(task.nominal, 7);
    if (retrace === undefined) return;
    const episode = begin(7);
    const rng = new Rng(7, 'actions');
    let row: ArrayLike<number> = retrace.start;
    for (let step = 0; step < 30 && !episode.over; step++) {
      const timeS = step * task.controlStepS;
      const shown = retrace.picture(row, timeS);
      const real = episode.picture();
      if (step > 0) expect(shown.movers).toEqual(real.movers);
      for (const [i, mover] of real.movers.entries()) {
        expect(shown.movers[i]?.xM).toBeCloseTo(mover.xM, 2);
        expect(shown.movers[i]?.yM).toBeCloseTo(mover.yM, 2);
      }
      expect(shown.stage).toEqual(real.stage);
      expect(shown.weather).toEqual(real.weather);
      if (step > 0) expect(retrace.cameraPose(row)).toEqual(episode.cameraPose());
      const { total, terms } = episode.score();
      if (step > 0) expect(retrace.score(row, timeS)).toMatchObject({ total, terms });
      episode.advance(randomAction(rng));
      const after = new Float64Array(task.traceNames.length);
      episode.trace(after, 0);
      row = after;
    }
    episode.close();
  });

  it('gives another trajectory for another seed', () => {
    expect(drive(7, 20).rows).not.toEqual(drive(8, 20).rows);
  });

  it('writes finite state, and a total and terms that fit their promise', () => {
    for (const seed of [1, 2, 3]) {
      const { rows, score } = drive(seed, 200);
      for (const row of rows) for (const value of row) expect(Number.isFinite(value)).toBe(true);
      expect(score.total).toBeGreaterThanOrEqual(0);
      expect(score.total).toBeLessThanOrEqual(1);
      expect(score.failed).toBe(score.total <= task.failsBelow);
      for (const value of Object.values(score.terms)) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('shows frames only to those who ask, of the size and channels asked for', () => {
    const blind = begin(1);
    expect(blind.observe().frame).toBeNull();
    blind.close();
    const renderer = openRenderer();
    const seeing = task.begin(task.nominal, {
      seed: 1,
      seat: 0,
      renderer,
      needs: { camera: CAMERA, truth: false },
    });
    const { frame, truth } = seeing.observe();
    expect(truth).toBeNull();
    expect(frame?.rgb).toHaveLength(32 * 16 * 3);
    expect(frame?.depthM).toHaveLength(32 * 16);
    expect(frame?.semantic).toHaveLength(32 * 16);
    seeing.close();
    renderer.close();
  });

  it('refuses an action of the wrong length or with NaN, and says what it expected', () => {
    const episode = begin(1);
    expect(() => episode.advance([])).toThrow(/expected:/);
    expect(() => episode.advance(task.action.names.map(() => Number.NaN))).toThrow(/expected:/);
    episode.close();
  });

  it('refuses a scene with an unknown axis or a value out of range', () => {
    expect(() => begin(1, { ...task.nominal, moonPhase: 3 })).toThrow(/moonPhase/);
    for (const axis of [...task.spaces.values()].flatMap((space) => space.axes)) {
      if (axis.kind === 'categorical') expect(() => begin(1, { [axis.name]: 'no such' })).toThrow(axis.name);
      else expect(() => begin(1, { [axis.name]: axis.high + 1000 })).toThrow(axis.name);
    }
  });

  it('begins in any corner of any of its spaces', () => {
    for (const space of task.spaces.values()) {
      for (const corner of [-1, 1]) {
        const episode = begin(1, space.decode(space.axes.map(() => corner)));
        episode.observe();
        episode.advance(task.action.names.map(() => 0));
        episode.close();
      }
    }
  });

  it('ends by itself when the agent does nothing', () => {
    const episode = begin(3);
    let steps = 0;
    while (!episode.over) {
      episode.observe();
      episode.advance(task.action.names.map(() => 0));
      steps++;
      expect(steps).toBeLessThan(10_000);
    }
    expect(episode.score().truncated || episode.score().terminated).toBe(true);
    episode.close();
  });
}
