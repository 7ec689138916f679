import type { Axis, Point } from '../../../sim/space/axis.ts';
import { axisTitle } from '../format.ts';
import { axisChannel, binCounts, binMiddle } from './axis-scale.ts';
import { LINES } from './marks.ts';
import type { Chart } from './render-chart.ts';
import { INK, PANEL_HEIGHT_PX, PANEL_WIDTH_PX } from './theme.ts';

export interface MarginalSets {
  readonly pool: readonly Point[];
  readonly induced: readonly Point[];
  readonly generated: readonly Point[];
}

/**
 * Where along one axis the scenes of each set lie: share of the set per bin. The pool is a
 * filled area, the induced set a dashed line with crosses, the generated set a solid line with
 * triangles; on a categorical axis they are bars side by side, filled, outlined and solid.
 */
export function marginalChart(axis: Axis, index: number, sets: MarginalSets): Chart {
  const values = (Object.keys(sets) as (keyof MarginalSets)[]).flatMap((set) => {
    const points = sets[set];
    if (points.length === 0) return [];
    return binCounts(axis, index, points).map((n, bin) => ({
      set,
      place: binMiddle(axis, bin),
      share: n / points.length,
    }));
  });
  const x = axisChannel(axis, 'place');
  const y = {
    field: 'share',
    type: 'quantitative',
    title: 'share of the set',
    axis: { format: '.0%' },
  } as const;
  const only = (set: keyof MarginalSets) => [{ filter: `datum.set === '${set}'` }];
  const line = (set: 'induced' | 'generated', shape: 'cross' | 'triangle-up') => ({
    transform: only(set),
    mark: {
      type: 'line' as const,
      color: LINES[set].colour,
      strokeDash: [...LINES[set].dash],
      strokeWidth: 2,
      point: { shape, color: LINES[set].colour, filled: true, size: 38, opacity: 1 },
    },
    encoding: { x, y },
  });
  const curves = [
    {
      transform: only('pool'),
      mark: {
        type: 'area' as const,
        color: INK.pass,
        opacity: 0.3,
        line: { color: INK.pass, strokeWidth: 1.5 },
      },
      encoding: { x, y },
    },
    line('induced', 'cross'),
    line('generated', 'triangle-up'),
  ];
  const bar = (set: keyof MarginalSets, fill: string, stroke: string, dash: number[]) => ({
    transform: only(set),
    mark: {
      type: 'bar' as const,
      fill,
      stroke,
      strokeDash: dash,
      strokeWidth: 1.5,
      fillOpacity: set === 'pool' ? 0.3 : 1,
    },
    encoding: { x, y, xOffset: { field: 'set', sort: ['pool', 'induced', 'generated'] } },
  });
  const bars = [
    bar('pool', INK.pass, INK.pass, [1, 0]),
    bar('induced', INK.paper, INK.poolFailure, [4, 2]),
    bar('generated', INK.generated, INK.generated, [1, 0]),
  ];
  return {
    label: `Share of pool, induced and generated scenes along ${axisTitle(axis)}`,
    spec: {
      width: PANEL_WIDTH_PX,
      height: PANEL_HEIGHT_PX,
      data: { values },
      layer: axis.kind === 'continuous' ? curves : bars,
    },
  };
}
