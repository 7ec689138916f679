import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { wilson } from '../../../sim/core/index.ts';
import type { Axis } from '../../../sim/space/index.ts';
import type { LabelledPoint } from '../concentration.ts';
import { axisTitle } from '../format.ts';
import { axisChannel, binCounts, binMiddle, panelHeight } from './axis-scale.ts';
import type { Chart } from './render-chart.ts';
import { INK, PANEL_WIDTH_PX } from './theme.ts';

/** Fewer bins for fewer scenes, so that each holds enough to say something. */
function binsFor(axis: Axis, scenes: number): number {
  if (axis.kind === 'categorical') return axis.values.length;
  return scenes < 200 ? 5 : 10;
}

/**
 * The failure rate along one axis, in bins, each with its Wilson interval; the dashed line is
 * the rate over all of them. Meant for uniformly drawn scenes. Categories run down the side.
 */
export function failureRateChart(axis: Axis, index: number, points: readonly LabelledPoint[]): Chart {
  const bins = binsFor(axis, points.length);
  const failures = points.filter((p) => p.failed);
  const count = (some: readonly LabelledPoint[]) =>
    binCounts(
      axis,
      index,
      some.map((p) => p.point),
      bins,
    );
  const all = count(points);
  const failed = count(failures);
  const values = all.flatMap((n, bin) => {
    if (n === 0) return [];
    const { share, low, high } = wilson(failed[bin] as number, n);
    return [{ place: binMiddle(axis, bin, bins), share, low, high }];
  });
  const place = axisChannel(axis, 'place');
  const rate = (field: string): PositionFieldDef<string> => ({
    field,
    type: 'quantitative',
    title: 'share that fail',
    scale: { domain: [0, 1] },
    axis: { format: '.0%', tickCount: 5 },
  });
  const across = axis.kind === 'continuous';
  const interval = across
    ? { x: place, y: rate('low'), y2: { field: 'high' } }
    : { y: place, x: rate('low'), x2: { field: 'high' } };
  return {
    label: `Failure rate along ${axisTitle(axis)} with 95 % intervals`,
    spec: {
      width: PANEL_WIDTH_PX,
      height: panelHeight(axis, 1),
      data: { values },
      layer: [
        {
          data: { values: [{ overall: failures.length / points.length }] },
          mark: { type: 'rule', color: INK.quiet, strokeDash: [4, 4] },
          encoding: across ? { y: rate('overall') } : { x: rate('overall') },
        },
        { mark: { type: 'rule', color: INK.poolFailure, strokeWidth: 2 }, encoding: interval },
        {
          mark: { type: 'point', color: INK.poolFailure, filled: true, size: 45, opacity: 1 },
          encoding: across ? { x: place, y: rate('share') } : { y: place, x: rate('share') },
        },
      ],
    },
  };
}
