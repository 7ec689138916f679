import { describe, expect, it } from 'vitest';
import { UavPdAgent } from '../../../agents/index.ts';
import { type Agent, createTask, EpisodeRunner, Rng, type Scene, type Task } from '../../../sim/index.ts';
import { IMU_NOISE } from '../../../sim/tasks/uav/uav-readings.ts';
import { scoreFlight } from '../../../sim/tasks/uav/uav-score.ts';

const COUNTS = [3, 4, 5] as const;

function validScenes(task: Task, spaceName: string, count: number, seed: number): Scene[] {
  const space = task.spaces.get(spaceName);
  const rng = new Rng(seed, 'scenes');
  const scenes: Scene[] = [];
  while (space !== undefined && scenes.length < count) {
    const scene = space.decode(space.axes.map(() => rng.range(-1, 1)));
    if ((task.invalid?.(scene) ?? null) === null) scenes.push(scene);
  }
  return scenes;
}

/** Flies as another agent does, but gives what `change` makes of it. */
function changed(change: (action: number[]) => number[]): Agent {
  const pilot = new UavPdAgent();
  return {
    name: 'changed',
    version: '1',
    needs: pilot.needs,
    reset: (seat, briefing) => pilot.reset(seat, briefing),
    act: (batch) => pilot.act(batch).map((action) => change(Array.from(action))),
  };
}

const run = (task: Task, agent: Agent, scene: Scene, seed: number) =>
  new EpisodeRunner({ task, agent, renderer: null, seats: 1 }).run({ scene, seed });

describe('uav-pd', () => {
  it.each(COUNTS)('flies valid tracks through %i anchors, in still air and in wind', async (count) => {
    const task = createTask(`uav/${count}-anchors`);
    const scenes = [...validScenes(task, 'paper', 20, 3), ...validScenes(task, 'extended', 10, 4)];
    const runner = new EpisodeRunner({ task, agent: new UavPdAgent(), renderer: null, seats: 8 });
    const records = await Promise.all(scenes.map((scene, seed) => runner.run({ scene, seed })));
    const goals = records.filter(({ score }) => score.reason === 'goal' && !score.failed);
    expect(goals.length).toBeGreaterThanOrEqual(scenes.length - 1);
    expect(goals[0]?.score.terms.gates).toBe(1);
  });
});

