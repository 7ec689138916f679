import type { Axis } from '../../../sim/space/index.ts';
import { isUniform } from '../../report/run-view.ts';
import { domainOf } from './plot-axis.ts';
import type { Spot } from './spots.ts';

/** Parts of a continuous axis: few, so that few failures do not look scattered by chance. */
const PARTS = 5;

/**
 * How far each axis tells failing from passing scenes: the share of failures that would have to move
 * to another part or category to lie as the passes do (total variation). Unlike a difference of
 * means it sees failures at both ends too. Random scenes alone are judged where there are any: the
 * generated ones lie where the generator puts them.
 */
export function separation(axes: readonly Axis[], spots: readonly Spot[]): readonly number[] {
  const uniform = spots.filter(({ entry }) => isUniform(entry.phase));
  const judged = uniform.length > 0 ? uniform : spots;
  const failed = judged.filter((spot) => spot.failed);
  const passed = judged.filter((spot) => !spot.failed);
  if (failed.length === 0 || passed.length === 0) return axes.map(() => 0);
  return axes.map((axis, i) => {
    const [f, p] = [shares(axis, i, failed), shares(axis, i, passed)];
    return f.reduce((sum, share, part) => sum + Math.abs(share - (p[part] as number)) / 2, 0);
  });
}

function shares(axis: Axis, index: number, spots: readonly Spot[]): readonly number[] {
  const [low, high] = domainOf(axis);
  const parts = axis.kind === 'continuous' ? PARTS : axis.values.length;
  const counts = new Array<number>(parts).fill(0);
  for (const { places } of spots) {
    const part = Math.floor((((places[index] as number) - low) / (high - low)) * parts);
    const inside = Math.max(0, Math.min(parts - 1, part));
    counts[inside] = (counts[inside] as number) + 1;
  }
  return counts.map((count) => count / spots.length);
}

/** The two axes to look at first; the stronger one lies across. */
export function bestAxes(axes: readonly Axis[], spots: readonly Spot[]): readonly [string, string] | null {
  const strength = separation(axes, spots);
  const order = axes.map((_, i) => i).sort((a, b) => (strength[b] as number) - (strength[a] as number));
  const [x, y] = [axes[order[0] ?? 0], axes[order[1] ?? 0]];
  return x === undefined || y === undefined ? null : [x.name, y.name];
}
