import { Rng } from '../core/rng.ts';
import type { ImuSpec } from '../sensor-spec.ts';
import { GRAVITY_MPS2 } from '../world/car.ts';
import { GaussMarkov } from './gauss-markov.ts';
import type { Sensor, SensorMoment } from './sensor-moment.ts';
import type { Complete } from './sensor-numbers.ts';
import { type Turn, turnOf } from './turn.ts';

const RAD_PER_DEG = Math.PI / 180;

/**
 * An inertial unit at the body's reference point. It shows means over the time since it was last read, as an
 * integrating unit does; white noise of density N then has a standard deviation of N / sqrt(time), and a bias
 * wanders (IEEE Std 952-1997, annex C, has both). The first reading is that of a body at rest.
 */
export class Imu implements Sensor {
  readonly #spec: Complete<ImuSpec>;
  readonly #stepS: number;
  readonly #noise: Rng;
  readonly #gyroBias: GaussMarkov;
  readonly #accelBias: GaussMarkov;
  readonly #shown = new Float64Array(6);
  #last: { readonly timeS: number; readonly turn: Turn; readonly velocityMps: readonly number[] } | null =
    null;

  /** The first reading has no time behind it: its noise is that of `stepS`. */
  constructor(
    spec: Complete<ImuSpec>,
    { seed, name, stepS }: { readonly seed: number; readonly name: string; readonly stepS: number },
  ) {
    this.#spec = spec;
    this.#stepS = stepS;
    this.#noise = new Rng(seed, 'imu-noise', name);
    const timeS = spec.biasTimeS;
    const gyro = { deviation: spec.gyroBiasDegps * RAD_PER_DEG, timeS };
    this.#gyroBias = new GaussMarkov(3, gyro, new Rng(seed, 'imu-gyro-bias', name));
    const accel = { deviation: spec.accelBiasMps2, timeS };
    this.#accelBias = new GaussMarkov(3, accel, new Rng(seed, 'imu-accel-bias', name));
  }

  read({ timeS, pose, velocityMps }: SensorMoment): Float64Array {
    const turn = turnOf(pose.headingRad, pose.pitchRad, pose.rollRad);
    const last = this.#last ?? { timeS: timeS - this.#stepS, turn, velocityMps };
    const spanS = timeS - last.timeS;
    if (this.#last !== null) {
      this.#gyroBias.advance(spanS);
      this.#accelBias.advance(spanS);
    }
    const rates = ratesBetween(last.turn, turn, spanS);
    const [ax, ay, az] = velocityMps.map((v, k) => (v - (last.velocityMps[k] as number)) / spanS) as [
      number,
      number,
      number,
    ];
    const perRoot = 1 / Math.sqrt(spanS);
    const gyroNoise = this.#spec.gyroNoiseDegpsRtHz * RAD_PER_DEG * perRoot;
    const accelNoise = this.#spec.accelNoiseMps2RtHz * perRoot;
    for (let k = 0; k < 3; k++) {
      const force =
        (turn[k] as number) * ax +
        (turn[3 + k] as number) * ay +
        (turn[6 + k] as number) * (az + GRAVITY_MPS2);
      const [gyroBias, accelBias] = [this.#gyroBias.values[k] as number, this.#accelBias.values[k] as number];
      this.#shown[k] = (rates[k] as number) + gyroBias + gyroNoise * this.#noise.normal();
      this.#shown[3 + k] = force + accelBias + accelNoise * this.#noise.normal();
    }
    this.#last = { timeS, turn, velocityMps: [...velocityMps] };
    return this.#shown;
  }
}

/** The even turn rate about the body's own axes that leads from one attitude to another (less than half a turn). */
function ratesBetween(from: Turn, to: Turn, spanS: number): readonly [number, number, number] {
  const cell = (i: number, j: number) =>
    (from[i] as number) * (to[j] as number) +
    (from[3 + i] as number) * (to[3 + j] as number) +
    (from[6 + i] as number) * (to[6 + j] as number);
  const [x, y, z] = [cell(2, 1) - cell(1, 2), cell(0, 2) - cell(2, 0), cell(1, 0) - cell(0, 1)];
  const sine = Math.sqrt(x * x + y * y + z * z) / 2;
  const angle = Math.atan2(sine, (cell(0, 0) + cell(1, 1) + cell(2, 2) - 1) / 2);
  const scale = (sine < 1e-12 ? 1 : angle / sine) / (2 * spanS);
  return [x * scale, y * scale, z * scale];
}
