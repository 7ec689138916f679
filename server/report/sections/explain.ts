import { splitScore } from '../../../sim/index.ts';
import type { DistributionFacts, Explanation } from '../../explain/explain-run.ts';
import { reasonsOf } from '../../explain/explanation-json.ts';
import {
  frontNote,
  groupsNote,
  importanceNote,
  MOST_OF_FRONT,
  mixtureNote,
  mixtureRow,
  ruleLines,
  shownShares,
} from '../../explain/explanation-text.ts';
import { keptReruns } from '../../explain/kept-reruns.ts';
import { rerunWords } from '../../explain/reruns-text.ts';
import type { ScoreRules } from '../../explain/score-rules.ts';
import { importanceChart } from '../charts/importance.ts';
import { figure as number, withInterval } from '../format.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { narrowPlaces } from '../narrowed.ts';
import type { RunView } from '../run-view.ts';
import { importanceLegend, panels } from './figure.ts';

/** Where it fails in words: rules, what each axis decides, and the groups that failures form. */
export async function explainSection(run: RunView, explanation: Explanation): Promise<Html> {
  const { axes } = run.space;
  const { distribution, groups, score } = explanation;
  const shares = shownShares(axes, explanation);
  const [head, ...rules] = ruleLines(axes, explanation);
  const importancePart =
    shares.length === 0
      ? NOTHING
      : html`<h3>What decides the score</h3>
<p class="note">${importanceNote(explanation)}</p>${importanceLegend(shares.some(({ total }) => total !== null))}
${await panels([importanceChart(shares)])}`;
  return html`<section id="explain"><h2>Where it fails, in words</h2>
<p class="note">${head ?? null}</p>
<ul class="findings">${rules.map((rule) => html`<li>${rule.replace(/^- /, '')}</li>`)}</ul>
${score === null ? NOTHING : scorePart(run, score)}${importancePart}${groups.groups.length === 0 ? NOTHING : groupsPart(run, explanation)}${(distribution?.mixture.length ?? 0) === 0 ? NOTHING : mixturePart(distribution as DistributionFacts)}${rerunsPart(run)}</section>`;
}

/** How often each rule of the score is violated, and the episodes that are worst by all of them. */
function scorePart({ taskId }: RunView, { rules, front }: ScoreRules): Html {
  const violated = rules.map(
    ({ name, violated, worst }) =>
      html`<tr><td>${name}</td><td class="n">${withInterval(violated)}</td>
<td class="nowrap"><code>${worst.id}</code></td><td class="n">${number(worst.robustness)}</td></tr>`,
  );
  const members = front
    .slice(0, MOST_OF_FRONT)
    .map(
      ({ id, robustness }) =>
        html`<tr><td class="nowrap"><code>${id}</code></td>${robustness.map((x) => html`<td class="n${x <= 0 ? ' violated' : ''}">${number(x)}</td>`)}</tr>`,
    );
  const pareto =
    rules.length < 2
      ? NOTHING
      : html`<p class="note">${frontNote(front)}</p>
<div class="scroll"><table class="narrow"><thead><tr><th>episode</th>${rules.map(({ name }) => html`<th class="n">${name}</th>`)}</tr></thead>
<tbody>${members}</tbody></table></div>`;
  return html`<h3>The rules of the score</h3>
<p class="note"><code>${splitScore(taskId).score}</code></p>
<div class="scroll"><table class="narrow"><thead><tr><th>rule, the most important first</th><th class="n">violated</th>
<th>worst</th><th class="n">robustness</th></tr></thead><tbody>${violated}</tbody></table></div>${pareto}`;
}

/** The heaps of the learned distribution. */
function mixturePart(distribution: DistributionFacts): Html {
  const rows = distribution.mixture.map((part) => {
    const [share, where] = mixtureRow(part);
    return html`<tr><td class="n">${share}</td><td>${where}</td></tr>`;
  });
  return html`<h3>What was learned</h3>
<p class="note">${mixtureNote(distribution)}</p>
<div class="scroll"><table><thead><tr><th class="n">of its draws</th><th>nine in ten lie at</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function groupsPart({ space }: RunView, { groups }: Explanation): Html {
  const rows = groups.groups.map(
    ({ representative, members }) =>
      html`<tr><td class="n">${members.length}</td><td class="nowrap"><code>${representative.id}</code></td>
<td class="n">${number(representative.q)}</td><td>${reasonsOf(members)[0]?.reason ?? ''}</td>
<td>${narrowPlaces(space.axes, members).join(', ') || 'all over'}</td></tr>`,
  );
  return html`<h3>Groups of failures</h3>
<p class="note">${groupsNote(groups)} ${groups.groups.length === 1 ? 'One in their middle stands for all.' : 'Each has a failure in its middle that stands for it.'}</p>
<div class="scroll"><table><thead><tr><th class="n">failures</th><th>in the middle</th><th class="n">Q</th>
<th>mostly ended by</th><th>where</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** What was kept of episodes that were run again. */
function rerunsPart(run: RunView): Html {
  const { results, problem } = keptReruns(run);
  if (results.length === 0 && problem === null) return NOTHING;
  const items = results.map((one) => {
    const [first = '', ...more] = rerunWords(run, one).split('\n');
    return html`<li>${first}${more.map((line) => html`<br>${line}`)}</li>`;
  });
  return html`<h3>Episodes run again</h3>
<ul class="findings">${items}</ul>
${problem === null ? NOTHING : html`<p class="note">${problem}</p>`}`;
}
