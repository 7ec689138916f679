import type { Chart } from '../report/charts/render-chart.ts';
import { INK } from '../report/charts/theme.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import { type CaseSummary, type Comparison, meanOf, type Ranking } from './summarise-comparison.ts';

const ROW_PX = 22;
const WIDE_PX = 560;

/** Every seed of every adversary as a ring, and their mean as a bar; most first. */
export function seedsChart({ rows }: CaseSummary, measure: MeasureName): Chart {
  const values = rows.flatMap((row) =>
    row.values[measure].flatMap((value) => (value === null ? [] : [{ adversary: row.adversary, value }])),
  );
  const means = rows.flatMap((row) => {
    const value = meanOf(row.values[measure]);
    return value === null ? [] : [{ adversary: row.adversary, value }];
  });
  const order = [...means].sort((a, b) => b.value - a.value).map(({ adversary }) => adversary);
  const encoding = {
    y: { field: 'adversary', type: 'nominal' as const, sort: order, title: null },
    x: {
      field: 'value',
      type: 'quantitative' as const,
      title: MEASURES[measure].title,
      scale: { zero: true },
    },
  };
  return {
    label: `${MEASURES[measure].title} of every adversary, one mark a seed`,
    spec: {
      width: 380,
      height: ROW_PX * order.length + 40,
      layer: [
        {
          data: { values },
          mark: { type: 'point', color: INK.pass, size: 26, strokeWidth: 1.2, opacity: 0.8 },
          encoding,
        },
        {
          data: { values: means },
          mark: { type: 'tick', color: INK.generated, thickness: 3, size: 16 },
          encoding,
        },
      ],
    },
  };
}

/** One measure of all adversaries on all tasks: the darker a field, the more of the task's most. */
export function overviewChart({ cases, adversaries }: Comparison, measure: MeasureName): Chart {
  const values = cases.flatMap(({ case: { task }, rows }) => {
    const means = rows.map((row) => ({ adversary: row.adversary, value: meanOf(row.values[measure]) }));
    const most = Math.max(...means.map(({ value }) => value ?? 0));
    return means.flatMap(({ adversary, value }) =>
      value === null
        ? []
        : [
            {
              task: task.replace(/^problem\//, ''),
              adversary,
              share: most === 0 ? 0 : value / most,
              text: MEASURES[measure].format(value).replace(' %', ''),
            },
          ],
    );
  });
  const encoding = {
    x: {
      field: 'task',
      type: 'nominal' as const,
      title: null,
      sort: null,
      axis: { labelAngle: -40, orient: 'top' as const, labelOverlap: false },
    },
    y: { field: 'adversary', type: 'nominal' as const, title: null, sort: [...adversaries] },
  };
  return {
    label: `${MEASURES[measure].title}: adversaries over tasks`,
    spec: {
      width: Math.max(WIDE_PX, 130 + 54 * cases.length),
      height: ROW_PX * adversaries.length + 90,
      data: { values },
      layer: [
        {
          mark: { type: 'rect', fill: INK.generated },
          encoding: {
            ...encoding,
            fillOpacity: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [0, 0.65] },
              legend: null,
            },
          },
        },
        {
          mark: { type: 'text', color: INK.text, fontSize: 11 },
          encoding: { ...encoding, text: { field: 'text', type: 'nominal' } },
        },
      ],
    },
  };
}

/** Mean ranks with half the critical difference to each side: bars that overlap cannot be told apart. */
export function rankingChart({ meanRanks, criticalDifference }: Ranking): Chart {
  const values = [...meanRanks]
    .sort((a, b) => a.rank - b.rank)
    .map(({ adversary, rank }) => ({
      adversary,
      rank,
      low: rank - criticalDifference / 2,
      high: rank + criticalDifference / 2,
    }));
  const y = { field: 'adversary', type: 'nominal' as const, title: null, sort: null };
  const x = { type: 'quantitative' as const, title: 'mean rank (1 is best)', scale: { zero: false } };
  return {
    label: 'Mean ranks with bars of the critical difference',
    spec: {
      width: WIDE_PX,
      height: ROW_PX * values.length + 40,
      data: { values },
      layer: [
        {
          mark: { type: 'rule', color: INK.pass, strokeWidth: 4, opacity: 0.6 },
          encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
        },
        {
          mark: { type: 'point', color: INK.generated, filled: true, size: 60, opacity: 1 },
          encoding: { y, x: { ...x, field: 'rank' } },
        },
      ],
    },
  };
}
