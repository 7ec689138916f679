import { useMemo } from 'preact/hooks';
import type { Draws } from '../../http/api.ts';
import type { MapState } from '../map/map-state.ts';
import { MapView } from '../map/map-view.tsx';
import { spotsOf } from '../map/spots.ts';
import { hasLearned } from '../map/use-draws.ts';
import { runApi } from '../shell/api.ts';
import { navigate, runPath } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import { currentSummary, type LoggedRun } from './use-logged-run.ts';

/** One of two linked maps. */
export function CompareMap(props: {
  readonly letter: string;
  readonly run: LoggedRun;
  readonly state: MapState;
}) {
  const { letter, run, state } = props;
  const { detail, episodes } = run;
  const { axes, induced } = detail;
  const summary = currentSummary(run);
  const spots = useMemo(() => spotsOf(episodes, axes ?? [], induced), [episodes, axes, induced]);
  const load = useLoad<Draws>(
    hasLearned(summary) ? `${runApi(summary.name)}/distribution?n=1000&seed=1` : null,
    summary.status,
  );
  const points = load.state === 'ready' ? load.value.points : null;
  const draws = useMemo(
    () => (points === null ? null : { points, words: `${points.length} draws of the learned distribution` }),
    [points],
  );
  return (
    <section class="panel" aria-label={`Failure map of run ${letter}`}>
      <h3>
        {letter}: {summary.name}
      </h3>
      {axes === null || spots.length === 0 ? (
        <p class="muted">There is nothing to draw: no episode ended in a scene with parameters.</p>
      ) : (
        <MapView
          run={summary.name}
          state={state}
          axes={axes}
          spots={spots}
          undrawn={episodes.filter(({ status }) => status !== 'done').length}
          draws={draws}
          selected={null}
          onOpen={(id) => navigate(`${runPath(summary.name)}?episode=${encodeURIComponent(id)}`)}
        />
      )}
    </section>
  );
}
