import type { Chart } from './render-chart.ts';
import { INK, PANEL_HEIGHT_PX, PANEL_WIDTH_PX } from './theme.ts';

const BINS = 20;

/** How the scores Q of one phase spread over [0, 1]; the dashed line is the failure threshold. */
export function scoreChart(title: string, scores: readonly number[], failsBelow: number): Chart {
  const counts = new Array<number>(BINS).fill(0);
  for (const score of scores) {
    const bin = Math.max(0, Math.min(BINS - 1, Math.floor(score * BINS)));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const values = counts.map((n, bin) => ({
    from: bin / BINS,
    to: (bin + 1) / BINS,
    share: n / scores.length,
  }));
  return {
    label: `Scores of ${title}`,
    spec: {
      title,
      width: PANEL_WIDTH_PX,
      height: PANEL_HEIGHT_PX,
      data: { values },
      layer: [
        {
          mark: { type: 'rect', color: INK.pass, stroke: INK.paper, strokeWidth: 1 },
          encoding: {
            x: {
              field: 'from',
              type: 'quantitative',
              title: 'score Q',
              scale: { domain: [0, 1] },
              axis: { tickCount: 5 },
            },
            x2: { field: 'to' },
            y: { field: 'share', type: 'quantitative', title: 'share', axis: { format: '.0%' } },
            y2: { datum: 0 },
          },
        },
        {
          data: { values: [{ threshold: failsBelow }] },
          mark: { type: 'rule', color: INK.poolFailure, strokeWidth: 2, strokeDash: [5, 3] },
          encoding: { x: { field: 'threshold', type: 'quantitative' } },
        },
      ],
    },
  };
}
