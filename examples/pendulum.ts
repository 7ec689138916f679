/**
 * A task from a file of one's own: a motor holds a rod upright on a shaft while somebody shoves it.
 *
 *   faultscape --plugin ./pendulum.ts attack --task example/pendulum --agent example/upright --out runs/rod
 */
import { registerAgent } from 'faultscape/agents';
import {
  type Action,
  type Agent,
  type Axis,
  type Episode,
  type EpisodeOptions,
  FaultscapeError,
  type Observation,
  type ReadingSpec,
  Rng,
  registerTask,
  type Scene,
  type Score,
  Space,
  sceneProblem,
  type Task,
} from 'faultscape/sim';

const STEP_S = 0.02;
const STEPS = 500;
const GRAVITY_MPS2 = 9.81;
const MASS_KG = 1;
const FALLEN_RAD = Math.PI / 2;
const UPRIGHT_RAD = 0.2;

const axis = (name: string, unit: string, low: number, high: number, description: string): Axis => ({
  kind: 'continuous',
  name,
  unit,
  low,
  high,
  description,
});

const SPACE = new Space('rod', [
  axis('lengthM', 'm', 0.3, 1.2, 'length of the rod'),
  axis('frictionNms', 'N m s', 0, 0.5, 'friction of the shaft'),
  axis('torqueNm', 'N m', 1, 8, 'the most that the motor can turn with'),
  axis('shoveNm', 'N m', -14, 14, 'how hard the rod is shoved; positive to the right'),
  axis('shoveS', 's', 0, 8, 'when it is shoved, for 0.2 s'),
]);
const NOMINAL: Scene = { lengthM: 0.6, frictionNms: 0.1, torqueNm: 6, shoveNm: 4, shoveS: 3 };

/** What an agent is shown besides the clock. */
const READINGS: readonly ReadingSpec[] = [
  {
    name: 'rod',
    shape: [2],
    dtype: 'float64',
    unit: 'rad, rad/s',
    low: null,
    high: null,
    description: 'angle from upright, positive to the right, and its rate',
  },
];

class RodEpisode implements Episode {
  readonly #scene: Readonly<Record<string, number>>;
  readonly #options: EpisodeOptions;
  #angleRad: number;
  #rateRadps = 0;
  #step = 0;
  #uprightSteps = 0;

  constructor(scene: Scene, options: EpisodeOptions) {
    const problem = sceneProblem('A rod', [SPACE], scene);
    if (problem !== null) throw problem;
    this.#scene = { ...NOMINAL, ...scene } as Record<string, number>;
    this.#options = options;
    this.#angleRad = 0.05 * new Rng(options.seed, 'start').normal();
  }

  get over(): boolean {
    return this.#step >= STEPS || Math.abs(this.#angleRad) >= FALLEN_RAD;
  }

  observe(): Observation {
    return {
      seat: this.#options.seat,
      step: this.#step,
      timeS: this.#step * STEP_S,
      speedMps: 0,
      command: 'follow',
      frame: null,
      truth: null,
      readings: { rod: Float64Array.of(this.#angleRad, this.#rateRadps) },
    };
  }

  advance(action: Action): void {
    const share = action[0];
    if (action.length !== 1 || share === undefined || !Number.isFinite(share)) {
      throw new FaultscapeError('agent', 'The motor cannot be set.', {
        expected: 'one number from -1 to 1',
        got: `[${Array.from(action).join(', ')}]`,
      });
    }
    const { lengthM = 0, frictionNms = 0, torqueNm = 0, shoveNm = 0, shoveS = 0 } = this.#scene;
    const timeS = this.#step * STEP_S;
    const shove = timeS >= shoveS && timeS < shoveS + 0.2 ? shoveNm : 0;
    const inertiaKgm2 = (MASS_KG * lengthM * lengthM) / 3;
    const weightNm = (MASS_KG * GRAVITY_MPS2 * lengthM * Math.sin(this.#angleRad)) / 2;
    const motorNm = torqueNm * Math.min(1, Math.max(-1, share));
    this.#rateRadps += (STEP_S * (weightNm + motorNm + shove - frictionNms * this.#rateRadps)) / inertiaKgm2;
    this.#angleRad += STEP_S * this.#rateRadps;
    this.#step++;
    if (Math.abs(this.#angleRad) < UPRIGHT_RAD) this.#uprightSteps++;
  }

  score(): Score {
    const fallen = Math.abs(this.#angleRad) >= FALLEN_RAD;
    const uprightShare = this.#uprightSteps / STEPS;
    return {
      total: uprightShare,
      terms: { uprightShare },
      failed: uprightShare <= TASK.failsBelow,
      reason: fallen ? 'fallen' : 'held',
      terminated: fallen,
      truncated: !fallen,
      steps: this.#step,
    };
  }

  trace(into: Float64Array, offset: number): void {
    into[offset] = this.#angleRad;
    into[offset + 1] = this.#rateRadps;
  }

  picture(): never {
    throw new Error('a rod is not drawn');
  }

  cameraPose(): null {
    return null;
  }

  close(): void {}
}

const TASK: Task = {
  id: 'example/pendulum',
  description: 'hold a rod upright on a motor for ten seconds',
  spaces: new Map([[SPACE.name, SPACE]]),
  failsBelow: 0.8,
  action: { names: ['torqueShare'], low: [-1], high: [1] },
  controlStepS: STEP_S,
  traceNames: ['angleRad', 'rateRadps'],
  nominal: NOMINAL,
  readings: () => READINGS,
  begin: (scene, options) => new RodEpisode(scene, options),
};

/** Turns against the rod's lean and its rate, with gains found by hand for the nominal rod. */
const UPRIGHT: Agent = {
  name: 'example/upright',
  version: '1',
  needs: { camera: null, truth: false },
  gives: TASK.action.names,
  reset() {},
  act: (batch) =>
    batch.map(({ readings }) => {
      const [angleRad = 0, rateRadps = 0] = readings?.rod ?? [];
      return [Math.min(1, Math.max(-1, -3 * angleRad - 0.5 * rateRadps))];
    }),
};

registerTask(TASK.id, () => TASK);
registerAgent(UPRIGHT.name, () => UPRIGHT);
