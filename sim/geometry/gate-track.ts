import { ClosedSpline, type Point3 } from './closed-spline.ts';
import type { Gate } from './gate.ts';

/** Samples of every track's centre line, so that all tracks of a task have data of one shape. */
export const TRACK_SAMPLES = 256;
/** Pieces of the curve per anchor when its length is measured. */
const PIECES = 96;

/** A closed course: its centre line, sampled at an even step, and gates along it. */
export interface GateTrack {
  readonly anchors: readonly Point3[];
  /** TRACK_SAMPLES; sample `count` would be sample 0 again. */
  readonly count: number;
  /** Distance between samples along the line. */
  readonly stepM: number;
  readonly lengthM: number;
  /** x0, y0, z0, x1, y1, z1, ... */
  readonly xyzM: Float64Array;
  /** Unit vectors along the line: x0, y0, z0, ... */
  readonly tangent: Float64Array;
  /** In space, never negative. */
  readonly curvaturePerM: Float64Array;
  /** In the order in which they are to be flown through; the last stands at the line's start. */
  readonly gates: readonly Gate[];
}

export interface GateTrackOptions {
  readonly anchors: readonly Point3[];
  readonly gateCount: number;
  readonly openingM: number;
  readonly rollRad: number;
}

/**
 * Lays the smooth closed curve through the anchors, starting at the first, with gates at even distances along
 * it that face along the curve. At least three anchors, no two neighbours in one place.
 */
export function layGateTrack({ anchors, gateCount, openingM, rollRad }: GateTrackOptions): GateTrack {
  const spline = new ClosedSpline(anchors);
  const { parameters, distancesM } = measure(spline, anchors.length * PIECES);
  const lengthM = distancesM.at(-1) as number;
  const count = TRACK_SAMPLES;
  const stepM = lengthM / count;
  const xyzM = new Float64Array(3 * count);
  const tangent = new Float64Array(3 * count);
  const curvaturePerM = new Float64Array(count);
  const sample = new Float64Array(9);
  let piece = 0;
  /** Samples the spline at a distance along it; distances must not fall. */
  const sampleAt = (s: number): number => {
    while ((distancesM[piece + 1] as number) < s && piece + 2 < distancesM.length) piece++;
    const from = distancesM[piece] as number;
    const share = (s - from) / ((distancesM[piece + 1] as number) - from);
    const t = parameters[piece] as number;
    spline.sample(t + share * ((parameters[piece + 1] as number) - t), sample);
    const [dx, dy, dz] = [sample[3] as number, sample[4] as number, sample[5] as number];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  };
  for (let i = 0; i < count; i++) {
    const speed = sampleAt(i * stepM);
    for (let k = 0; k < 3; k++) {
      xyzM[3 * i + k] = sample[k] as number;
      tangent[3 * i + k] = (sample[3 + k] as number) / speed;
    }
    curvaturePerM[i] = curvatureOf(sample, speed);
  }
  const gates: Gate[] = [];
  piece = 0;
  for (let k = 1; k <= gateCount; k++) {
    sampleAt((lengthM * k) / gateCount);
    const headingRad = Math.atan2(sample[4] as number, sample[3] as number);
    const [xM, yM, zM] = [sample[0] as number, sample[1] as number, sample[2] as number];
    gates.push({ xM, yM, zM, headingRad, rollRad, openingM });
  }
  return { anchors, count, stepM, lengthM, xyzM, tangent, curvaturePerM, gates };
}

/** How far along the centre line the k-th gate stands, counted from 0. */
export function gateDistanceM({ lengthM, gates }: GateTrack, k: number): number {
  return (lengthM * (k + 1)) / gates.length;
}

/** Parameters at even steps, and the distance along the curve to each (two-point Gauss quadrature of the speed). */
function measure(
  spline: ClosedSpline,
  pieces: number,
): { parameters: Float64Array; distancesM: Float64Array } {
  const parameters = new Float64Array(pieces + 1);
  const distancesM = new Float64Array(pieces + 1);
  const perGap = pieces / (spline.knots.length - 1);
  const sample = new Float64Array(9);
  const speedAt = (t: number): number => {
    spline.sample(t, sample);
    const [x, y, z] = [sample[3] as number, sample[4] as number, sample[5] as number];
    return Math.sqrt(x * x + y * y + z * z);
  };
  const inset = (1 - 1 / Math.sqrt(3)) / 2;
  for (let i = 0; i < pieces; i++) {
    const knot = Math.floor(i / perGap);
    const from = spline.knots[knot] as number;
    const step = ((spline.knots[knot + 1] as number) - from) / perGap;
    const t = from + (i % perGap) * step;
    parameters[i] = t;
    parameters[i + 1] = t + step;
    const speed = speedAt(t + inset * step) + speedAt(t + (1 - inset) * step);
    distancesM[i + 1] = (distancesM[i] as number) + (speed * step) / 2;
  }
  return { parameters, distancesM };
}

function curvatureOf(sample: Float64Array, speed: number): number {
  const [dx, dy, dz] = [sample[3] as number, sample[4] as number, sample[5] as number];
  const [bx, by, bz] = [sample[6] as number, sample[7] as number, sample[8] as number];
  const [cx, cy, cz] = [dy * bz - dz * by, dz * bx - dx * bz, dx * by - dy * bx];
  return Math.sqrt(cx * cx + cy * cy + cz * cz) / (speed * speed * speed);
}

/** Where a point is beside a track. */
export interface TrackPosition {
  /** Of the nearest sample, counted on over laps. */
  index: number;
  /** Distance along the line, counted on over laps. */
  progressM: number;
  /** Distance from the line. */
  deviationM: number;
}

/** How far behind and ahead of the last place the next is looked for. */
const BACK_M = 4;
const AHEAD_M = 8;

/**
 * Finds the place on the track nearest to a point, looking only near the last known index, so that a
 * track that passes itself is followed in order. Writes into `position` and returns it.
 */
export function locateOnTrack(
  { count, stepM, xyzM, tangent }: GateTrack,
  xM: number,
  yM: number,
  zM: number,
  position: TrackPosition,
): TrackPosition {
  const to = position.index + Math.ceil(AHEAD_M / stepM);
  let best = position.index;
  let best2 = Number.POSITIVE_INFINITY;
  for (let i = position.index - Math.ceil(BACK_M / stepM); i <= to; i++) {
    const at = 3 * (((i % count) + count) % count);
    const dx = xM - (xyzM[at] as number);
    const dy = yM - (xyzM[at + 1] as number);
    const dz = zM - (xyzM[at + 2] as number);
    const distance2 = dx * dx + dy * dy + dz * dz;
    if (distance2 < best2) {
      best2 = distance2;
      best = i;
    }
  }
  const at = 3 * (((best % count) + count) % count);
  const along =
    (xM - (xyzM[at] as number)) * (tangent[at] as number) +
    (yM - (xyzM[at + 1] as number)) * (tangent[at + 1] as number) +
    (zM - (xyzM[at + 2] as number)) * (tangent[at + 2] as number);
  position.index = best;
  position.progressM = best * stepM + along;
  position.deviationM = Math.sqrt(Math.max(0, best2 - along * along));
  return position;
}
