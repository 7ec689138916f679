import { marginalsOf, summariseAsMixture } from '../../adversary/index.ts';
import { Rng } from '../../sim/core/index.ts';
import type { Axis, Point, Space } from '../../sim/space/index.ts';
import { narrowPlaces } from '../report/narrowed.ts';

/** One heap of what was learned, in the units of its axes. */
export interface MixturePart {
  /** Share of the draws. */
  readonly share: number;
  /** Where nine in ten of its draws lie, in words: the axes of which that is at most half. */
  readonly where: readonly string[];
  readonly axes: readonly MixtureAxis[];
}

export type MixtureAxis =
  | { readonly axis: string; readonly mean: number; readonly deviation: number }
  | { readonly axis: string; readonly shares: Readonly<Record<string, number>> };

/** The fit takes time with their number, and more say nothing new. */
const FITTED = 400;

/** Sums draws of a learned distribution up as a mixture; the same scene drawn again counts once. */
export function mixtureParts(space: Space, draws: readonly Point[], seed: number): readonly MixturePart[] {
  const points = [...new Map(draws.map((point) => [point.join(), point])).values()].slice(0, FITTED);
  const rng = new Rng(seed, 'spread over bins');
  const spread = points.map((point) => point.map((x, i) => spreadOverBin(space.axes[i] as Axis, x, rng)));
  return summariseAsMixture(spread, { seed }).map(({ share, members }) => {
    const own = members.map((i) => points[i] as Point);
    const scenes = own.map((point) => ({ scene: space.decode(point) }));
    return { share, where: narrowPlaces(space.axes, scenes), axes: axesOf(space.axes, own) };
  });
}

/** A category is its bin's middle; a Gaussian on that alone would be infinitely dense. */
function spreadOverBin(axis: Axis, x: number, rng: Rng): number {
  return axis.kind === 'continuous' ? x : x + rng.range(-1, 1) / axis.values.length;
}

function axesOf(axes: readonly Axis[], points: readonly Point[]): readonly MixtureAxis[] {
  const marginals = marginalsOf(axes, points);
  return axes.map((axis, i): MixtureAxis => {
    const { moments = null, shares = [] } = marginals[i] ?? {};
    if (moments !== null) return { axis: axis.name, mean: moments.mean, deviation: moments.deviation };
    const values = axis.kind === 'categorical' ? axis.values : [];
    return { axis: axis.name, shares: Object.fromEntries(values.map((name, k) => [name, shares[k] ?? 0])) };
  });
}
