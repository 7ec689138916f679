import { Rng } from '../core/rng.ts';
import type { Weather } from '../scene/picture.ts';
import type { LidarSpec } from '../sensor-spec.ts';
import { dropSeen, type LidarAir, lidarAir, surfaceSeen } from './lidar-air.ts';
import { moverObstacle } from './mover-obstacle.ts';
import { obstacle } from './obstacle.ts';
import { ObstacleField } from './obstacle-field.ts';
import type { Sensor, SensorMoment } from './sensor-moment.ts';
import type { Complete } from './sensor-numbers.ts';
import type { Standing } from './standing.ts';
import { turnOf } from './turn.ts';

const RAD_PER_DEG = Math.PI / 180;
/** A return is never shown as nearer than this: 0 means that there was none. */
const LEAST_M = 0.01;

/**
 * A laser scanner above the body's reference point that sees the ground, solids and movers' boxes; a whole
 * scan is taken at one moment. Each cause of error draws from a stream of its own, a fixed number of times
 * a scan, so that changing one leaves the others as they were.
 */
export class Lidar implements Sensor {
  readonly #spec: Complete<LidarSpec>;
  readonly #air: LidarAir;
  readonly #field: ObstacleField;
  /** Directions in the body's axes: x0, y0, z0, x1, ... */
  readonly #rays: Float64Array;
  readonly #shown: Float32Array;
  readonly #noise: Rng;
  readonly #dropout: Rng;
  readonly #scatter: Rng;

  constructor(
    spec: Complete<LidarSpec>,
    {
      seed,
      name,
      solids,
      weather,
    }: {
      readonly seed: number;
      readonly name: string;
      readonly solids: readonly Standing[];
      readonly weather: Pick<Weather, 'fogDensityPerM' | 'rain'>;
    },
  ) {
    this.#spec = spec;
    this.#air = lidarAir(weather);
    this.#field = new ObstacleField(solids.map((solid) => obstacle(solid, solid.bottomM)));
    this.#rays = raysOf(spec);
    this.#shown = new Float32Array(this.#rays.length / 3);
    this.#noise = new Rng(seed, 'lidar-noise', name);
    this.#dropout = new Rng(seed, 'lidar-dropout', name);
    this.#scatter = new Rng(seed, 'lidar-scatter', name);
  }

  read({ pose, movers }: SensorMoment): Float32Array {
    const turn = turnOf(pose.headingRad, pose.pitchRad, pose.rollRad);
    const { heightM, rangeM } = this.#spec;
    this.#field.look(
      pose.xM + turn[2] * heightM,
      pose.yM + turn[5] * heightM,
      pose.zM + turn[8] * heightM,
      rangeM,
      movers.map(moverObstacle),
    );
    const [rays, shown, field] = [this.#rays, this.#shown, this.#field];
    const [t0, t1, t2, t3, t4, t5, t6, t7, t8] = turn;
    for (let i = 0; i < shown.length; i++) {
      const x = rays[3 * i] as number;
      const y = rays[3 * i + 1] as number;
      const z = rays[3 * i + 2] as number;
      shown[i] = this.#measure(
        field.cast(t0 * x + t1 * y + t2 * z, t3 * x + t4 * y + t5 * z, t6 * x + t7 * y + t8 * z),
      );
    }
    return shown;
  }

  #measure(distanceM: number): number {
    const { rangeM, noiseM, dropout } = this.#spec;
    const error = noiseM > 0 ? noiseM * this.#noise.normal() : 0;
    const lost = dropout > 0 && this.#dropout.float() < dropout;
    const met = this.#dropBefore(distanceM) ?? distanceM;
    if (lost || !(met <= rangeM && surfaceSeen(met, rangeM, this.#air))) return 0;
    return Math.min(rangeM, Math.max(LEAST_M, met + error));
  }

  /** Where a drop or the fog sent the beam back before it met what stands there, or null. */
  #dropBefore(distanceM: number): number | null {
    const { scatterPerM } = this.#air;
    if (scatterPerM <= 0) return null;
    // Drops lie along the beam as a Poisson process: the way to the first is exponential.
    const dropM = -Math.log(1 - this.#scatter.float()) / scatterPerM;
    return dropM < distanceM && dropSeen(dropM, this.#spec.rangeM, this.#air) ? dropM : null;
  }
}

/** Directions, channel by channel from the lowest, each from left to right. */
function raysOf({
  channels,
  lowestDeg,
  highestDeg,
  azimuthSteps,
  horizontalFovDeg,
}: Complete<LidarSpec>): Float64Array {
  const rays = new Float64Array(3 * channels * azimuthSteps);
  let at = 0;
  for (let row = 0; row < channels; row++) {
    const share = channels === 1 ? 0.5 : row / (channels - 1);
    const elevation = (lowestDeg + (highestDeg - lowestDeg) * share) * RAD_PER_DEG;
    for (let column = 0; column < azimuthSteps; column++) {
      // Each column looks along the middle of its share of the field of view.
      const azimuth = horizontalFovDeg * (0.5 - (column + 0.5) / azimuthSteps) * RAD_PER_DEG;
      const level = Math.cos(elevation);
      rays[at++] = level * Math.cos(azimuth);
      rays[at++] = level * Math.sin(azimuth);
      rays[at++] = Math.sin(elevation);
    }
  }
  return rays;
}
