import '../charts/charts.css';
import { useMemo } from 'preact/hooks';
import type { TrainingDetail } from '../../http/api.ts';
import { figure, percent } from '../../report/format.ts';
import { SeriesChart } from '../charts/series-chart.tsx';
import { Link } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import { useTicks } from '../shell/use-ticks.ts';
import { type Curves, trainingCurves } from './training-curves.ts';
import { settingsInWords } from './trainings-page.tsx';

const LOOK_EVERY_MS = 2000;

/** One training, live: how its losses fall, round by round. */
export function TrainingPage({ name }: { readonly name: string }) {
  const load = useLoad<TrainingDetail>(`/api/trainings/${encodeURIComponent(name)}`, useTicks(LOOK_EVERY_MS));
  return (
    <>
      <p>
        <Link to="/trainings">Trainings</Link>
      </p>
      <h2>{name}</h2>
      {load.state === 'problem' ? (
        <p class="problem">{load.message}</p>
      ) : load.state === 'loading' ? (
        <p class="muted">Reading the training ...</p>
      ) : (
        <Training detail={load.value} />
      )}
    </>
  );
}

function Training({ detail }: { readonly detail: TrainingDetail }) {
  const curves = useMemo(() => trainingCurves(detail), [detail]);
  const { settings, rounds, heldOut } = detail;
  const best = heldOut.length === 0 ? null : Math.min(...heldOut);
  return (
    <>
      <p>
        {`${rounds} of ${settings.rounds ?? '?'} rounds`}
        {best === null
          ? '; held-out pictures are met for the first time when a round ends.'
          : `; held-out pictures were met best after round ${heldOut.indexOf(best) + 1}: loss ${figure(best)}.`}
      </p>
      <p class="muted">{settingsInWords(settings)}</p>
      {curves.length === 0 ? (
        <p class="muted">Nothing is trained yet: the first pictures are being taken.</p>
      ) : (
        <div class="charts">
          {curves.map((one) => (
            <SeriesChart
              key={one.title}
              title={one.title}
              summary={`${one.meaning} ${nowAt(one)}`}
              xTitle="step"
              series={one.series}
              isShare={one.isShare}
            />
          ))}
        </div>
      )}
    </>
  );
}

/** "Now training 0.7, held-out 0.9." */
function nowAt({ series, isShare }: Curves): string {
  const last = series.map(({ name, points }) => {
    const y = points.at(-1)?.y ?? Number.NaN;
    return `${name} ${isShare ? percent(y) : figure(y)}`;
  });
  return `Now ${last.join(', ')}.`;
}
