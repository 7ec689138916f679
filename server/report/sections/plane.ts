import { planeChart } from '../../perception/plane-chart.ts';
import { planesOfRun, type RunPlane } from '../../perception/run-planes.ts';
import { figure as number, percent } from '../format.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { phaseTitle, type RunView } from '../run-view.ts';
import { figure } from './figure.ts';

const TASK_FAMILY = 'recognition/';
const HOW = { seed: 1, bins: 10, shuffles: 5 } as const;

/** What a classifier's answers tell of the pictures and of their classes, phase by phase; nothing of other tasks. */
export async function planeSection(run: RunView): Promise<Html> {
  if (!run.taskId.startsWith(TASK_FAMILY) || run.episodes.length === 0) return NOTHING;
  const planes = planesOfRun({ ...run, task: run.taskId, trajectory: (id) => run.trajectory(id) }, HOW);
  const caption = `Across: what the answers tell of the picture. Up: what they tell of its class. The dashed line ends at
the most that could be told. Bits, with each probability in ${HOW.bins} bins.`;
  return html`<section id="plane"><h2>What the answers tell</h2>
<p class="note">The information plane (Cheng, Lian, Gao, Geng 2019). Corrected is I(T;Y) less what shuffled labels seem to
tell, which is much where there are few scenes: compare phases of about as many.</p>
${await figure({ spec: planeChart(planes), label: 'The information plane, one point a phase' }, caption)}
<div class="scroll"><table><thead><tr><th>scenes</th><th class="n">count</th><th class="n">right</th>
<th class="n">I(X;T)</th><th class="n">I(T;Y)</th><th class="n">corrected</th><th class="n">bound</th></tr></thead>
<tbody>${planes.map(planeRow)}</tbody></table></div></section>`;
}

function planeRow({ phase, plane, rightShare }: RunPlane): Html {
  const { samples, inputBits, labelBits, correctedLabelBits, boundBits } = plane;
  const cells = [inputBits, labelBits, correctedLabelBits, boundBits];
  return html`<tr><td>${phaseTitle(phase)}</td><td class="n">${samples}</td><td class="n">${percent(rightShare)}</td>
${cells.map((bits) => html`<td class="n">${number(bits)}</td>`)}</tr>`;
}
