import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PurePursuitAgent } from '../../agents/index.ts';
import type { EpisodeEntry } from '../../server/http/api.ts';
import type { StepNews } from '../../server/live/live-event.ts';
import { EpisodeLog } from '../../server/viewer/player/episode-log.ts';
import { interpolateRow } from '../../server/viewer/player/interpolate-row.ts';
import { LiveFollower } from '../../server/viewer/player/live-follower.ts';
import { PlayClock, SPEEDS } from '../../server/viewer/player/play-clock.ts';
import { playerQuery, readPlayerLink } from '../../server/viewer/player/player-link.ts';
import { buildRibbon, ribbonRange, ribbonValues } from '../../server/viewer/player/ribbon-values.ts';
import { boxesToAction, createTask, EpisodeRunner } from '../../sim/index.ts';

const TASK = 'driving/one-curve';
const NAMES = ['xM', 'headingRad'];

describe('a state between two logged ones', () => {
  it('is the logged one, to the bit, at either end', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, d) => {
        expect([...interpolateRow(NAMES, [a, b], [c, d], 0)]).toEqual([a, b]);
        expect([...interpolateRow(NAMES, [a, b], [c, d], 1)]).toEqual([c, d]);
      }),
    );
  });

  it('turns an angle the short way, also across the back', () => {
    const angle = fc.double({ min: -3.14, max: 3.14, noNaN: true });
    fc.assert(
      fc.property(angle, angle, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
        const [, at = 0] = interpolateRow(NAMES, [0, from], [0, to], share);
        expect(Math.abs(at - from)).toBeLessThanOrEqual(Math.PI * share + 1e-9);
        if (share === 1) expect(at).toBe(to);
      }),
    );
    expect(interpolateRow(NAMES, [0, 3.1], [0, -3.1], 0.5)[1]).toBeCloseTo(Math.PI, 6);
  });
});

describe("a detector's episode from its log", () => {
  const action = boxesToAction([
    { left: 0.1, top: 0.2, right: 0.5, bottom: 0.6, objectness: 0.9, classIndex: 2 },
    { left: 0.1, top: 0.2, right: 0.5, bottom: 0.6, objectness: 0.7, classIndex: 2 },
    { left: 0.6, top: 0.6, right: 0.9, bottom: 0.9, objectness: 0.04, classIndex: 1 },
  ]);
  const { action: spec, traceNames } = createTask('detection/bus');
  const row = [...action, ...traceNames.map(() => 0)];
  const names = [...spec.names, ...traceNames];

  it('shows the boxes that count in the score, and no doubles', () => {
    const log = new EpisodeLog({ task: 'detection/bus', scene: {}, seed: 1, names, rows: [row], stepS: 1 });
    expect(log.boxesAt(0)).toEqual([
      { left: 0.1, top: 0.2, right: 0.5, bottom: 0.6, objectness: 0.9, classIndex: 2 },
    ]);
  });

  it('has none where the action is another', async () => {
    expect(new EpisodeLog(await drive(7)).boxesAt(0)).toBeNull();
  });
});

describe('an episode from its log', async () => {
  const logged = await drive(7);
  const log = new EpisodeLog(logged);

  it('begins where the retrace says and lasts as long as its steps', () => {
    expect(log.stateAt(0)).toEqual(createTask(TASK).retrace?.({}, 7).start);
    expect(log.durationS).toBeCloseTo(logged.rows.length * 0.1, 9);
  });

  it('holds at each step what was logged, whatever the rounding of its time', () => {
    for (let step = 1; step <= log.steps; step++) {
      expect(log.stepAt(step * log.stepS)).toBe(step);
      expect([...Array.from(log.stateAt(step * log.stepS))].slice(0, 2)).toEqual([
        expect.closeTo(logged.rows[step - 1]?.[3] as number, 9),
        expect.closeTo(logged.rows[step - 1]?.[4] as number, 9),
      ]);
    }
  });

  it('moves without a jump between steps', () => {
    let before = log.pictureAt(0)?.movers[0];
    for (let timeS = 0; timeS <= log.durationS; timeS += 0.01) {
      const now = log.pictureAt(timeS)?.movers[0];
      const wayM = Math.hypot((now?.xM ?? 0) - (before?.xM ?? 0), (now?.yM ?? 0) - (before?.yM ?? 0));
      expect(wayM).toBeLessThan(0.2);
      before = now;
    }
  });

  it('paints a point for every state in any value that can be chosen', () => {
    for (const value of ribbonValues(log)) {
      const ribbon = buildRibbon(log, value, ribbonRange(value, [log]));
      expect(ribbon?.pointsM).toHaveLength((log.steps + 1) * 3);
      for (const share of ribbon?.colours ?? []) expect(share).toSatisfy((x: number) => x >= 0 && x <= 1);
    }
  });

  it('is a table of its columns where the task is unknown', () => {
    const unknown = new EpisodeLog({ ...logged, task: 'a/plug-in', stepS: 1 });
    expect(unknown.pictureAt(0)).toBeNull();
    expect(unknown.value('speedMps', 1)).toBe(logged.rows[0]?.[6]);
  });
});

