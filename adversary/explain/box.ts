import type { Axis, Point } from '../../sim/space/index.ts';

/** A part of an axis: a range of [-1, 1], open where it ends at the axis's own end, or some categories. */
export type Part =
  | { readonly axis: number; readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly axis: number; readonly kind: 'categories'; readonly categories: readonly number[] };

/** A box of scenes: those that lie in all of its parts. Axes that it does not name are free. */
export type Box = readonly Part[];

/** The category at a coordinate: [-1, 1] is cut into equal bins, as `Space.decode` cuts it. */
export function categoryAt(axis: Extract<Axis, { kind: 'categorical' }>, coordinate: number): number {
  const unit = (Math.min(1, Math.max(-1, coordinate)) + 1) / 2;
  return Math.min(axis.values.length - 1, Math.floor(unit * axis.values.length));
}

export function isInside(axes: readonly Axis[], box: Box, point: Point): boolean {
  return box.every((part) => {
    const x = point[part.axis] as number;
    if (part.kind === 'range') return x >= part.low && x < part.high;
    const axis = axes[part.axis];
    return axis?.kind === 'categorical' && part.categories.includes(categoryAt(axis, x));
  });
}
