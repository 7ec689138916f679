import { Rng } from '../core/rng.ts';
import type { GnssSpec } from '../sensor-spec.ts';
import { GaussMarkov } from './gauss-markov.ts';
import type { Sensor, SensorMoment } from './sensor-moment.ts';
import type { Complete } from './sensor-numbers.ts';

/** The earth's ellipsoid (WGS 84): semi-major axis, first eccentricity squared. */
const EARTH = { aM: 6_378_137, e2: 6.694_379_990_141_317e-3 } as const;
const RAD_PER_DEG = Math.PI / 180;
/** Times are sums of steps: this much short of a fix's time is on time. */
const ON_TIME = 1e-6;

/**
 * A satellite receiver at the body's reference point. A position is the true one, plus white noise, plus slow
 * errors (orbits, air) as a Gauss-Markov process along each axis. Between two fixes the last one stands, and
 * its age says for how long.
 */
export class Gnss implements Sensor {
  readonly #spec: Complete<GnssSpec>;
  readonly #noise: Rng;
  readonly #drift: GaussMarkov;
  readonly #shown = new Float64Array(7);
  #fix: { readonly timeS: number; readonly count: number } | null = null;

  constructor(spec: Complete<GnssSpec>, { seed, name }: { readonly seed: number; readonly name: string }) {
    this.#spec = spec;
    this.#noise = new Rng(seed, 'gnss-noise', name);
    const slow = { deviation: spec.driftM, timeS: spec.driftTimeS };
    this.#drift = new GaussMarkov(3, slow, new Rng(seed, 'gnss-drift', name));
  }

  read({ timeS, pose, velocityMps }: SensorMoment): Float64Array {
    const count = Math.floor(timeS * this.#spec.rateHz + ON_TIME);
    if (this.#fix === null || count > this.#fix.count) {
      if (this.#fix !== null) this.#drift.advance(timeS - this.#fix.timeS);
      this.#fix = { timeS, count };
      this.#measure([pose.xM, pose.yM, pose.zM], velocityMps);
    }
    this.#shown[6] = timeS - this.#fix.timeS;
    return this.#shown;
  }

  #measure(place: readonly [number, number, number], [vx, vy]: readonly [number, number, number]): void {
    const { horizontalNoiseM, verticalNoiseM, speedNoiseMps, originLatitudeDeg, originLongitudeDeg } =
      this.#spec;
    const shown = this.#shown;
    for (let k = 0; k < 3; k++) {
      const noiseM = k < 2 ? horizontalNoiseM : verticalNoiseM;
      shown[k] = (place[k] as number) + (this.#drift.values[k] as number) + noiseM * this.#noise.normal();
    }
    shown[3] = Math.max(0, Math.sqrt(vx * vx + vy * vy) + speedNoiseMps * this.#noise.normal());
    const sine = Math.sin(originLatitudeDeg * RAD_PER_DEG);
    const cosine = Math.cos(originLatitudeDeg * RAD_PER_DEG);
    const bend = 1 - EARTH.e2 * sine * sine;
    const acrossM = EARTH.aM / Math.sqrt(bend);
    const alongM = (acrossM * (1 - EARTH.e2)) / bend;
    shown[4] = originLatitudeDeg + (shown[1] as number) / alongM / RAD_PER_DEG;
    shown[5] = originLongitudeDeg + (shown[0] as number) / (acrossM * cosine) / RAD_PER_DEG;
  }
}
