import type { ReadingSpec, Readings, SensorNeeds } from '../../agent.ts';
import { heldAt } from '../../core/held.ts';
import { Rng } from '../../core/rng.ts';
import { type GateTrack, TRACK_SAMPLES, type TrackPosition } from '../../geometry/gate-track.ts';
import type { QuadrotorWorld } from '../../world/quadrotor-world.ts';
import type { AttitudeErrors } from './disturbances.ts';

/** Standard deviations of the inertial unit's noise, each step and number on its own. */
export const IMU_NOISE = {
  rateRadps: 0.01,
  specificForceMps2: 0.1,
  attitudeRad: 0.01,
  velocityMps: 0.05,
} as const;

function spec(name: string, shape: readonly number[], unit: string, description: string): ReadingSpec {
  return { name, shape, dtype: 'float64', unit, low: null, high: null, description };
}

const INERTIAL: readonly ReadingSpec[] = [
  spec('bodyRateRadps', [3], 'rad/s', "turn rates about the drone's axes ahead, left, up; noisy"),
  spec('specificForceMps2', [3], 'm/s^2', 'force without gravity over mass, ahead, left, up; noisy'),
  spec('attitudeRad', [2], 'rad', 'roll (left side up is positive) and pitch (nose up is positive); noisy'),
  spec('bodyVelocityMps', [3], 'm/s', 'velocity over ground, ahead, left, up; noisy'),
];

const trueReadings = (gateCount: number): readonly ReadingSpec[] => [
  spec('trueXyzM', [3], 'm', 'place: east, north, up'),
  spec('trueVelocityMps', [3], 'm/s', 'velocity over ground: east, north, up'),
  spec('trueAttitudeRad', [3], 'rad', 'roll, pitch, heading (counter-clockwise from east)'),
  spec('gates', [gateCount, 6], 'm, rad', 'per gate: x, y, z of the opening, heading, roll, opening'),
  spec('nextGate', [], '1', 'row of the next gate to fly through, from 0'),
  spec('centreLineXyzM', [TRACK_SAMPLES, 3], 'm', "the closed course's centre line at an even step"),
  spec('progressM', [], 'm', 'distance along the centre line of the place nearest to the drone'),
];

export function uavReadingSpecs(gateCount: number, { truth }: SensorNeeds): readonly ReadingSpec[] {
  return truth ? [...INERTIAL, ...trueReadings(gateCount)] : INERTIAL;
}

/**
 * What the drone's instruments show. Noise is drawn once a step whether or not anybody looks, from a stream of
 * its own. The danger: readings share memory with the next ones of the same seat.
 */
export class UavReadings {
  readonly #noise: Rng;
  readonly #errors: AttitudeErrors;
  readonly #readings: Record<string, Float64Array>;
  readonly #truth: {
    readonly xyz: Float64Array;
    readonly velocity: Float64Array;
    readonly attitude: Float64Array;
    readonly nextGate: Float64Array;
    readonly progress: Float64Array;
  } | null;
  readonly #rate = new Float64Array(3);
  readonly #force = new Float64Array(3);
  readonly #attitude = new Float64Array(2);
  readonly #velocity = new Float64Array(3);

  constructor(track: GateTrack, errors: AttitudeErrors, seed: number, { truth }: SensorNeeds) {
    this.#errors = errors;
    this.#noise = new Rng(seed, 'imu');
    this.#readings = {
      bodyRateRadps: this.#rate,
      specificForceMps2: this.#force,
      attitudeRad: this.#attitude,
      bodyVelocityMps: this.#velocity,
    };
    this.#truth = truth
      ? {
          xyz: new Float64Array(3),
          velocity: new Float64Array(3),
          attitude: new Float64Array(3),
          nextGate: new Float64Array(1),
          progress: new Float64Array(1),
        }
      : null;
    if (this.#truth === null) return;
    Object.assign(this.#readings, {
      trueXyzM: this.#truth.xyz,
      trueVelocityMps: this.#truth.velocity,
      trueAttitudeRad: this.#truth.attitude,
      gates: Float64Array.from(
        track.gates.flatMap((g) => [g.xM, g.yM, g.zM, g.headingRad, g.rollRad, g.openingM]),
      ),
      nextGate: this.#truth.nextGate,
      centreLineXyzM: track.xyzM.slice(),
      progressM: this.#truth.progress,
    });
  }

  get all(): Readings {
    return this.#readings;
  }

  /** Measures anew; once after the start and once after each step. */
  update(
    { quadrotor, state }: QuadrotorWorld,
    { progressM }: TrackPosition,
    nextGate: number,
    timeS: number,
  ): void {
    const { turn, rateRadps, specificForceMps2 } = quadrotor;
    const { vxMps, vyMps, vzMps, rollRad, pitchRad } = state;
    const noise = this.#noise;
    for (let k = 0; k < 3; k++) {
      this.#rate[k] = (rateRadps[k] as number) + IMU_NOISE.rateRadps * noise.normal();
      this.#force[k] = (specificForceMps2[k] as number) + IMU_NOISE.specificForceMps2 * noise.normal();
      this.#velocity[k] =
        (turn[k] as number) * vxMps +
        (turn[3 + k] as number) * vyMps +
        (turn[6 + k] as number) * vzMps +
        IMU_NOISE.velocityMps * noise.normal();
    }
    const { rollRad: rollError, pitchRad: pitchError } = this.#errors;
    this.#attitude[0] = rollRad + IMU_NOISE.attitudeRad * noise.normal() + heldAt(rollError, timeS);
    this.#attitude[1] = pitchRad + IMU_NOISE.attitudeRad * noise.normal() + heldAt(pitchError, timeS);
    if (this.#truth === null) return;
    const { xyz, velocity, attitude } = this.#truth;
    [xyz[0], xyz[1], xyz[2]] = [state.xM, state.yM, state.zM];
    [velocity[0], velocity[1], velocity[2]] = [vxMps, vyMps, vzMps];
    [attitude[0], attitude[1], attitude[2]] = [rollRad, pitchRad, state.headingRad];
    this.#truth.nextGate[0] = nextGate;
    this.#truth.progress[0] = progressM;
  }
}
