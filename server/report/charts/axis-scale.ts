import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { type Axis, type Point, type Scene, valueAt } from '../../../sim/space/index.ts';
import { binCount, binOf } from '../concentration.ts';
import { axisTitle } from '../format.ts';
import { PANEL_HEIGHT_PX } from './theme.ts';

/** The middle of a bin in the axis's unit, or the category's name. */
export function binMiddle(axis: Axis, bin: number, bins = binCount(axis)): number | string {
  if (axis.kind === 'categorical') return axis.values[bin] as string;
  return valueAt(axis, (2 * (bin + 0.5)) / bins - 1);
}

/** The edges of a run of bins in the axis's unit. */
export function binEdges(
  axis: Extract<Axis, { kind: 'continuous' }>,
  first: number,
  last: number,
): [number, number] {
  const step = 2 / binCount(axis);
  return [valueAt(axis, first * step - 1), valueAt(axis, (last + 1) * step - 1)];
}

/** How many of the points fall in each bin of the axis at `index`. */
export function binCounts(
  axis: Axis,
  index: number,
  points: readonly Point[],
  bins = binCount(axis),
): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const point of points) {
    const bin = binOf(axis, point[index] as number, bins);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

export function sceneValue(axis: Axis, scene: Scene): number | string {
  return scene[axis.name] as number | string;
}

/** Tall enough for every category, each with so many bars, and never lower than other panels. */
export function panelHeight(axis: Axis, barsPerCategory: number): number {
  if (axis.kind === 'continuous') return PANEL_HEIGHT_PX;
  return Math.max(PANEL_HEIGHT_PX, 50 + axis.values.length * (8 + 9 * barsPerCategory));
}

/** The x or y channel of an axis over the field `field`, over the axis's whole range. */
export function axisChannel(axis: Axis, field: string): PositionFieldDef<string> {
  if (axis.kind === 'categorical') {
    return {
      field,
      type: 'nominal',
      sort: [...axis.values],
      title: axisTitle(axis),
      scale: { domain: [...axis.values] },
      axis: { labelOverlap: false, labelPadding: 8 },
    };
  }
  return {
    field,
    type: 'quantitative',
    title: axisTitle(axis),
    scale: { domain: [axis.low, axis.high], nice: false, zero: false },
    axis: { tickCount: 5 },
  };
}
