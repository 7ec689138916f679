import { PACKAGE_VERSION } from '../config/package-info.ts';
import { renderChart } from '../report/charts/render-chart.ts';
import { html, trusted } from '../report/html.ts';
import { STYLE } from '../report/style.ts';
import { hardenCommand } from './harden-command.ts';
import type { Hardening } from './hardening.ts';
import { findings, settingOf, verdictTable } from './hardening-words.ts';
import { verdictChart } from './verdict-chart.ts';

const WIDE = trusted('.wide .chart svg { width: auto; max-width: 100%; } .wide { overflow-x: auto; }');

/** Before and after as one HTML text that loads nothing from anywhere. */
export async function hardeningPage(hardening: Hardening): Promise<string> {
  const { task, attack, agent, versions } = hardening;
  const { header, rows } = verdictTable(hardening);
  const title = `${agent.before}, hardened on ${task}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">
<style>${STYLE}${WIDE}</style></head><body><main>
<header class="top"><p class="kicker">faultscape ${PACKAGE_VERSION} harden</p><h1>${title}</h1></header>
<section><h2>Before and after</h2>
<ul class="findings">${findings(hardening).map((line) => html`<li>${line}</li>`)}</ul>
<div class="wide">${await renderChart(verdictChart(hardening))}</div>
<div class="scroll"><table><thead><tr>${header.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>
<p class="quiet">Mended failed before and passes now; broken the other way round. Intervals are Wilson's at 95 %.</p></section>
<section><h2>How it was done</h2>${settingOf(hardening).map((line) => html`<p>${line}</p>`)}
<dl><dt>agent as it was</dt><dd>${agent.before}, version ${versions.before}</dd>
<dt>agent as it is</dt><dd>${agent.after}, version ${versions.after}</dd>
<dt>attack learned from</dt><dd>${attack}</dd></dl>
<pre>${hardenCommand(hardening)}</pre></section>
</main></body></html>
`;
  return page.text;
}
