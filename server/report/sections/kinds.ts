import { reasonsChart } from '../charts/reasons.ts';
import { scoreChart } from '../charts/scores.ts';
import type { RunFacts } from '../facts.ts';
import { figure as number, percent } from '../format.ts';
import { type Html, html } from '../html.ts';
import { phaseTitle, type RunView } from '../run-view.ts';
import { panels } from './figure.ts';

/** What kind of failure: how episodes ended, what it cost in the score, and how scores spread. */
export async function kindsSection(run: RunView, facts: RunFacts): Promise<Html> {
  const failing = facts.phases.filter((phase) => phase.afr.hits > 0);
  const totals = new Map<string, number>();
  for (const { reasons } of failing) {
    for (const { reason, count } of reasons) totals.set(reason, (totals.get(reason) ?? 0) + count);
  }
  const reasons = [...totals.keys()].sort((a, b) => (totals.get(b) as number) - (totals.get(a) as number));
  const shares = failing.flatMap((phase) =>
    phase.reasons.map(({ reason, count }) => ({
      phase: phase.phase,
      reason,
      share: count / phase.afr.hits,
    })),
  );
  const reasonTable = html`<div class="scroll"><table><thead><tr><th>ended by</th>${failing.map(
    (phase) => html`<th class="n">${phaseTitle(phase.phase)}</th>`,
  )}</tr></thead><tbody>${reasons.map(
    (reason) =>
      html`<tr><td>${reason}</td>${failing.map((phase) => {
        const count = phase.reasons.find((r) => r.reason === reason)?.count ?? 0;
        return html`<td class="n">${count === 0 ? '–' : `${count} (${percent(count / phase.afr.hits)})`}</td>`;
      })}</tr>`,
  )}</tbody></table></div>`;
  const reasonPart =
    failing.length === 0
      ? html`<p>No episode failed.</p>`
      : html`${reasonTable}${
          reasons.length < 2
            ? null
            : await panels([
                reasonsChart(
                  failing.map((phase) => phase.phase),
                  reasons,
                  shares,
                ),
              ])
        }`;
  const scores = facts.phases.map((phase) =>
    scoreChart(
      phaseTitle(phase.phase),
      phase.episodes.map((episode) => episode.q),
      run.failsBelow,
    ),
  );
  return html`<section id="kinds"><h2>What kind of failure</h2>
<h3>How failing episodes ended</h3>${reasonPart}
<h3>Where the score is lost</h3>
<p class="note">Q is made of named terms; these are their means over all episodes of the run.</p>
<div class="scroll"><table class="narrow"><thead><tr><th>term</th><th class="n">when it passes</th><th class="n">when it fails</th></tr></thead>
<tbody>${facts.terms.map(
    ({ term, meanOfPasses, meanOfFailures }) =>
      html`<tr><td>${term}</td><td class="n">${number(meanOfPasses)}</td><td class="n">${number(meanOfFailures)}</td></tr>`,
  )}</tbody></table></div>
<h3>Scores</h3>
<p class="note">An episode fails when Q is at or below ${number(run.failsBelow)}, the dashed line.</p>
${await panels(scores)}</section>`;
}
