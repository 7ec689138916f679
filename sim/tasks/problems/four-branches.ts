import type { ContinuousAxis, Point } from '../../space/axis.ts';
import { logNormalDensity, normalBelow } from '../../space/normal.ts';
import { valueAt } from '../../space/prior.ts';

/**
 * The series system with four branches of structural reliability (Waarts 2000), with k = 6: two standard normal
 * loads, and a limit state that is the least of four. In u = (a + b) / sqrt 2 and v = (a - b) / sqrt 2, which are
 * normal too, it fails where |u| reaches 3 + v^2 / 5 or |v| reaches k / 2.
 */
const K = 6;
/** So few loads are cut off that no digit of the share changes that a test could see. */
const CUT = 5;

export const FOUR_BRANCHES_AXES = ['a', 'b'].map(
  (load): ContinuousAxis => ({
    kind: 'continuous',
    name: `load-${load}`,
    unit: '1',
    low: -CUT,
    high: CUT,
    description: `load ${load}, standard normal`,
    prior: { kind: 'normal', mean: 0, deviation: 1 },
  }),
);

/** The limit state at a point of the box: 0 on the border, negative where it fails. */
export function fourBranchesGap(point: Point): number {
  const [a = 0, b = 0] = FOUR_BRANCHES_AXES.map((axis, i) => valueAt(axis, point[i] as number));
  const [sum, difference] = [Math.abs(a + b), Math.abs(a - b)];
  return Math.min(3 + 0.1 * difference * difference - sum / Math.SQRT2, K / Math.SQRT2 - difference);
}

/** How likely the system fails: the tail of v, and the integral of u's over the rest by Simpson's rule. */
export function fourBranchesShare(): number {
  const edge = K / 2;
  const steps = 400;
  const width = (2 * edge) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const v = -edge + i * width;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(logNormalDensity(v)) * 2 * normalBelow(-(3 + 0.2 * v * v));
  }
  return 2 * normalBelow(-edge) + (sum * width) / 3;
}
