import { phaseTitle } from '../run-view.ts';
import { phaseMark } from './marks.ts';
import type { Chart } from './render-chart.ts';
import { PANEL_WIDTH_PX } from './theme.ts';

/** Share of each reason among the failures of one phase. */
export interface ReasonShare {
  readonly phase: string;
  readonly reason: string;
  readonly share: number;
}

/** The axis and its title. */
const HEADER_PX = 50;
/** One mark, or one line of the legend. */
const ROW_PX = 15;

/** Which reasons ended the failing episodes of each phase: one row per reason, one mark per phase. */
export function reasonsChart(
  phases: readonly string[],
  reasons: readonly string[],
  shares: readonly ReasonShare[],
): Chart {
  const titles = phases.map(phaseTitle);
  return {
    label: 'Reasons of failure by phase',
    spec: {
      width: PANEL_WIDTH_PX,
      height: HEADER_PX + ROW_PX * (1 + phases.length) * reasons.length + ROW_PX * phases.length,
      data: { values: shares.map((one) => ({ ...one, phase: phaseTitle(one.phase) })) },
      mark: { type: 'point', filled: true, size: 60, opacity: 1 },
      encoding: {
        x: {
          field: 'share',
          type: 'quantitative',
          title: "share of the phase's failures",
          scale: { domain: [0, 1] },
          axis: { format: '.0%', grid: true },
        },
        y: { field: 'reason', type: 'nominal', sort: [...reasons], title: null },
        yOffset: { field: 'phase', type: 'nominal', sort: titles },
        shape: {
          field: 'phase',
          type: 'nominal',
          scale: { domain: titles, range: phases.map((phase) => phaseMark(phase).shape) },
          legend: { direction: 'vertical' },
        },
        color: {
          field: 'phase',
          type: 'nominal',
          scale: { domain: titles, range: phases.map((phase) => phaseMark(phase).colour) },
        },
      },
    },
  };
}
