import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Axis, Point } from '../../../sim/space/index.ts';
import { axisTitle } from '../format.ts';
import { axisChannel, binCounts, binMiddle, panelHeight } from './axis-scale.ts';
import { LINES } from './marks.ts';
import type { Chart } from './render-chart.ts';
import { INK, PANEL_WIDTH_PX } from './theme.ts';

const SETS = ['pool', 'induced', 'generated'] as const;
type SetName = (typeof SETS)[number];
export type MarginalSets = Readonly<Record<SetName, readonly Point[]>>;

const SHARE: PositionFieldDef<string> = {
  field: 'share',
  type: 'quantitative',
  title: 'share of the set',
  axis: { format: '.0%', tickCount: 4 },
};

/**
 * Where along one axis the scenes of each set lie: share of the set per bin. The pool is a
 * filled area, the induced set a dashed line with crosses, the generated set a solid line with
 * triangles; along categories they are bars: pale, outlined and solid.
 */
export function marginalChart(axis: Axis, index: number, sets: MarginalSets): Chart {
  const values = SETS.flatMap((set) => {
    const points = sets[set];
    if (points.length === 0) return [];
    return binCounts(axis, index, points).map((n, bin) => ({
      set,
      place: binMiddle(axis, bin),
      share: n / points.length,
    }));
  });
  const place = axisChannel(axis, 'place');
  return {
    label: `Share of pool, induced and generated scenes along ${axisTitle(axis)}`,
    spec: {
      width: PANEL_WIDTH_PX,
      height: panelHeight(axis, SETS.length),
      data: { values },
      layer: axis.kind === 'continuous' ? curves(place) : bars(place),
    },
  };
}

type Layers = Extract<TopLevelSpec, { layer: unknown }>['layer'];

function only(set: SetName) {
  return [{ filter: `datum.set === '${set}'` }];
}

function curves(x: PositionFieldDef<string>): Layers {
  const line = (set: 'induced' | 'generated', shape: 'cross' | 'triangle-up') => ({
    transform: only(set),
    mark: {
      type: 'line' as const,
      color: LINES[set].colour,
      strokeDash: [...LINES[set].dash],
      strokeWidth: 2,
      point: { shape, color: LINES[set].colour, filled: true, size: 38, opacity: 1 },
    },
    encoding: { x, y: SHARE },
  });
  const area = {
    type: 'area' as const,
    color: INK.pass,
    opacity: 0.3,
    line: { color: INK.pass, strokeWidth: 1.5 },
  };
  return [
    { transform: only('pool'), mark: area, encoding: { x, y: SHARE } },
    line('induced', 'cross'),
    line('generated', 'triangle-up'),
  ];
}

function bars(y: PositionFieldDef<string>): Layers {
  const bar = (set: SetName, fill: string, stroke: string) => ({
    transform: only(set),
    mark: {
      type: 'bar' as const,
      fill,
      stroke,
      strokeDash: [...LINES[set].dash],
      strokeWidth: 1.5,
      fillOpacity: set === 'pool' ? 0.3 : 1,
    },
    encoding: { y, x: SHARE, yOffset: { field: 'set', sort: [...SETS] } },
  });
  return [
    bar('pool', INK.pass, INK.pass),
    bar('induced', INK.paper, INK.poolFailure),
    bar('generated', INK.generated, INK.generated),
  ];
}
