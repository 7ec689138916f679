import { renderChart } from '../report/charts/render-chart.ts';
import { type Html, html, trusted } from '../report/html.ts';
import { STYLE } from '../report/style.ts';
import { caseTitle } from './cell.ts';
import { overviewChart, rankingChart, seedsChart } from './charts.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import type { CaseSummary, Comparison } from './summarise-comparison.ts';
import { caseTable, frontTable, rankingTable, type Table } from './tables.ts';
import { caseText, FRONT_TEXT, FRONT_TITLE, RANKING_TITLE, rankingText, settingText } from './words.ts';

const SHOWN: readonly MeasureName[] = ['failures', 'coverage', 'fooling', 'drawsCoverage'];
const WIDE = trusted(
  '.wide .chart svg { width: auto; max-width: none; } .wide { overflow-x: auto; } main { max-width: 1240px; }',
);

/** The whole comparison as one HTML text that loads nothing from anywhere. */
export async function comparisonPage(comparison: Comparison, title: string): Promise<string> {
  const { cases, rankings, adversaries } = comparison;
  const overview =
    cases.length < 2
      ? []
      : await Promise.all(
          (['failures', 'coverage'] as const).map(
            async (measure) => html`<section><h2>${MEASURES[measure].title}</h2>
<p class="quiet">Means over the seeds, per task; the darker, the nearer the most on that task. ${MEASURES[measure].meaning}.</p>
<div class="wide">${await renderChart(overviewChart(comparison, measure))}</div></section>`,
          ),
        );
  const ranks = await Promise.all(
    rankings.map(
      async (ranking) => html`<section><h2>${RANKING_TITLE(ranking)}</h2><p>${rankingText(ranking)}</p>
<div class="wide">${await renderChart(rankingChart(ranking))}</div>${tableOf(rankingTable(ranking))}</section>`,
    ),
  );
  const front = cases.every((one) => one.front === null)
    ? ''
    : html`<section><h2>${FRONT_TITLE}</h2><p>${FRONT_TEXT}</p>${tableOf(frontTable(comparison))}</section>`;
  const each = await Promise.all(cases.map((one) => caseSection(one, comparison.against)));
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">
<style>${STYLE}${WIDE}</style></head><body><main>
<header class="top"><p class="kicker">faultscape ${comparison.faultscape} compare</p>
<h1>${adversaries.length} adversaries on ${cases.length} task${cases.length === 1 ? '' : 's'}</h1></header>
<section><p>${settingText(comparison)}</p></section>
${overview}${front}${ranks}${each}
</main></body></html>
`;
  return page.text;
}

async function caseSection(summary: CaseSummary, against: string): Promise<Html> {
  const charts = await Promise.all(
    SHOWN.map(async (measure) => html`<figure>${await renderChart(seedsChart(summary, measure))}</figure>`),
  );
  return html`<section><h2>${caseTitle(summary.case)}</h2><p class="quiet">${caseText(summary)}</p>
<div class="panels">${charts}</div>${tableOf(caseTable(summary, against))}</section>`;
}

function tableOf({ header, rows }: Table): Html {
  return html`<div class="scroll"><table><thead><tr>${header.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td class="nowrap">${strong(cell)}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** A cell that stands out, as Markdown marks it. */
function strong(cell: string): Html | string {
  const inner = /^\*\*(.+)\*\*$/.exec(cell)?.[1];
  return inner === undefined ? cell : html`<b>${inner}</b>`;
}