describe('a race', () => {
  const task = createTask('uav/3-anchors');

  it.each([
    ['crash:ground', (a: number[]) => [a[0] ?? 0, a[1] ?? 0, a[2] ?? 0, 0]],
    ['off-course', () => [0.4, 0, 0, 0.32]],
    ['timeout', () => [0, 0, 0, 0.2925]],
  ] as const)('ends with %s when it should', async (reason, change) => {
    const { score } = await run(task, changed(change), task.nominal, 1);
    expect(score.reason).toBe(reason);
    expect(score.failed).toBe(true);
    expect(score.truncated).toBe(reason === 'timeout');
  });

  it('is lost at a gate that is passed on the outside', async () => {
    const pilot = new UavPdAgent();
    // The pilot follows a line that lies 2.2 m outside the true one.
    const beside: Agent = {
      ...changed((a) => a),
      act: (batch) =>
        pilot.act(
          batch.map((seen) => {
            const { centreLineXyzM, ...others } = seen.readings ?? {};
            const moved = Float64Array.from(centreLineXyzM ?? []);
            for (let i = 0; i < moved.length; i += 3) {
              const away = Math.hypot(moved[i] ?? 0, moved[i + 1] ?? 0);
              for (const k of [i, i + 1]) moved[k] = (moved[k] ?? 0) * (1 + 2.2 / away);
            }
            return { ...seen, readings: { ...others, centreLineXyzM: moved } };
          }),
        ),
    };
    const { score } = await run(task, beside, task.nominal, 1);
    expect(score.reason).toBe('missed-gate');
    expect(score.terms.gates).toBe(0);
  });

  it('is lost in the frame when the line leads there', async () => {
    const pilot = new UavPdAgent();
    const low: Agent = {
      ...changed((a) => a),
      act: (batch) =>
        pilot.act(
          batch.map((seen) => {
            const moved = (seen.readings?.centreLineXyzM ?? new Float64Array()).map((x, i) =>
              i % 3 === 2 ? x - 1.2 : x,
            );
            return { ...seen, readings: { ...seen.readings, centreLineXyzM: moved } };
          }),
        ),
    };
    const { score } = await run(task, low, task.nominal, 1);
    expect(score.reason).toBe('crash:gate');
  });

  it('flies the same with and without anybody looking at its readings', () => {
    const fly = (look: boolean) => {
      const episode = task.begin(
        { gustMps: 2 },
        { seed: 5, seat: 0, renderer: null, needs: { camera: null, truth: look } },
      );
      const rows = new Float64Array(task.traceNames.length * 30);
      for (let k = 0; k < 30; k++) {
        if (look) episode.observe();
        episode.advance([0.05, -0.05, 0.1, 0.3]);
        episode.trace(rows, k * task.traceNames.length);
      }
      const seen = Array.from(episode.observe().readings?.bodyRateRadps ?? []);
      episode.close();
      return { rows, seen };
    };
    expect(fly(true)).toEqual(fly(false));
  });

  it('shows instruments whose noise has the strength it says', () => {
    const off: number[] = [];
    for (let seed = 0; seed < 400; seed++) {
      const episode = task.begin(
        {},
        { seed, seat: 0, renderer: null, needs: { camera: null, truth: false } },
      );
      const { readings } = episode.observe();
      // Level and at rest at the start: what is shown is noise.
      off.push(...Array.from(readings?.bodyRateRadps ?? []));
      episode.close();
    }
    const rms = Math.sqrt(off.reduce((sum, x) => sum + x * x, 0) / off.length);
    expect(rms / IMU_NOISE.rateRadps).toBeGreaterThan(0.93);
    expect(rms / IMU_NOISE.rateRadps).toBeLessThan(1.07);
  });

  it('shows an attitude that is off by the errors of the scene, each for its two seconds, and flies alike', () => {
    const fly = (scene: Scene) => {
      const episode = task.begin(scene, {
        seed: 5,
        seat: 0,
        renderer: null,
        needs: { camera: null, truth: true },
      });
      const shown: [number, number][] = [];
      const rows: number[] = [];
      for (let k = 0; k < 110; k++) {
        const [roll, pitch] = episode.observe().readings?.attitudeRad ?? [];
        shown.push([roll as number, pitch as number]);
        episode.advance([0, 0, 0, 0.2925]);
        const row = new Float64Array(task.traceNames.length);
        episode.trace(row, 0);
        rows.push(...row);
      }
      episode.close();
      return { shown, rows };
    };
    const plain = fly({});
    const off = fly({ rollError1Deg: 3, pitchError2Deg: -5 });
    expect(off.rows).toEqual(plain.rows);
    off.shown.forEach(([roll, pitch], k) => {
      const [rollPlain, pitchPlain] = plain.shown[k] as [number, number];
      expect(roll - rollPlain).toBeCloseTo(k < 50 ? (3 * Math.PI) / 180 : 0, 12);
      expect(pitch - pitchPlain).toBeCloseTo(k >= 50 && k < 100 ? (-5 * Math.PI) / 180 : 0, 12);
    });
  });

  it('refuses a track that cannot be flown, before and at its start, with the same words', () => {
    const scene = { anchor1XM: 4, anchor2XM: 4, anchor3XM: 4, anchor1YM: 0, anchor2YM: 5, anchor3YM: -5 };
    const invalid = task.invalid?.(scene);
    expect(invalid?.message).toMatch(/^Gates 1 and 2 overlap at place/);
    expect(() =>
      task.begin(scene, { seed: 1, seat: 0, renderer: null, needs: { camera: null, truth: false } }),
    ).toThrow(invalid?.message ?? 'nothing');
  });

  it.each(COUNTS)(
    'can be held on most tracks of the paper space through %i anchors, but not on all',
    (count) => {
      const raced = createTask(`uav/${count}-anchors`);
      const space = raced.spaces.get('paper');
      const rng = new Rng(8, 'share');
      const valid = Array.from(
        { length: 300 },
        () => space?.decode(space.axes.map(() => rng.range(-1, 1))) ?? {},
      ).filter((scene) => (raced.invalid?.(scene) ?? null) === null).length;
      expect(valid / 300).toBeGreaterThan(0.6);
      expect(valid / 300).toBeLessThan(0.98);
    },
  );
});

describe('the racing score', () => {
  const flight = {
    ending: 'goal',
    detail: null,
    gatesPassed: 8,
    gateCount: 8,
    meanDeviationM: 0.1,
    timeS: 14,
    timeLimitS: 30,
    steps: 350,
  } as const;

  it('is high for a clean lap', () => {
    // 0.75 + 0.15 * (1 - 0.1 / 3) + 0.1 * (1 - 14 / 30)
    expect(scoreFlight(flight).total).toBeCloseTo(0.75 + 0.145 + 0.1 * (16 / 30), 12);
  });

  it('calls every flight that did not come through all gates a failure, however near', () => {
    for (const ending of ['missed-gate', 'off-course', 'crash', 'timeout'] as const) {
      expect(scoreFlight({ ...flight, ending, gatesPassed: 7 }).failed, ending).toBe(true);
    }
  });

  it('never calls a finished lap a failure', () => {
    expect(scoreFlight({ ...flight, meanDeviationM: 3, timeS: 30 }).failed).toBe(false);
  });
});
