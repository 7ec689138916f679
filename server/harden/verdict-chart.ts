import type { Chart } from '../report/charts/render-chart.ts';
import { INK } from '../report/charts/theme.ts';
import type { Hardening } from './hardening.ts';
import { verdictRows } from './verdict-rows.ts';

const ROW_PX = 46;
const WIDE_PX = 560;

/** What fails before and after, with 95 % intervals, a line for each place. */
export function verdictChart(hardening: Hardening): Chart {
  const rows = verdictRows(hardening);
  const values = rows.flatMap(({ where, before, after }) =>
    (
      [
        ['before', before],
        ['after', after],
      ] as const
    ).map(([when, { share, low, high }]) => ({ where, when, share, low, high })),
  );
  const places = {
    y: {
      field: 'where',
      type: 'nominal' as const,
      sort: rows.map(({ where }) => where),
      title: null,
      axis: { labelLimit: 260 },
    },
    yOffset: { field: 'when', type: 'nominal' as const, sort: ['before', 'after'] },
    color: {
      field: 'when',
      type: 'nominal' as const,
      scale: { domain: ['before', 'after'], range: [INK.poolFailure, INK.generated] },
    },
  };
  const rate = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: 'share that fails',
    scale: { domain: [0, 1] },
    axis: { format: '.0%' },
  });
  return {
    label: 'Share of episodes that fail before and after, with 95 % intervals',
    spec: {
      width: WIDE_PX,
      height: ROW_PX * rows.length + 60,
      data: { values },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: { ...places, x: rate('low'), x2: { field: 'high' } },
        },
        {
          mark: { type: 'point', filled: true, size: 70, opacity: 1 },
          encoding: {
            ...places,
            x: rate('share'),
            shape: {
              field: 'when',
              type: 'nominal' as const,
              scale: { domain: ['before', 'after'], range: ['diamond', 'circle'] },
            },
          },
        },
      ],
    },
  };
}
