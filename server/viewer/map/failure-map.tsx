import { useMemo } from 'preact/hooks';
import type { RunDetail } from '../../http/api.ts';
import type { RunWatch } from '../shell/live.ts';
import { createMapState } from './map-state.ts';
import { MapView } from './map-view.tsx';
import { spotsOf } from './spots.ts';
import { useDraws } from './use-draws.ts';

const NO_AXES = [] as const;

/** All episodes of a run over its parameters, growing as they are logged. */
export function FailureMap(props: {
  readonly watch: RunWatch;
  readonly detail: RunDetail;
  readonly onOpen: (id: string) => void;
  readonly selected: string | null;
}) {
  const { watch, detail, onOpen, selected } = props;
  // Another run starts with a fresh map.
  const state = useMemo(() => createMapState(), [watch.name]);
  const axes = detail.axes ?? NO_AXES;
  const episodes = watch.episodes.value;
  const spots = useMemo(() => spotsOf(episodes, axes, detail.induced), [episodes, axes, detail.induced]);
  const draws = useDraws(watch, detail);
  if (detail.axes === null) {
    return (
      <p class="muted">
        This run varies no parameters, so there is no map of them. Its episodes are in the list.
      </p>
    );
  }
  if (episodes.length === 0) {
    return (
      <p class="muted">
        {watch.caughtUp.value
          ? 'No episode has ended yet; each appears here as soon as it does.'
          : 'Reading the log …'}
      </p>
    );
  }
  const undrawn = episodes.filter((episode) => episode.status !== 'done').length;
  return (
    <MapView
      run={watch.name}
      state={state}
      axes={detail.axes}
      spots={spots}
      undrawn={undrawn}
      draws={draws}
      selected={selected}
      onOpen={onOpen}
    />
  );
}
