import { useMemo, useState } from 'preact/hooks';
import type { EpisodeEntry, RunDetail } from '../../http/api.ts';
import { figure, percent } from '../../report/format.ts';
import { phaseTitle } from '../../report/run-view.ts';
import type { RunWatch } from '../shell/live.ts';
import { AxisSpread } from './axis-spread.tsx';
import { coverageSeries, figureSeries, learnedPhases, spreadSeries } from './learning-series.ts';
import { nearRadius } from './near-radius.ts';
import type { Series } from './series.ts';
import { SeriesChart } from './series-chart.tsx';

/** How the learner got on: live while it trains, from the run's own records afterwards. */
export function LearningCharts({ watch, detail }: { readonly watch: RunWatch; readonly detail: RunDetail }) {
  const news = watch.learning.value;
  const episodes = watch.episodes.value;
  const { learning } = detail;
  const phases = learnedPhases(news, learning);
  const [chosen, setChosen] = useState<string | null>(null);
  const phase = chosen ?? phases.at(-1) ?? '';
  const failures = useMemo(() => poolFailures(episodes), [episodes]);
  const losses = useMemo(
    () => figureSeries(phase, news, learning, (name) => name !== 'energyDistance'),
    [phase, news, learning],
  );
  const distances = useMemo(
    () => figureSeries(phase, news, learning, (name) => name === 'energyDistance'),
    [phase, news, learning],
  );
  const spread = useMemo(() => spreadSeries(phase, news, failures), [phase, news, failures]);
  const radius = news.length > 0 && detail.axes !== null ? nearRadius(detail.axes.length).value : null;
  const covered = useMemo(
    () => (radius === null ? [] : coverageSeries(phase, news, failures, radius)),
    [phase, news, failures, radius],
  );
  if (phases.length === 0) {
    return <p class="muted">{emptyWords(detail)}</p>;
  }
  const about = learning.find((one) => one.phase === phase);
  return (
    <>
      {phases.length > 1 ? (
        <label>
          Learned for{' '}
          <select value={phase} onChange={(event) => setChosen(event.currentTarget.value)}>
            {phases.map((one) => (
              <option key={one} value={one}>
                {phaseTitle(one)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <div class="charts">
        {losses.length > 0 ? (
          <SeriesChart
            title="Losses of the GAN"
            summary={`${nowAt(losses)} Where the discriminator cannot tell drawn from induced scenes, the generator's is near 0.69.`}
            xTitle="iteration"
            series={losses}
            isShare={false}
          />
        ) : null}
        {distances.length > 0 ? (
          <SeriesChart
            title="Energy distance of the draws to the induced scenes"
            summary={nowAt(distances)}
            xTitle="iteration"
            series={distances}
            isShare={false}
          />
        ) : null}
        {spread.length > 0 ? (
          <SeriesChart
            title="Spread of the draws"
            summary={`Standard deviation in [−1, 1], mean over the axes. ${nowAt(spread)} Far below the pool's failures means a collapse.`}
            xTitle="iteration"
            series={spread}
            isShare={false}
          />
        ) : null}
        {covered.length > 0 ? (
          <SeriesChart
            title="The pool's failures with a draw nearby"
            summary={`Now ${percent(covered[0]?.points.at(-1)?.y ?? Number.NaN)} of them. The draws are not run yet, so this is where they lie and not whether they fail.`}
            xTitle="iteration"
            series={covered}
            isShare={true}
          />
        ) : null}
        {about !== undefined && detail.axes !== null && about.generatedStd.length > 0 ? (
          <AxisSpread axes={detail.axes} learning={about} />
        ) : null}
      </div>
      {about !== undefined && about.energyDistances.length > 0 ? (
        <p>
          {`Energy distance to the induced scenes after each training: ${about.energyDistances.map(figure).join(', ')}; the training with the least is used.`}
        </p>
      ) : null}
    </>
  );
}

/** "Now generator 0.7, discriminator 1.4." */
function nowAt(series: readonly Series[]): string {
  const last = series.map(({ name, points }) => `${name} ${figure(points.at(-1)?.y ?? Number.NaN)}`);
  return `Now ${last.join(', ')}.`;
}

function emptyWords({ summary }: RunDetail): string {
  if (summary.command !== 'attack') return 'This run learns nothing: it only tries scenes.';
  if (summary.adversary === 'random')
    return 'The adversary "random" learns nothing: it draws uniform scenes.';
  if (summary.adversary !== 'bbgan') return `The adversary "${summary.adversary}" trains no network.`;
  return 'Nothing is learned yet; training begins when the pool has been run.';
}

function poolFailures(episodes: readonly EpisodeEntry[]) {
  return episodes.flatMap(({ phase, failed, point }) =>
    phase === 'pool' && failed === true && point !== null ? [point] : [],
  );
}
