import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { wilson } from '../../../sim/core/stats.ts';
import type { Axis } from '../../../sim/space/axis.ts';
import type { LabelledPoint } from '../concentration.ts';
import { axisTitle } from '../format.ts';
import { axisChannel, binCounts, binMiddle } from './axis-scale.ts';
import type { Chart } from './render-chart.ts';
import { INK, PANEL_HEIGHT_PX, PANEL_WIDTH_PX } from './theme.ts';

/** Fewer bins for fewer scenes, so that each holds enough to say something. */
function binsFor(axis: Axis, scenes: number): number {
  if (axis.kind === 'categorical') return axis.values.length;
  return scenes < 200 ? 5 : 10;
}

/**
 * The failure rate along one axis, in bins, each with its Wilson interval; the dashed line is
 * the rate over all of them. Meant for uniformly drawn scenes.
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
  const x = axisChannel(axis, 'place');
  const y: PositionFieldDef<string> = {
    type: 'quantitative',
    title: 'share that fail',
    scale: { domain: [0, 1] },
    axis: { format: '.0%' },
  };
  return {
    label: `Failure rate along ${axisTitle(axis)} with 95 % intervals`,
    spec: {
      width: PANEL_WIDTH_PX,
      height: PANEL_HEIGHT_PX,
      data: { values },
      layer: [
        {
          data: { values: [{ overall: failures.length / points.length }] },
          mark: { type: 'rule', color: INK.quiet, strokeDash: [4, 4] },
          encoding: { y: { field: 'overall', ...y } },
        },
        {
          mark: { type: 'rule', color: INK.poolFailure, strokeWidth: 2 },
          encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' } },
        },
        {
          mark: { type: 'point', color: INK.poolFailure, filled: true, size: 45, opacity: 1 },
          encoding: { x, y: { field: 'share', ...y } },
        },
      ],
    },
  };
}
