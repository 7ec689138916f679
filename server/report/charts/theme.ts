import type { Config } from 'vega-lite';

/**
 * Colours are names of CSS variables, so that one drawing serves light and dark pages. The
 * values (style.ts) are from the Okabe-Ito set, which survives every common colour blindness;
 * every pair of series also differs in shape, dash or fill.
 */
export const INK = {
  text: 'var(--ink)',
  quiet: 'var(--quiet)',
  line: 'var(--line)',
  pass: 'var(--pass)',
  poolFailure: 'var(--pool-failure)',
  generated: 'var(--generated)',
  paper: 'var(--paper)',
} as const;

/** Small multiples with labels and all: as wide as a phone, so that none is shrunk on one. */
export const PANEL_WIDTH_PX = 310;
export const PANEL_HEIGHT_PX = 200;

const FONT = 'system-ui, sans-serif';

export const CHART_CONFIG: Config = {
  background: 'transparent',
  font: FONT,
  padding: 4,
  autosize: { type: 'fit', contains: 'padding' },
  aria: false,
  view: { stroke: null },
  axis: {
    labelColor: INK.quiet,
    titleColor: INK.text,
    titleFontWeight: 'normal',
    titleFontSize: 12,
    labelFontSize: 11,
    gridColor: INK.line,
    domainColor: INK.line,
    tickColor: INK.line,
    labelOverlap: 'parity',
    titlePadding: 6,
  },
  axisX: { grid: false },
  axisY: { tickCount: 4, domain: false, ticks: false },
  legend: {
    labelColor: INK.text,
    labelFontSize: 12,
    labelLimit: 260,
    title: null,
    orient: 'top',
    direction: 'horizontal',
    symbolOpacity: 1,
    columnPadding: 14,
    padding: 0,
    offset: 6,
  },
  title: { color: INK.text, fontSize: 13, fontWeight: 600, anchor: 'start', offset: 8 },
  range: { category: [INK.pass, INK.poolFailure, INK.generated] },
};
