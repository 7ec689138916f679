import { Rng } from '../../../sim/core/index.ts';
import type { Axis } from '../../../sim/space/index.ts';
import { pairPlot } from '../charts/pair-plot.ts';
import { axesByStrength, type RunFacts } from '../facts.ts';
import { axisWords, plural } from '../format.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { type EpisodeView, isUniform, type RunView } from '../run-view.ts';
import { markLegend, panels } from './figure.ts';

/** Pairs of this many axes are all shown; of more axes only the strongest are paired. */
const PAIRED_AXES = 4;
/** More marks than this hide each other and weigh megabytes. */
const MOST_PASSES = 500;
const MOST_FAILURES = 400;

/** Scenes over pairs of axes. Says what it leaves out. */
export async function pairsSection(run: RunView, facts: RunFacts): Promise<Html> {
  const { axes } = run.space;
  if (axes.length < 2 || run.episodes.length === 0) return NOTHING;
  const chosen = axesByStrength(axes, facts.concentrations).slice(0, PAIRED_AXES);
  const shown = axes.filter((axis) => chosen.includes(axis));
  const pairs = shown.flatMap((x, i) => shown.slice(i + 1).map((y): [Axis, Axis] => [x, y]));
  const candidates = [...facts.uniform, ...facts.learned];
  const marks = thinned(candidates);
  return html`<section id="pairs"><h2>Two axes at a time</h2>
${markLegend({
  pass: 'random, passed',
  poolFailure: 'random, failed',
  ...(facts.learned.length > 0
    ? { generatedFailure: 'generated, failed', generatedPass: 'generated, passed' }
    : {}),
})}
${await panels(pairs.map(([x, y]) => pairPlot(x, y, marks)))}
<p class="note">${omissions(axes, shown, candidates.length, marks.length)}</p></section>`;
}

function thinned(episodes: readonly EpisodeView[]): EpisodeView[] {
  const kept = (keep: (episode: EpisodeView) => boolean, most: number) =>
    new Rng(0, 'report', 'thin').shuffle(episodes.filter(keep)).slice(0, most);
  return [
    ...kept((e) => isUniform(e.phase) && !e.failed, MOST_PASSES),
    ...kept((e) => isUniform(e.phase) && e.failed, MOST_FAILURES),
    ...kept((e) => !isUniform(e.phase), MOST_FAILURES),
  ];
}

function omissions(axes: readonly Axis[], shown: readonly Axis[], all: number, marks: number): string {
  const parts: string[] = [];
  if (shown.length < axes.length) {
    const names = shown.map(axisWords).join(', ');
    parts.push(
      `Of ${axes.length} axes, the ${shown.length} that best tell failures from passes are paired: ${names}.`,
    );
  }
  if (marks < all)
    parts.push(`${plural(marks, 'scene')} of ${plural(all, 'scene')} are drawn, chosen at random.`);
  return parts.join(' ');
}
