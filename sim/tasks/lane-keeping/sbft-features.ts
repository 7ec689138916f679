import { mean } from '../../core/stats.ts';
import type { PointM } from '../../geometry/road.ts';
import { smallestRadiusM } from '../../geometry/sbft.ts';
import type { SbftRecord } from './sbft-records.ts';

const DIRECTION_BINS = 25;
const STEERING = 4;
const OOB_DISTANCE = 15;

/**
 * The competition's features of a test: sharpest bend, share of the directions that the road takes, and how
 * it was driven (from three records on): spread of the steering, mean and greatest lateral position.
 */
export function sbftFeatures(
  nodes: readonly PointM[],
  records: readonly SbftRecord[],
): Readonly<Record<string, number>> {
  const road = { MAX_CURV: 1 / smallestRadiusM(nodes), DIR_COV: directionCoverage(nodes) };
  if (records.length <= 2) return road;
  const steering = records.map((record) => record[STEERING]);
  const lateral = records.map((record) => record[OOB_DISTANCE]);
  const middle = mean(steering);
  return {
    ...road,
    STD_SA: Math.sqrt(mean(steering.map((angle) => (angle - middle) * (angle - middle)))),
    MEAN_LP: mean(lateral),
    MAX_LP: lateral.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
}

/** Angles to the north in bins of 360/25 degrees; their edges are one more than the bins, and divide. */
function directionCoverage(nodes: readonly PointM[]): number {
  const bins = new Set<number>();
  for (let i = 1; i < nodes.length; i++) {
    const [ax, ay] = nodes[i - 1] as PointM;
    const [bx, by] = nodes[i] as PointM;
    const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    const degrees = (Math.acos(Math.max(-1, Math.min(1, (by - ay) / length))) * 180) / Math.PI;
    bins.add(Math.floor(degrees / (360 / DIRECTION_BINS)));
  }
  return bins.size / (DIRECTION_BINS + 1);
}
