import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { squaredDistance } from '../metrics.ts';
import { uniformPoint } from '../uniform.ts';
import { featuresOf } from './features.ts';

/** Random places that each is chosen from. */
const CHOICE = 50;

/**
 * Places for n more scenes, each the emptiest of many random ones: farthest from all known and from those chosen
 * before it, where a wall is as far as the twin of the place beyond it, or all would lie at the walls. Unlike a sequence
 * they heed what was run for whatever reason, and leave gaps that are hardly larger than a grid's.
 */
export function emptiestPlaces(
  n: number,
  known: readonly Point[],
  binsPerAxis: readonly (number | null)[],
  rng: Rng,
): readonly Point[] {
  const others = known.map((point) => featuresOf(point, binsPerAxis));
  const places = Array.from({ length: CHOICE * n }, () => {
    const point = uniformPoint(rng, binsPerAxis.length);
    const features = featuresOf(point, binsPerAxis);
    const toTwin = point.map((x, axis) =>
      binsPerAxis[axis] == null ? 4 * (1 - Math.abs(x)) ** 2 : Number.POSITIVE_INFINITY,
    );
    const squares = others.map((other) => squaredDistance(features, other));
    return { point, features, gap: leastOf(squares, leastOf(toTwin, Number.POSITIVE_INFINITY)) };
  });
  return Array.from({ length: n }, () => {
    const best = places.reduce((a, b) => (b.gap > a.gap ? b : a));
    for (const place of places) {
      place.gap = Math.min(place.gap, squaredDistance(place.features, best.features));
    }
    return best.point;
  });
}

function leastOf(values: readonly number[], most: number): number {
  return values.reduce((least, value) => Math.min(least, value), most);
}
