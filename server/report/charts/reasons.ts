import type { Chart } from './render-chart.ts';
import { INK, PANEL_WIDTH_PX } from './theme.ts';

/** Share of each reason among the failures of one phase. */
export interface ReasonShare {
  readonly phase: string;
  readonly reason: string;
  readonly share: number;
}

/** Room for the legend's lines is extra; this is the axis and its title. */
const HEADER_PX = 60;
const ROW_PX = 28;

/** Which reasons ended the failing episodes of each phase: one row per reason, one mark per phase. */
export function reasonsChart(
  phases: readonly string[],
  reasons: readonly string[],
  shares: readonly ReasonShare[],
): Chart {
  const shapes = ['cross', 'triangle-up', 'diamond', 'square', 'circle'];
  const colours = [INK.poolFailure, INK.generated, INK.text, INK.quiet, INK.pass];
  return {
    label: 'Reasons of failure by phase',
    spec: {
      width: PANEL_WIDTH_PX,
      height: HEADER_PX + ROW_PX * reasons.length + 18 * phases.length,
      data: { values: [...shares] },
      mark: { type: 'point', filled: true, size: 90, opacity: 1 },
      encoding: {
        x: {
          field: 'share',
          type: 'quantitative',
          title: "share of the phase's failures",
          scale: { domain: [0, 1] },
          axis: { format: '.0%', grid: true },
        },
        y: { field: 'reason', type: 'nominal', sort: [...reasons], title: null, axis: { grid: true } },
        shape: {
          field: 'phase',
          type: 'nominal',
          scale: { domain: [...phases], range: phases.map((_, i) => shapes[i % shapes.length] as string) },
          legend: { direction: 'vertical' },
        },
        color: {
          field: 'phase',
          type: 'nominal',
          scale: { domain: [...phases], range: phases.map((_, i) => colours[i % colours.length] as string) },
        },
      },
    },
  };
}
