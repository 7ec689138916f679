import type { Action, Observation } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/errors.ts';
import { Rng } from '../../sim/core/rng.ts';
import type { CameraPose, Picture } from '../../sim/scene/picture.ts';
import type { Scene } from '../../sim/space/axis.ts';
import { Space } from '../../sim/space/space.ts';
import type { Episode, EpisodeOptions, Retrace, Score, Task } from '../../sim/task.ts';

const axis = (name: string) =>
  ({ kind: 'continuous', name, unit: 'm', low: -2, high: 2, description: `place along ${name}` }) as const;

const PLANE = new Space('plane', [axis('eastM'), axis('northM')]);
const WEATHERED = new Space('weathered', [
  axis('eastM'),
  axis('northM'),
  { kind: 'categorical', name: 'weather', values: ['dry', 'wet', 'ice'], description: 'grip' },
]);

/** A walker on a plane: it starts where the scene says and must reach the origin in a few steps. */
export const TOY_TASK: Task = {
  id: 'toy/plane',
  description: 'walk to the origin of a plane',
  spaces: new Map([
    ['plane', PLANE],
    ['weathered', WEATHERED],
  ]),
  failsBelow: 0.25,
  action: { names: ['stride'], low: [-1], high: [1] },
  controlStepS: 0.1,
  traceNames: ['eastM', 'northM'],
  nominal: { eastM: 0.1, northM: 0.1, weather: 'dry' },
  begin: (scene, options) => new ToyEpisode({ ...TOY_TASK.nominal, ...scene }, options),
  retrace: (scene, seed) => toyRetrace({ ...TOY_TASK.nominal, ...scene }, seed),
};

/** The same walk with a fence: whatever lies east of it cannot be. */
export const FENCED_TOY_TASK: Task = {
  ...TOY_TASK,
  id: 'toy/fenced',
  invalid: ({ eastM = 0 }) =>
    Number(eastM) <= 1
      ? null
      : new FaultscapeError('data', 'The start lies behind the fence.', {
          expected: 'eastM of at most 1 m',
          got: `${eastM}`,
        }),
};

function toyRetrace(scene: Scene, seed: number): Retrace {
  return {
    routeXyM: null,
    start: toyStart(scene, seed),
    picture: (row) => walkerAt(row[0] as number, row[1] as number),
    cameraPose: () => null,
    score: (row) => toyScore(row[0] as number, row[1] as number),
  };
}

function toyStart(scene: Scene, seed: number): readonly [eastM: number, northM: number] {
  const rng = new Rng(seed, 'toy-start');
  const eastM = Number(scene.eastM) + 0.01 * rng.normal();
  return [eastM, Number(scene.northM) + 0.01 * rng.normal()];
}

function toyScore(eastM: number, northM: number): Pick<Score, 'total' | 'terms'> {
  const leftM = Math.hypot(eastM, northM);
  return { total: Math.max(0, 1 - leftM), terms: { leftM } };
}

function walkerAt(xM: number, yM: number): Picture {
  const still = { zM: 0, headingRad: 0, pitchRad: 0, rollRad: 0 };
  return { ...EMPTY_PICTURE, movers: [{ id: 'walker', kind: 'car', variant: 0, ...still, xM, yM }] };
}

const LAST_STEP = 6;

const EMPTY_PICTURE: Picture = {
  stage: { key: 'empty', items: [], boundsM: [-2, -2, 2, 2] },
  weather: { sunAzimuthDeg: 0, sunAltitudeDeg: 45, cloud: 0, fogDensityPerM: 0, rain: 0, wetness: 0 },
  road: { markingWear: 0, brightness: 1 },
  movers: [],
  timeS: 0,
};

class ToyEpisode implements Episode {
  readonly #seat: number;
  readonly #grip: number;
  #eastM: number;
  #northM: number;
  #step = 0;

  constructor(scene: Scene, options: EpisodeOptions) {
    this.#seat = options.seat;
    this.#grip = { dry: 1, wet: 0.8, ice: 0.5 }[String(scene.weather)] ?? 1;
    [this.#eastM, this.#northM] = toyStart(scene, options.seed);
  }

  get over(): boolean {
    return this.#step >= LAST_STEP;
  }

  observe(): Observation {
    return {
      seat: this.#seat,
      step: this.#step,
      timeS: this.#step * 0.1,
      speedMps: Math.hypot(this.#eastM, this.#northM),
      command: 'follow',
      frame: null,
      truth: null,
    };
  }

  advance(action: Action): void {
    const stride = action[0] as number;
    if (!Number.isFinite(stride)) {
      throw new FaultscapeError('agent', 'The action stride is not a number.', {
        expected: 'a number in [-1, 1]',
        got: String(stride),
      });
    }
    this.#eastM -= this.#eastM * stride * this.#grip;
    this.#northM -= this.#northM * stride * this.#grip;
    this.#step++;
  }

  score(): Score {
    const { total, terms } = toyScore(this.#eastM, this.#northM);
    const leftM = Math.hypot(this.#eastM, this.#northM);
    return {
      total,
      terms,
      failed: total <= TOY_TASK.failsBelow,
      reason: leftM < 0.3 ? 'goal' : 'timeout',
      terminated: leftM < 0.3,
      truncated: leftM >= 0.3,
      steps: this.#step,
    };
  }

  picture(): Picture {
    return walkerAt(this.#eastM, this.#northM);
  }

  cameraPose(): CameraPose | null {
    return null;
  }

  trace(into: Float64Array, offset: number): void {
    into[offset] = this.#eastM;
    into[offset + 1] = this.#northM;
  }

  close(): void {}
}
