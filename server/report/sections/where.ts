import { failureRateChart } from '../charts/failure-rate.ts';
import { marginalChart } from '../charts/marginals.ts';
import { axesByStrength, type RunFacts } from '../facts.ts';
import { type Html, html, NOTHING } from '../html.ts';
import type { EpisodeView, RunView } from '../run-view.ts';
import { lineLegend, panels } from './figure.ts';

/** More axes than these are sorted, so that what matters is on top. */
const FEW_AXES = 4;

/** Axis by axis: where each set of scenes lies, and how often scenes fail along the axis. */
export async function whereSection(run: RunView, facts: RunFacts): Promise<Html> {
  const { axes } = run.space;
  const sorted = axes.length > FEW_AXES;
  const shown = sorted ? axesByStrength(axes, facts.concentrations) : axes;
  const points = (episodes: readonly EpisodeView[]) => episodes.map((episode) => episode.point);
  const sets = {
    pool: points(facts.uniform),
    induced: points(facts.induced),
    generated: points(facts.learned),
  };
  const legend = lineLegend({
    ...(sets.pool.length > 0 ? { pool: 'random scenes' } : {}),
    ...(sets.induced.length > 0 ? { induced: 'induced set, which the generator was trained on' } : {}),
    ...(sets.generated.length > 0 ? { generated: 'drawn by the generator' } : {}),
  });
  const rates =
    facts.uniform.length === 0
      ? NOTHING
      : html`<h3>How often random scenes fail along each axis</h3>
<p class="note">Points are failure rates per bin with 95 % intervals; the dashed line is the rate over all random scenes.</p>
${await panels(shown.map((axis) => failureRateChart(axis, axes.indexOf(axis), facts.uniform)))}`;
  return html`<section id="where"><h2>Where it fails, axis by axis</h2>
${sorted ? html`<p class="note">Axes that best tell failures from passes come first.</p>` : null}
${rates}
<h3>Where the scenes of each set lie</h3>
${legend}
${await panels(shown.map((axis) => marginalChart(axis, axes.indexOf(axis), sets)))}</section>`;
}
