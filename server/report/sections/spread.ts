import { type RunFacts, spreadAlong } from '../facts.ts';
import { axisTitle, figure as number } from '../format.ts';
import { type Html, html, NOTHING } from '../html.ts';
import type { RunView } from '../run-view.ts';

/** Standard deviation of a uniform distribution over [-1, 1]. */
const UNIFORM_SPREAD = 1 / Math.sqrt(3);

/** How widely the generated scenes lie, beside those the generator was trained on. */
export function spreadSection(run: RunView, facts: RunFacts): Html {
  if (facts.learned.length === 0) return NOTHING;
  const rows = run.space.axes.map((axis, i) => {
    const induced = spreadAlong(i, facts.induced);
    const generated = spreadAlong(i, facts.generated);
    return html`<tr><td>${axisTitle(axis)}</td><td class="n">${number(UNIFORM_SPREAD)}</td>
<td class="n">${number(induced)}</td><td class="n">${number(generated)}</td><td class="n"><b>${number(generated / induced)}</b></td></tr>`;
  });
  return html`<section id="spread"><h2>How diverse the generated failures are</h2>
<p class="note">Standard deviation along each axis, in [−1, 1]. A ratio near 1 means the generator covers what it was
trained on; near 0 it collapsed to a point.</p>
<div class="scroll"><table><thead><tr><th>axis</th><th class="n">random</th><th class="n">induced</th>
<th class="n">generated</th><th class="n">generated / induced</th></tr></thead><tbody>${rows}</tbody></table></div>
${run.remarks.length === 0 ? null : html`<h3>Remarks of the adversary</h3><ul class="findings">${run.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}</section>`;
}