describe('the clock of the player', () => {
  it('moves at the chosen speed, stops at the end, and starts over from there', () => {
    const clock = new PlayClock();
    clock.endS.value = 1;
    clock.play();
    clock.tick(0);
    clock.tick(200);
    expect(clock.timeS).toBeCloseTo(0.2, 9);
    clock.changeSpeed(1);
    clock.tick(400);
    expect(clock.timeS).toBeCloseTo(0.6, 9);
    clock.tick(600);
    expect(clock.timeS).toBe(1);
    expect(clock.playing.value).toBe(false);
    clock.play();
    expect(clock.timeS).toBe(0);
  });

  it('does not jump over what a sleeping tab missed', () => {
    const clock = new PlayClock();
    clock.endS.value = 100;
    clock.play();
    clock.tick(0);
    clock.tick(60_000);
    expect(clock.timeS).toBeLessThan(1);
  });

  it('offers speeds from a quarter to eight times and goes no further', () => {
    const clock = new PlayClock();
    for (let i = 0; i < 20; i++) clock.changeSpeed(1);
    expect(clock.speed.value).toBe(SPEEDS.at(-1));
    for (let i = 0; i < 20; i++) clock.changeSpeed(-1);
    expect(clock.speed.value).toBe(SPEEDS[0]);
  });
});

describe('a link to the player', () => {
  it('reads back as what it was written from', () => {
    const id = fc.stringMatching(/^[a-z]+-\d{5}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom('chase', 'orbit', 'top', 'agent'),
        ([episode = '', ...beside], hundredths, camera) => {
          const link = { episode, beside, timeS: hundredths / 100, camera } as const;
          const query = new URLSearchParams();
          for (const [name, value] of Object.entries(playerQuery(link))) {
            if (value !== null) query.set(name, value);
          }
          expect(readPlayerLink(query)).toEqual(link);
        },
      ),
    );
  });

  it('leaves out what makes no sense', () => {
    expect(readPlayerLink(new URLSearchParams('with=a&t=-3&cam=sideways'))).toEqual({
      episode: null,
      beside: [],
      timeS: null,
      camera: 'chase',
    });
    expect(readPlayerLink(new URLSearchParams('episode=a&with=a,b,b,c,d,e')).beside).toEqual(['b', 'c', 'd']);
  });
});

describe('following a run', async () => {
  const one = await drive(1);
  const two = await drive(2);

  it('shows steps as they come and keeps up with an agent faster than real time', () => {
    const { clock, follower, run } = following();
    follower.take(news('a', one, 0, 40), 0);
    follower.take(news('a', one, 40, one.rows.length), 50);
    run(50, 6_000);
    expect(follower.shown.value?.id).toBe('a');
    expect(clock.timeS).toBeCloseTo(one.rows.length * 0.1, 6);
  });

  it('goes on to the newest episode once one has ended and was seen to its end', () => {
    const { follower, run } = following();
    follower.take(news('a', one, 0, one.rows.length), 0);
    follower.take(news('b', two, 0, 30), 10);
    follower.take(news('b', two, 30, two.rows.length), 20);
    run(20, 500);
    expect(follower.shown.value?.id).toBe('a');
    follower.logged([entry('a', one)]);
    run(520, 8_000);
    expect(follower.shown.value?.id).toBe('b');
    expect(follower.shown.value?.log.steps).toBe(two.rows.length);
  });

  it('never shows an episode past a gap in what came', () => {
    const { follower, run } = following();
    follower.take(news('a', one, 0, 20), 0);
    follower.take(news('a', one, 30, 60), 10);
    run(10, 4_000);
    expect(follower.shown.value?.log.steps).toBe(20);
  });

  it('falls back to the newest logged episode when no steps come', async () => {
    const { follower, run } = following(new Map([['b', two]]));
    follower.logged([entry('a', one), entry('b', two)]);
    run(0, 100);
    await Promise.resolve();
    await Promise.resolve();
    run(100, 100);
    expect(follower.shown.value).toMatchObject({ id: 'b', from: 'logged' });
  });
});

interface Drive {
  readonly task: string;
  readonly scene: Readonly<Record<string, number | string>>;
  readonly seed: number;
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly stepS: number;
}

/** A real drive, as it would be logged. */
async function drive(seed: number): Promise<Drive> {
  const task = createTask(TASK);
  const runner = new EpisodeRunner({ task, agent: new PurePursuitAgent(), renderer: null, seats: 1 });
  const { trajectory } = await runner.run({ scene: task.nominal, seed });
  const { names, rows: flat } = trajectory;
  const rows = Array.from({ length: flat.length / names.length }, (_, i) => [
    ...flat.subarray(i * names.length, (i + 1) * names.length),
  ]);
  return { task: TASK, scene: task.nominal, seed, names, rows, stepS: task.controlStepS };
}

function following(logs: ReadonlyMap<string, Drive> = new Map()) {
  const clock = new PlayClock();
  const load = async ({ id }: EpisodeEntry) => {
    const logged = logs.get(id);
    return logged === undefined ? null : new EpisodeLog(logged);
  };
  const follower = new LiveFollower({ clock, stepS: 0.1, load });
  clock.play();
  const run = (fromMs: number, forMs: number) => {
    for (let ms = fromMs; ms <= fromMs + forMs; ms += 16) follower.tick(ms);
  };
  return { clock, follower, run };
}

function news(episode: string, drive: Drive, from: number, to: number): StepNews {
  return { type: 'steps', episode, ...drive, firstStep: from, rows: drive.rows.slice(from, to) };
}

function entry(id: string, { task, scene, seed, rows }: Drive): EpisodeEntry {
  const ended = { status: 'done', q: 1, failed: false, reason: 'goal', terms: {}, error: null } as const;
  return { id, phase: 'random', point: null, scene, seed, task, steps: rows.length, ...ended };
}
