import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Estimate } from '../../../adversary/index.ts';
import type { Axis } from '../../../sim/space/index.ts';
import { axisWords } from '../format.ts';
import type { Chart } from './render-chart.ts';
import { INK, PANEL_WIDTH_PX } from './theme.ts';

const ROW_PX = 26;

export interface AxisShare {
  readonly axis: Axis;
  readonly first: Estimate | null;
  readonly total: Estimate | null;
}

/**
 * Share of the variance of Q that each axis decides, in the order given: with others as a pale bar, by itself as
 * a point, each with its interval; what is not known is left out.
 */
export function importanceChart(shares: readonly AxisShare[]): Chart {
  const row = (axis: Axis, kind: 'first' | 'total', estimate: Estimate | null) =>
    estimate === null ? [] : [{ axis: axisWords(axis), kind, ...estimate }];
  const values = shares.flatMap(({ axis, first, total }) => [
    ...row(axis, 'total', total),
    ...row(axis, 'first', first),
  ]);
  const y: PositionFieldDef<string> = {
    field: 'axis',
    type: 'nominal',
    sort: shares.map(({ axis }) => axisWords(axis)),
    title: null,
    axis: { labelOverlap: false, labelPadding: 8 },
  };
  const x = (field: string): PositionFieldDef<string> => ({
    field,
    type: 'quantitative',
    title: 'share of how Q varies',
    scale: { domain: [0, 1] },
    axis: { format: '.0%', tickCount: 5, grid: true },
  });
  const only = (kind: 'first' | 'total') => [{ filter: `datum.kind === '${kind}'` }];
  const interval = (kind: 'first' | 'total', colour: string, yOffset: number) => ({
    transform: only(kind),
    mark: { type: 'rule' as const, color: colour, strokeWidth: 2, yOffset, y2Offset: yOffset },
    encoding: { y, x: x('low'), x2: { field: 'high' } },
  });
  return {
    label: 'Share of the variance of Q that each axis decides, by itself and with others',
    spec: {
      width: PANEL_WIDTH_PX,
      height: 40 + shares.length * ROW_PX,
      data: { values },
      layer: [
        {
          transform: only('total'),
          mark: { type: 'bar', color: INK.pass, opacity: 0.35, height: { band: 0.7 } },
          encoding: { y, x: x('value') },
        },
        interval('total', INK.pass, 4),
        interval('first', INK.generated, -4),
        {
          transform: only('first'),
          mark: { type: 'point', color: INK.generated, filled: true, size: 50, opacity: 1, yOffset: -4 },
          encoding: { y, x: x('value') },
        },
      ],
    },
  };
}
