import type { Proportion } from '../../../sim/core/index.ts';
import type { PhaseFacts, RunFacts } from '../facts.ts';
import { figure, percent } from '../format.ts';
import { type Html, html, trusted } from '../html.ts';
import { isUniform, phaseTitle } from '../run-view.ts';

/** How often the agent fails, phase by phase, with intervals. */
export function ratesSection(facts: RunFacts): Html {
  const rows = facts.phases.map(rateRow);
  return html`<section id="rates"><h2>How often it fails</h2>
<p class="note">AFR is the share of scenes in which the agent fails; bars are 95 % intervals. A generator that draws
one failing scene over and over would reach 100 %, so read it beside the spread of the failures and the share of
held-out failures they cover.</p>
<div class="scroll"><table>
<thead><tr><th>scenes</th><th class="n">AFR</th><th>from 0 to 100&nbsp;%</th><th class="n">coverage</th><th class="n">spread</th><th class="n">fail / run</th><th class="n">mean Q</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${facts.phases.filter(({ invalid }) => invalid > 0).map(invalidNote)}</section>`;
}

function invalidNote({ phase, invalid, afr }: PhaseFacts): Html {
  return html`<p class="note">${phaseTitle(phase)}: ${invalid} of ${afr.total} scenes were invalid. The task refused them before
anything was simulated; they fooled nobody and count as not failed.</p>`;
}

function rateRow({ phase, afr, meanScore, spread, coverage }: PhaseFacts): Html {
  return html`<tr><td>${phaseTitle(phase)}</td>
<td class="n"><b>${percent(afr.share)}</b></td><td class="strip">${intervalStrip(afr, isUniform(phase))}</td>
<td class="n">${coverage === null ? '–' : percent(coverage.share)}</td>
<td class="n">${spread === null ? '–' : figure(spread)}</td>
<td class="n">${afr.hits} / ${afr.total}</td><td class="n">${figure(meanScore)}</td></tr>`;
}

/** A share and its interval on a line from 0 to 1; stretches with the page. */
function intervalStrip({ share, low, high }: Proportion, uniform: boolean): Html {
  const at = (x: number) => `${(2 + 96 * x).toFixed(2)}%`;
  const colour = uniform ? 'var(--pool-failure)' : 'var(--generated)';
  const ticks = [0, 0.5, 1].map(
    (x) => `<line x1="${at(x)}" x2="${at(x)}" y1="4" y2="18" stroke="var(--line)"/>`,
  );
  return html`<svg role="img" aria-label="${percent(low)} to ${percent(high)}">${trusted(
    `<line x1="${at(0)}" x2="${at(1)}" y1="11" y2="11" stroke="var(--line)"/>${ticks.join('')}` +
      `<line x1="${at(low)}" x2="${at(high)}" y1="11" y2="11" stroke="${colour}" stroke-width="3" stroke-linecap="round"/>` +
      `<circle cx="${at(share)}" cy="11" r="5.5" fill="${uniform ? 'var(--paper)' : colour}" stroke="${colour}" stroke-width="2.5"/>`,
  )}</svg>`;
}
