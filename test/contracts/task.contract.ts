import { expect, it } from 'vitest';
import { PlaybackAgent } from '../../agents/playback.ts';
import {
  type Action,
  type Agent,
  type Axis,
  type CameraEffectsSpec,
  type EpisodeRecord,
  EpisodeRunner,
  firstDivergence,
  type Observation,
  type Renderer,
  Rng,
  readingSpecs,
  type Scene,
  type Sensors,
  type Space,
  type StepListener,
  type Task,
} from '../../sim/index.ts';

const CAMERA = { widthPx: 32, heightPx: 16, rgb: true, depth: true, semantic: true };

/** Draws until a scene of a space is one that the task can run. */
function validPoint(task: Task, space: Space, rng: Rng): readonly number[] {
  for (let tries = 0; tries < 1000; tries++) {
    const point = space.snap(space.axes.map(() => rng.range(-1, 1)));
    if ((task.invalid?.(space.decode(point)) ?? null) === null) return point;
  }
  throw new Error(`${task.id}: a thousand scenes of ${space.name}, and none was valid`);
}

/** Everything of an observation that is a number, by name, but its seat and its clock. */
function numbersOf({ speedMps, command, truth, readings = {}, frame }: Observation): Map<string, number[]> {
  const { routeXyM, routeSpeedMps, ...pose } = truth ?? {};
  return new Map<string, number[]>([
    ['speedMps', [speedMps]],
    ['command', [command.length]],
    ...Object.entries(pose).map(([name, x]): [string, number[]] => [`truth.${name}`, [Number(x)]]),
    ...Object.entries(readings).map(([name, xs]): [string, number[]] => [name, Array.from(xs)]),
    ...(frame?.rgb == null ? [] : [['rgb', Array.from(frame.rgb)] as [string, number[]]]),
  ]);
}

/** Answers with seeded random actions, the same for equal seeds. */
function randomAgent(task: Task, actionAt: (rng: Rng) => Action): Agent {
  let rng = new Rng(0, 'actions');
  return {
    name: 'random',
    version: '1',
    needs: { camera: null, truth: true },
    gives: task.action.names,
    reset: (_, { seed }) => {
      rng = new Rng(seed, 'actions');
    },
    act: (batch) => batch.map(() => actionAt(rng)),
  };
}

/**
 * What every task promises, whatever it is about. `driver` gets far enough to meet what random actions
 * do not; it is asked where they show no effect of an axis. `sensors` says that the task carries them.
 */
