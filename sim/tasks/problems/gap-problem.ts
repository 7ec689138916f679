import type { Point } from '../../space/axis.ts';
import { type Slope, scoreOfGap } from './gaps.ts';
import { type Problem, plainSpace } from './problem.ts';

/** A problem without noise on plain axes, by a gap. */
export function gapProblem(
  name: string,
  dimension: number,
  gap: (point: Point) => number,
  slope: Slope,
  share: number,
  [description, measure]: readonly [string, string],
): Problem {
  const score = (point: Point) => scoreOfGap(gap(point), slope);
  const space = plainSpace(dimension);
  return { name, description, space, score, noise: 0, failing: share, failureSet: share, measure };
}
