import { besideLine, evenRoad, lineLengthM, type PointM, type Road } from './road.ts';
import { findOverlap } from './road-overlap.ts';
import { chordParameters, splineThrough } from './spline.ts';

/** The roads of the SBFT / ICST tool competitions for self-driving cars (their code pipeline, 2021 on). */
export const SBFT = {
  mapSizeM: 200,
  laneWidthM: 4,
  minPoints: 2,
  maxPoints: 500,
  minLengthM: 20,
  /** Smallest radius, in feet. */
  minRadiusFt: 47,
  /** Share of the car's area outside its lane above which it is out of bounds. */
  oobTolerance: 0.95,
} as const;

const NODE_STEP_M = 1;
const MIN_NODES = 20;
const FEET_PER_M = 3.280839895;

/** Why a road is no test, in the competition's words, in the order in which it looks. */
export const SBFT_PROBLEMS = {
  type: 'Wrong type',
  few: 'Not enough road points.',
  many: 'The road definition contains too many points',
  outside: 'Not entirely inside the map boundaries',
  crossing: 'The road is self-intersecting',
  short: 'The road is not long enough.',
  sharp: 'The road is too sharp',
} as const;

/**
 * The centre line through road points, a node a metre (20 at least), rounded to millimetres; the last
 * node may lie one step beyond the last point, where the competition's rounding puts one there.
 */
export function interpolateSbft(points: readonly PointM[]): PointM[] {
  const nodes = Math.max(MIN_NODES, Math.floor(lineLengthM(points) / NODE_STEP_M));
  const curve = splineThrough(points);
  const step = 1 / nodes;
  // The number of steps of an evenly spaced range from 0 to 1 + step, as floating point counts them.
  const count = Math.ceil((1 + step) / step);
  return Array.from({ length: count }, (_, i) => {
    const [x, y] = curve(i * step);
    return [roundMm(x), roundMm(y)];
  });
}

/** To three decimals, ties to even, as Python and NumPy round. */
function roundMm(value: number): number {
  const scaled = value * 1000;
  const floor = Math.floor(scaled);
  const over = scaled - floor;
  const up = over > 0.5 || (over === 0.5 && floor % 2 !== 0);
  return (up ? floor + 1 : floor) / 1000 + 0;
}

export interface SbftVerdict {
  /** Empty for a road that is valid; else one of SBFT_PROBLEMS. */
  readonly message: string;
  /** Empty where the points make no line. */
  readonly interpolated: readonly PointM[];
}

/** Judges road points by the competition's rules. Anything may be handed in. */
export function judgeSbft(points: unknown, mapSizeM: number = SBFT.mapSizeM): SbftVerdict {
  const refuse = (message: string): SbftVerdict => ({ message, interpolated: [] });
  if (!Array.isArray(points) || !points.every(isPoint)) return refuse(SBFT_PROBLEMS.type);
  if (points.length < SBFT.minPoints) return refuse(SBFT_PROBLEMS.few);
  if (points.length > SBFT.maxPoints) return refuse(SBFT_PROBLEMS.many);
  if (points.flat().some((value) => value < 0 || value > mapSizeM)) return refuse(SBFT_PROBLEMS.outside);
  // No curve leads through the same place twice in a row.
  if (chordParameters(points) === null) return refuse(SBFT_PROBLEMS.crossing);
  const interpolated = interpolateSbft(points);
  return { message: shapeProblem(evenRoad(interpolated, SBFT.laneWidthM), mapSizeM), interpolated };
}

function shapeProblem(road: Road, mapSizeM: number): string {
  const edges = [
    ...besideLine(road.centre, road.leftM),
    ...besideLine(
      road.centre,
      road.rightM.map((m) => -m),
    ),
  ];
  const inside = ([x, y]: PointM) => x > 0 && x < mapSizeM && y > 0 && y < mapSizeM;
  if (!road.centre.every(inside) || !edges.every(inside)) return SBFT_PROBLEMS.outside;
  if (findOverlap(road) !== null) return SBFT_PROBLEMS.crossing;
  if (!(lineLengthM(road.centre) > SBFT.minLengthM)) return SBFT_PROBLEMS.short;
  if (smallestRadiusM(road.centre) * FEET_PER_M < SBFT.minRadiusFt) return SBFT_PROBLEMS.sharp;
  return '';
}

function isPoint(value: unknown): value is PointM {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part));
}

/** The least radius of the circles through the first, middle and last of five nodes in a row. */
export function smallestRadiusM(nodes: readonly PointM[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 5 < nodes.length; i++) {
    const [ax, ay] = nodes[i] as PointM;
    const [bx, by] = nodes[i + 2] as PointM;
    const [cx, cy] = nodes[i + 4] as PointM;
    const twiceArea = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (Math.abs(twiceArea) < 1e-6) continue;
    const sides =
      ((bx - ax) * (bx - ax) + (by - ay) * (by - ay)) *
      ((cx - bx) * (cx - bx) + (cy - by) * (cy - by)) *
      ((cx - ax) * (cx - ax) + (cy - ay) * (cy - ay));
    smallest = Math.min(smallest, Math.sqrt(sides) / (2 * Math.abs(twiceArea)));
  }
  return smallest;
}
