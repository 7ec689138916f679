import { standardDeviation } from '../../../sim/core/index.ts';
import type { Diversity } from '../diversity.ts';
import type { RunFacts } from '../facts.ts';
import { axisTitle, figure as number, withInterval } from '../format.ts';
import { type Html, html, NOTHING } from '../html.ts';
import type { EpisodeView, RunView } from '../run-view.ts';

/** How widely the generated scenes lie, and whether they reach all failures. */
export function spreadSection(run: RunView, facts: RunFacts): Html {
  const { diversity } = facts;
  const remarks =
    run.remarks.length === 0
      ? null
      : html`<h3>Remarks of the adversary</h3><ul class="findings">${run.remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`;
  if (diversity === null) {
    return remarks === null ? NOTHING : html`<section id="spread">${remarks}</section>`;
  }
  const spread = diversity.knowsInduced
    ? html`<h3>Spread along each axis</h3>
<p class="note">Standard deviation, in [−1, 1]. The ratio is that of the generated scenes over that of the induced ones:
near 1 the generator spreads as widely as what it was trained on; near 0 it collapsed to a point.</p>
${spreadTable(run, facts, diversity)}`
    : null;
  return html`<section id="spread"><h2>How diverse the generated failures are</h2>
${figuresTable(diversity)}
${spread}${remarks}</section>`;
}

function figuresTable(d: Diversity): Html {
  const rows: readonly (readonly [string, string])[] = [
    [
      `coverage: held-out failures (${d.heldOut}) with a generated failure within ${number(d.radius)}`,
      d.coverage.total === 0
        ? 'there are none'
        : `${withInterval(d.coverage)}, ${d.coverage.hits} of ${d.coverage.total}`,
    ],
    [
      `groups of known failures (linked within ${number(d.radius)}) that a generated failure reaches`,
      `${d.clusters.hit} of ${d.clusters.total}`,
    ],
    ...(d.knowsInduced ? memoryRows(d) : []),
  ];
  return html`<div class="scroll"><table><tbody>${rows.map(
    ([name, value]) => html`<tr><td>${name}</td><td class="n">${value}</td></tr>`,
  )}</tbody></table></div>`;
}

/** Whether the generator draws new scenes or repeats those it was trained on. */
function memoryRows(d: Diversity): readonly (readonly [string, string])[] {
  return [
    ['median distance from a generated scene to the nearest induced one', number(d.toInduced)],
    [
      'median distance between neighbours in the induced set; far less above means learned by heart',
      number(d.withinInduced),
    ],
  ];
}

function spreadTable(run: RunView, facts: RunFacts, { spreadRatios }: Diversity): Html {
  const along = (episodes: readonly EpisodeView[], i: number) =>
    number(standardDeviation(episodes.map(({ point }) => point[i] as number)));
  return html`<div class="scroll"><table class="narrow"><thead><tr><th>axis</th><th class="n">ratio</th>
<th class="n">generated</th><th class="n">induced</th><th class="n">random</th></tr></thead><tbody>${run.space.axes.map(
    (
      axis,
      i,
    ) => html`<tr><td>${axisTitle(axis)}</td><td class="n"><b>${number(spreadRatios[i] as number)}</b></td>
<td class="n">${along(facts.learned, i)}</td><td class="n">${along(facts.induced, i)}</td>
<td class="n">${along(facts.uniform, i)}</td></tr>`,
  )}</tbody></table></div>`;
}