export function taskContract(
  task: Task,
  openRenderer: () => Renderer,
  { driver, sensors = false }: { readonly driver?: Agent; readonly sensors?: boolean } = {},
): void {
  const begin = (seed: number, scene = task.nominal) =>
    task.begin(scene, { seed, seat: 0, renderer: null, needs: { camera: null, truth: true } });
  let held: readonly number[] = [];
  const randomAction = (rng: Rng) =>
    task.action.names.map((_, i) => rng.range(task.action.low[i] as number, task.action.high[i] as number));

  const drive = (seed: number, steps: number, scene = task.nominal) => {
    const episode = begin(seed, scene);
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

  it('builds the same world from a scene and from the scene with every axis filled in', () => {
    for (const space of task.spaces.values()) {
      const scene = space.decode(validPoint(task, space, new Rng(5, space.name)));
      const full = task.complete?.(scene) ?? { ...task.nominal, ...scene };
      expect(task.complete?.(full) ?? full).toEqual(full);
      expect(drive(7, 20, full)).toEqual(drive(7, 20, scene));
      const course = task.course?.(scene, 7);
      expect(task.course?.(full, 7)).toEqual(course);
      if (course === undefined) continue;
      const numbers = JSON.stringify(course).match(/-?\d[\d.e+-]*|null/g) ?? [];
      expect(numbers.length).toBeGreaterThan(100);
      expect(numbers.filter((text) => !Number.isFinite(Number(text)) && text !== 'null')).toEqual([]);
    }
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
    const hasCamera = blind.cameraPose() !== null;
    blind.close();
    if (!hasCamera) return;
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

  it('begins in any corner of any of its spaces, or says why the scene there cannot be', () => {
    for (const space of task.spaces.values()) {
      for (const corner of [-1, 1]) {
        const scene = space.decode(space.axes.map(() => corner));
        const invalid = task.invalid?.(scene) ?? null;
        if (invalid !== null) {
          expect(() => begin(1, scene)).toThrow(invalid.message);
          continue;
        }
        const episode = begin(1, scene);
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

  it('starts a little differently with each seed', () => {
    const first = (seed: number) => {
      const episode = begin(seed);
      const seen = numbersOf(episode.observe());
      episode.advance(task.action.names.map(() => 0));
      const row = new Float64Array(task.traceNames.length);
      episode.trace(row, 0);
      episode.close();
      return { seen, row };
    };
    expect(first(21)).not.toEqual(first(22));
  });

  it('shows only finite numbers, each reading of the shape and within the bounds it declares', () => {
    const specs = new Map((task.readings?.(TRUTH) ?? []).map((spec) => [spec.name, spec]));
    for (const scene of [task.nominal, ...randomScenes(task, 3)]) {
      const episode = begin(5, scene);
      const rng = new Rng(5, 'actions');
      for (let step = 0; step < 60 && !episode.over; step++) {
        const seen = episode.observe();
        for (const [name, numbers] of numbersOf(seen)) {
          expect(numbers.every(Number.isFinite), name).toBe(true);
        }
        expect(Object.keys(seen.readings ?? {}).sort()).toEqual([...specs.keys()].sort());
        for (const [name, numbers] of Object.entries(seen.readings ?? {})) {
          const { shape, dtype, low, high } = specs.get(name) as NonNullable<ReturnType<typeof specs.get>>;
          expect(numbers, name).toHaveLength(shape.reduce((product, n) => product * n, 1));
          expect(numbers, name).toBeInstanceOf(dtype === 'float32' ? Float32Array : Float64Array);
          for (const x of numbers) {
            expect(x, name).toBeGreaterThanOrEqual(low ?? Number.NEGATIVE_INFINITY);
            expect(x, name).toBeLessThanOrEqual(high ?? Number.POSITIVE_INFINITY);
          }
        }
        episode.advance(randomAction(rng));
      }
      episode.close();
    }
  });

  it('shows and logs nothing that never changes', async () => {
    const seen = new Map<string, Set<string>>();
    const note = (name: string, value: string) => seen.set(name, (seen.get(name) ?? new Set()).add(value));
    for (const [seed, scene] of [task.nominal, ...randomScenes(task, 8)].entries()) {
      const episode = begin(seed, scene);
      const rng = new Rng(seed, 'actions');
      const row = new Float64Array(task.traceNames.length);
      for (let step = 0; step < 400 && !episode.over; step++) {
        for (const [name, numbers] of numbersOf(episode.observe())) note(name, numbers.join());
        episode.advance(wilfulAction(rng, step));
        episode.trace(row, 0);
        for (const [i, name] of task.traceNames.entries()) note(name, String(row[i]));
      }
      episode.close();
    }
    if (driver !== undefined) {
      const { trajectory } = await driven(driver, task.nominal, 3);
      const { names, rows } = trajectory;
      rows.forEach((value, i) => void note(names[i % names.length] as string, String(value)));
    }
    const constant = [...seen].filter(([, values]) => values.size < 2).map(([name]) => name);
    expect(constant.filter((name) => !MAY_REST.includes(name))).toEqual([]);
  });

  it('shows its frames through the lens and the sensor asked for, the same each time, and plain without', () => {
    const blind = begin(1);
    const hasCamera = blind.cameraPose() !== null;
    blind.close();
    if (!hasCamera) return;
    const renderer = openRenderer();
    const shots = (effects: CameraEffectsSpec | undefined): string[] => {
      const camera = { ...CAMERA, ...(effects === undefined ? {} : { effects }) };
      const needs = { camera, truth: false };
      const episode = task.begin(task.nominal, { seed: 1, seat: 0, renderer, needs });
      const rng = new Rng(1, 'actions');
      const seen: string[] = [];
      for (let step = 0; step < 3 && !episode.over; step++) {
        seen.push(String(episode.observe().frame?.rgb));
        episode.advance(randomAction(rng));
      }
      episode.close();
      return seen;
    };
    const plain = shots(undefined);
    expect(shots({ k1: 0, exposureStops: 0, noise: 0 })).toEqual(plain);
    const noisy = { noise: 0.1 };
    expect(shots(noisy)).toEqual(shots(noisy));
    for (const effects of [
      noisy,
      { k1: 0.3 },
      { exposureStops: -1 },
      { defocus: 0.05 },
      { motionBlur: 0.2, motionBlurDeg: 90 },
    ]) {
      expect(shots(effects)[0], JSON.stringify(effects)).not.toBe(plain[0]);
    }
    expect(() => shots({ exposureStops: 99 })).toThrow(/exposureStops is out of range/);
    renderer.close();
  });

  it.runIf(sensors)(
    'shows the sensors asked for, as it says, the same each time, and goes on as without',
    () => {
      const drive = (asked: Sensors | undefined, scene: Scene) => {
        const needs = { camera: null, truth: true, sensors: asked };
        const episode = task.begin(scene, { seed: 5, seat: 0, renderer: null, needs });
        const rng = new Rng(5, 'actions');
        const rows: number[] = [];
        const shown: Record<string, number[]>[] = [];
        for (let step = 0; step < 30 && !episode.over; step++) {
          const { readings = {} } = episode.observe();
          shown.push(
            Object.fromEntries(Object.entries(readings).map(([name, xs]) => [name, Array.from(xs)])),
          );
          episode.advance(randomAction(rng));
          const row = new Float64Array(task.traceNames.length);
          episode.trace(row, 0);
          rows.push(...row);
        }
        episode.close();
        return { rows, shown };
      };
      const specs = readingSpecs(task, { ...TRUTH, sensors: SENSORS });
      const others = new Set(readingSpecs(task, TRUTH).map(({ name }) => name));
      expect(specs.map(({ name }) => name).filter((name) => !others.has(name))).toEqual(Object.keys(SENSORS));
      const seen = new Map<string, Set<string>>();
      for (const scene of [task.nominal, ...randomScenes(task, 2)]) {
        const bare = drive(undefined, scene);
        const one = drive(SENSORS, scene);
        expect(one).toEqual(drive(SENSORS, scene));
        expect(one.rows).toEqual(bare.rows);
        for (const [step, row] of one.shown.entries()) {
          const { scanner, imu, gnss, ...rest } = row;
          expect(rest).toEqual(bare.shown[step]);
          for (const { name, shape, low, high } of specs) {
            const numbers = row[name] ?? [];
            expect(numbers, name).toHaveLength(shape.reduce((product, n) => product * n, 1));
            const kept = numbers.every((x) => x >= (low ?? -Infinity) && x <= (high ?? Infinity));
            expect(kept, name).toBe(true);
            seen.set(name, (seen.get(name) ?? new Set()).add(numbers.join()));
          }
        }
        expect(one.shown[0]?.scanner?.some((rangeM) => rangeM > 0)).toBe(true);
      }
      for (const name of Object.keys(SENSORS)) expect(seen.get(name)?.size).toBeGreaterThan(1);
    },
  );

  it.runIf(sensors)('refuses a sensor under the name of a reading that it has anyway', () => {
    for (const { name } of readingSpecs(task, TRUTH)) {
      const needs = { ...TRUTH, sensors: { [name]: { kind: 'imu' } } } as const;
      expect(() => readingSpecs(task, needs)).toThrow(/name of another reading/);
    }
  });

  it.skipIf(sensors)('refuses sensors, by name', () => {
    expect(() => readingSpecs(task, { ...TRUTH, sensors: SENSORS })).toThrow(/carry these/);
  });

  it('does not care what an agent does to the arrays it was shown', () => {
    const run = (spoil: boolean) => {
      const episode = begin(9);
      const rng = new Rng(9, 'actions');
      const rows: number[] = [];
      for (let step = 0; step < 40 && !episode.over; step++) {
        const { readings = {} } = episode.observe();
        if (spoil) for (const numbers of Object.values(readings)) numbers.fill(Number.NaN);
        episode.advance(randomAction(rng));
        const row = new Float64Array(task.traceNames.length);
        episode.trace(row, 0);
        rows.push(...row);
      }
      const score = episode.score();
      episode.close();
      return { rows, score };
    };
    expect(run(true)).toEqual(run(false));
  });

  it.each(axesOf(task))('lets axis %s change what happens or what is seen', async (_, axis, space) => {
    const rng = new Rng(31, 'axis', axis.name);
    const place = space.axes.indexOf(axis);
    const ends = endsOf(axis);
    for (let tries = 0, compared = 0; tries < 200 && compared < 6; tries++) {
      const point = validPoint(task, space, rng);
      // From one end to the other, or, where no scene has both, by as much as the draw gives.
      const values = tries < 3 ? ends : [point[place] as number, rng.range(-1, 1)];
      const [one, other] = values.map((x) => space.decode(point.map((p, i) => (i === place ? x : p))));
      if ([one, other].some((scene) => (task.invalid?.(scene as Scene) ?? null) !== null)) continue;
      if (one?.[axis.name] === other?.[axis.name]) continue;
      compared++;
      if (witness(one as Scene, tries) !== witness(other as Scene, tries)) return;
      if (photo(one as Scene, tries) !== photo(other as Scene, tries)) return;
      if (driver === undefined) continue;
      const before = await driven(driver, one as Scene, tries);
      const after = await driven(driver, other as Scene, tries);
      if (JSON.stringify(before.score) !== JSON.stringify(after.score)) return;
      if (firstDivergence(before.trajectory, after.trajectory) !== null) return;
      if (before.shown !== after.shown) return;
    }
    expect.fail(`${axis.name} had no effect in any scene tried`);
  });

  it('takes any valid scene of its spaces through a point, a scene and JSON, and back', () => {
    for (const space of task.spaces.values()) {
      const rng = new Rng(41, space.name);
      for (let k = 0; k < 5; k++) {
        const point = validPoint(task, space, rng);
        const scene = JSON.parse(JSON.stringify(space.decode(point))) as Scene;
        const back = space.encode(scene);
        for (const [i, x] of point.entries()) expect(back[i]).toBeCloseTo(x, 9);
        const episode = begin(k, scene);
        expect(episode.over).toBe(false);
        episode.close();
      }
    }
  });

  it('replays a logged episode to the bit', async () => {
    const job = { scene: randomScenes(task, 1)[0] as Scene, seed: 13 };
    const run = (agent: Agent) => new EpisodeRunner({ task, agent, renderer: null, seats: 1 }).run(job);
    const logged = await run(randomAgent(task, randomAction));
    const replayed = await run(new PlaybackAgent(logged.trajectory));
    expect(firstDivergence(logged.trajectory, replayed.trajectory)).toBeNull();
    expect(replayed.score).toEqual(logged.score);
  });

  /** An episode by an agent, and every reading that it was shown. */
  async function driven(
    agent: Agent,
    scene: Scene,
    seed: number,
  ): Promise<EpisodeRecord & { readonly shown: string }> {
    const shown: number[] = [];
    const onStep: StepListener = ({ observation }) => {
      for (const numbers of Object.values(observation.readings ?? {})) shown.push(...numbers);
    };
    const runner = new EpisodeRunner({ task, agent, renderer: null, seats: 1, onStep });
    return { ...(await runner.run({ scene, seed })), shown: shown.join() };
  }

  /** All that can be told of a scene from outside: what is drawn, and what happens. */
  function witness(scene: Scene, seed: number): string {
    const episode = begin(seed, scene);
    const parts: unknown[] = [];
    const look = () => {
      const pose = episode.cameraPose();
      if (pose !== null) parts.push(pose, episode.picture());
    };
    const rng = new Rng(seed, 'actions');
    look();
    for (let step = 0; step < 80 && !episode.over; step++) {
      const { readings } = episode.observe();
      parts.push(readings === undefined ? null : Object.values(readings).map((xs) => Array.from(xs)));
      episode.advance(wilfulAction(rng, step));
      const row = new Float64Array(task.traceNames.length);
      episode.trace(row, 0);
      parts.push(Array.from(row));
    }
    look();
    parts.push(episode.score());
    episode.close();
    return JSON.stringify(parts, (_, value) =>
      ArrayBuffer.isView(value) ? Array.from(value as never) : value,
    );
  }

  /** The first frame as the camera gives it: some axes change nothing else. */
  function photo(scene: Scene, seed: number): string {
    const renderer = openRenderer();
    const needs = { camera: CAMERA, truth: false };
    const episode = task.begin(scene, { seed, seat: 0, renderer, needs });
    const seen = String(episode.observe().frame?.rgb);
    episode.close();
    renderer.close();
    return seen;
  }

  /** Random, but held for a while, so that something comes of it. */
  function wilfulAction(rng: Rng, step: number): readonly number[] {
    if (step % 12 === 0) held = randomAction(rng);
    return held;
  }
}

const SENSORS: Sensors = {
  scanner: { kind: 'lidar', channels: 3, lowestDeg: -20, highestDeg: 10, azimuthSteps: 40, dropout: 0.05 },
  imu: { kind: 'imu' },
  gnss: { kind: 'gnss', rateHz: 5 },
};

const TRUTH = { camera: null, truth: true };

/** What is allowed never to change in a short episode of random actions. */
const MAY_REST: readonly string[] = [
  'command',
  'speedMps',
  'truth.routeStepM',
  'nextGate',
  'gatesPassed',
  // A task of one class; boxes drawn at random hit nothing.
  'class',
  'classIndex',
  'iou',
];

function randomScenes(task: Task, count: number): Scene[] {
  return Array.from({ length: count }, (_, k) => {
    const spaces = [...task.spaces.values()];
    const space = spaces[k % spaces.length] as Space;
    return space.decode(validPoint(task, space, new Rng(k, 'scene')));
  });
}

function axesOf(task: Task): [string, Axis, Space][] {
  return [...task.spaces.values()].flatMap((space) =>
    space.axes.map((axis): [string, Axis, Space] => [`${space.name}.${axis.name}`, axis, space]),
  );
}

/** The two ends of an axis as coordinates: categories are told by the middle of their bin. */
function endsOf(axis: Axis): [number, number] {
  if (axis.kind === 'continuous') return [-1, 1];
  const bin = 1 / axis.values.length;
  return [-1 + bin, 1 - bin];
}
