import './charts.css';
import { useMemo } from 'preact/hooks';
import type { EpisodeEntry, Figures, RunDetail } from '../../http/api.ts';
import { withInterval } from '../../report/format.ts';
import { phaseTitle } from '../../report/run-view.ts';
import { failureShares } from '../runs/failure-shares.ts';
import { runApi } from '../shell/api.ts';
import type { RunWatch } from '../shell/live.ts';
import { useLoad } from '../shell/use-load.ts';
import { FiguresTable } from './figures-table.tsx';
import { LearningCharts } from './learning-charts.tsx';
import { runningRates } from './running-rate.ts';
import { SeriesChart } from './series-chart.tsx';

/** How often the agent fails, how the learner gets on, and what the report says so far. */
export function RunCharts({ watch, detail }: { readonly watch: RunWatch; readonly detail: RunDetail }) {
  const episodes = watch.episodes.value;
  const summary = watch.summary.value ?? detail.summary;
  const rates = useMemo(() => runningRates(episodes), [episodes]);
  const phases = summary.phases.map(({ phase }) => phase).join();
  const hasFigures = detail.axes !== null && summary.episodes > summary.aborted;
  const figures = useLoad<Figures>(
    hasFigures ? `${runApi(summary.name)}/figures` : null,
    `${summary.status} ${phases}`,
  );
  return (
    <div class="chart-column">
      {rates.length === 0 ? (
        <p class="muted">No episode has ended yet, so there is no rate to show.</p>
      ) : (
        <SeriesChart
          title="Fooling rate as episodes end"
          summary={ratesNow(episodes)}
          xTitle="episodes of the phase"
          series={rates}
          isShare={true}
        />
      )}
      {hasFigures && figures.state === 'ready' ? <FiguresTable figures={figures.value} /> : null}
      {figures.state === 'problem' ? <p class="problem">{figures.message}</p> : null}
      <h3>Learning</h3>
      <LearningCharts watch={watch} detail={detail} />
    </div>
  );
}

/** "AFR with its 95 % interval: pool 32 % (29 to 35 %), generated 98 % (96 to 99 %)." */
function ratesNow(episodes: readonly EpisodeEntry[]): string {
  const each = failureShares(episodes).map(
    ({ phase, failed }) => `${phaseTitle(phase)} ${withInterval(failed)}`,
  );
  return `AFR, the share of scenes that failed, with its 95 % interval: ${each.join('; ')}.`;
}
