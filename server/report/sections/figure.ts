import type { MARKS } from '../charts/marks.ts';
import { type Chart, renderChart } from '../charts/render-chart.ts';
import { INK } from '../charts/theme.ts';
import { type Html, html, trusted } from '../html.ts';

/** A chart with a caption under it. */
export async function figure(chart: Chart, caption: string | null = null): Promise<Html> {
  return html`<figure>${await renderChart(chart)}${
    caption === null ? null : html`<figcaption>${caption}</figcaption>`
  }</figure>`;
}

export async function panels(charts: readonly Chart[]): Promise<Html> {
  const figures: Html[] = [];
  for (const chart of charts) figures.push(await figure(chart));
  return html`<div class="panels">${figures}</div>`;
}

const LINE_SWATCH = {
  pool: `<rect x="1" y="3" width="28" height="11" fill="${INK.pass}" fill-opacity="0.3" stroke="${INK.pass}" stroke-width="1.5"/>`,
  induced: `<path d="M0 8h30" stroke="${INK.poolFailure}" stroke-width="2" stroke-dasharray="6 3"/><path d="M15 3v10M10 8h10" stroke="${INK.poolFailure}" stroke-width="3.5"/>`,
  generated: `<path d="M0 8h30" stroke="${INK.generated}" stroke-width="2"/><path d="M15 2l5.5 10h-11z" fill="${INK.generated}"/>`,
} as const;

const MARK_SWATCH: Readonly<Record<keyof typeof MARKS, string>> = {
  pass: `<circle cx="15" cy="8" r="3.5" fill="none" stroke="${INK.pass}" stroke-width="1.4"/>`,
  poolFailure: `<path d="M15 3v10M10 8h10" stroke="${INK.poolFailure}" stroke-width="3.6"/>`,
  generatedFailure: `<path d="M15 2l6 11h-12z" fill="${INK.generated}"/>`,
  generatedPass: `<path d="M15 2l6 11h-12z" fill="none" stroke="${INK.generated}" stroke-width="1.4"/>`,
};

export function lineLegend(names: Readonly<Partial<Record<keyof typeof LINE_SWATCH, string>>>): Html {
  return legend(LINE_SWATCH, names);
}

export function markLegend(names: Readonly<Partial<Record<keyof typeof MARKS, string>>>): Html {
  return legend(MARK_SWATCH, names);
}

const IMPORTANCE_SWATCH = {
  first: `<path d="M3 8h24" stroke="${INK.generated}" stroke-width="2"/><circle cx="15" cy="8" r="4" fill="${INK.generated}"/>`,
  total: `<rect x="1" y="3" width="22" height="11" fill="${INK.pass}" fill-opacity="0.35"/><path d="M16 8h13" stroke="${INK.pass}" stroke-width="2"/>`,
} as const;

export function importanceLegend(withOthers: boolean): Html {
  const first = 'by itself, with its 95 % interval';
  return legend(IMPORTANCE_SWATCH, withOthers ? { first, total: 'together with others' } : { first });
}

function legend(swatches: Readonly<Record<string, string>>, names: Readonly<Record<string, string>>): Html {
  const items = Object.entries(names).map(
    ([key, name]) =>
      html`<li><svg viewBox="0 0 30 16" aria-hidden="true">${trusted(swatches[key] as string)}</svg>${name}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}
