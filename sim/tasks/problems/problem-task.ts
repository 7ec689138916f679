import type { Action, ActionSpec, Observation, ReadingSpec } from '../../agent.ts';
import { FaultscapeError } from '../../core/errors.ts';
import type { Picture } from '../../scene/picture.ts';
import type { Point, Scene } from '../../space/axis.ts';
import { sceneProblem } from '../../space/scene-problem.ts';
import type { Episode, EpisodeOptions, Score, Task } from '../../task.ts';
import { registerTask } from '../registry.ts';
import { noiseDraw, PROBLEM_FAILS_BELOW, type Problem, scoreWithNoise } from './problem.ts';
import { PROBLEMS } from './problems.ts';

/** What an agent has to say where there is nothing to be done. */
const NOTHING: ActionSpec = { names: ['nothing'], low: [0], high: [1] };
const STEP_S = 1;

/** Registers `problem/NAME` for every problem: one step, settled by the scene and the seed alone. */
export function registerProblems(): void {
  for (const problem of PROBLEMS) registerTask(`problem/${problem.name}`, () => problemTask(problem));
}

function problemTask(problem: Problem): Task {
  const { space, description } = problem;
  const nominal = space.decode(space.axes.map((axis) => (axis.kind === 'continuous' ? 0 : -1)));
  const place: ReadingSpec = {
    name: 'place',
    shape: [space.dimension],
    dtype: 'float64',
    unit: '1',
    low: -1,
    high: 1,
    description: 'the scene as a point of the box',
  };
  const invalid = (scene: Scene): FaultscapeError | null => {
    const why = problem.invalid?.(space.encode({ ...nominal, ...scene })) ?? null;
    if (why === null) return null;
    return new FaultscapeError('data', 'Such a scene cannot be.', { expected: description, got: why });
  };
  return {
    id: `problem/${problem.name}`,
    description: `landscape with known failures: ${description}`,
    spaces: new Map([[space.name, space]]),
    failsBelow: PROBLEM_FAILS_BELOW,
    action: NOTHING,
    controlStepS: STEP_S,
    traceNames: [...space.axes.map((axis) => axis.name), 'noiseDraw'],
    nominal,
    readings: () => [place],
    ...(problem.invalid === undefined ? {} : { invalid }),
    begin(scene, options) {
      const wrong = sceneProblem(`Task problem/${problem.name}`, [space], scene) ?? invalid(scene);
      if (wrong !== null) throw wrong;
      return new ProblemEpisode(problem, space.encode({ ...nominal, ...scene }), options);
    },
  };
}

/** One look at the landscape. */
class ProblemEpisode implements Episode {
  readonly #problem: Problem;
  readonly #point: Point;
  readonly #options: EpisodeOptions;
  readonly #place: Float64Array;
  #step = 0;

  constructor(problem: Problem, point: Point, options: EpisodeOptions) {
    this.#problem = problem;
    this.#point = point;
    this.#options = options;
    this.#place = new Float64Array(point.length);
  }

  get over(): boolean {
    return this.#step > 0;
  }

  observe(): Observation {
    this.#place.set(this.#point);
    return {
      seat: this.#options.seat,
      step: this.#step,
      timeS: this.#step * STEP_S,
      speedMps: 0,
      command: 'follow',
      frame: null,
      truth: null,
      readings: { place: this.#place },
    };
  }

  advance(action: Action): void {
    if (action.length !== 1 || !Number.isFinite(action[0])) {
      throw new FaultscapeError('agent', `There is nothing to do in problem/${this.#problem.name}.`, {
        expected: 'one number, whichever',
        got: `[${Array.from(action).join(', ')}]`,
      });
    }
    this.#step++;
  }

  score(): Score {
    const total = scoreWithNoise(this.#problem, this.#point, this.#options.seed);
    const failed = total <= PROBLEM_FAILS_BELOW;
    return {
      total,
      terms: { withoutNoise: this.#problem.score(this.#point) },
      failed,
      reason: failed ? 'inside' : 'goal',
      terminated: true,
      truncated: false,
      steps: this.#step,
    };
  }

  picture(): Picture {
    return NOTHING_TO_SEE;
  }

  cameraPose(): null {
    return null;
  }

  trace(into: Float64Array, offset: number): void {
    into.set(this.#point, offset);
    into[offset + this.#point.length] = noiseDraw(this.#options.seed);
  }

  close(): void {}
}

const NOTHING_TO_SEE: Picture = {
  stage: { key: 'nothing', items: [], boundsM: [-1, -1, 1, 1] },
  weather: { sunAzimuthDeg: 0, sunAltitudeDeg: 45, cloud: 0, fogDensityPerM: 0, rain: 0, wetness: 0 },
  road: { markingWear: 0, brightness: 1 },
  movers: [],
  timeS: 0,
};
