import type { Point } from '../../sim/space/index.ts';

/**
 * A point as the surrogate sees it: a continuous coordinate as it is, a binned one as a column per
 * bin, one of them 1. Bins are names, and being neighbours means nothing.
 */
export function featuresOf(point: Point, binsPerAxis: readonly (number | null)[]): readonly number[] {
  if (binsPerAxis.every((bins) => bins === null)) return point;
  return point.flatMap((x, axis) => {
    const bins = binsPerAxis[axis] ?? null;
    if (bins === null) return [x];
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((x + 1) / 2) * bins)));
    return Array.from({ length: bins }, (_, i) => (i === bin ? 1 : 0));
  });
}
