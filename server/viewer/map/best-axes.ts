import { mean, standardDeviation } from '../../../sim/core/index.ts';
import type { Axis } from '../../../sim/space/index.ts';
import { isUniform } from '../../report/run-view.ts';
import { domainOf } from './plot-axis.ts';
import type { Spot } from './spots.ts';

/**
 * How far each axis tells failing from passing scenes: the distance of their means, or the
 * difference of their spreads (failures at both ends have the same mean), in units of its range;
 * for categories the largest difference in a category's share. Random scenes alone are judged where
 * there are any: the generated ones lie where the generator puts them.
 */
export function separation(axes: readonly Axis[], spots: readonly Spot[]): readonly number[] {
  const uniform = spots.filter(({ entry }) => isUniform(entry.phase));
  const judged = uniform.length > 0 ? uniform : spots;
  const failed = judged.filter((spot) => spot.failed);
  const passed = judged.filter((spot) => !spot.failed);
  if (failed.length === 0 || passed.length === 0) return axes.map(() => 0);
  return axes.map((axis, i) => {
    const [low, high] = domainOf(axis);
    const places = (some: readonly Spot[]) => some.map((spot) => spot.places[i] as number);
    if (axis.kind === 'continuous') {
      const [f, p] = [places(failed), places(passed)];
      const apart = Math.abs(mean(f) - mean(p));
      return Math.max(apart, Math.abs(standardDeviation(f) - standardDeviation(p))) / (high - low);
    }
    const share = (some: readonly Spot[], category: number) =>
      places(some).filter((place) => Math.floor(place) === category).length / some.length;
    return Math.max(...axis.values.map((_, c) => Math.abs(share(failed, c) - share(passed, c))));
  });
}

/** The two axes to look at first; the stronger one lies across. */
export function bestAxes(axes: readonly Axis[], spots: readonly Spot[]): readonly [string, string] | null {
  const strength = separation(axes, spots);
  const order = axes.map((_, i) => i).sort((a, b) => (strength[b] as number) - (strength[a] as number));
  const [x, y] = [axes[order[0] ?? 0], axes[order[1] ?? 0]];
  return x === undefined || y === undefined ? null : [x.name, y.name];
}
