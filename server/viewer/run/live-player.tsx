import { useEffect, useMemo } from 'preact/hooks';
import type { RunDetail } from '../../http/api.ts';
import { Facts } from '../player/facts.tsx';
import { LiveFollower } from '../player/live-follower.ts';
import { PlayClock } from '../player/play-clock.ts';
import { Player, type ShownEpisode } from '../player/player.tsx';
import type { PlayerLink } from '../player/player-link.ts';
import { loadRunFiles, runFileReader } from '../player/run-files.ts';
import { loadEpisodeLog } from '../player/use-episode-logs.ts';
import type { RunWatch } from '../shell/live.ts';
import { reducedMotion } from '../shell/preferences.ts';
import { setQuery } from '../shell/router.tsx';
import { tickWhileOpen } from './logged-player.tsx';

/** Shows a run while it goes: steps as they come, the newest episode after each. */
export function LivePlayer(props: {
  readonly watch: RunWatch;
  readonly detail: RunDetail;
  readonly link: PlayerLink;
  readonly onOpen: (id: string) => void;
}) {
  const { watch, detail, link, onOpen } = props;
  const { clock, follower } = useMemo(() => {
    const clock = new PlayClock();
    const stepS = detail.controlStepS ?? 1;
    const load: ConstructorParameters<typeof LiveFollower>[0]['load'] = (entry) =>
      loadEpisodeLog(watch.name, entry, stepS).catch(() => null);
    return { clock, follower: new LiveFollower({ clock, stepS, load, readFile: runFileReader(watch.name) }) };
  }, [watch, detail.controlStepS]);

  useEffect(() => {
    // Without them the run's first steps are shown as numbers.
    loadRunFiles(watch.name, detail.summary.task).catch(() => {});
  }, [watch, detail.summary.task]);

  useEffect(() => {
    if (!reducedMotion.peek()) clock.play();
    const stops = [
      tickWhileOpen((nowMs) => follower.tick(nowMs)),
      watch.onSteps((news) => follower.take(news, performance.now())),
      watch.episodes.subscribe((episodes) => follower.logged(episodes)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [watch, clock, follower]);

  const followed = follower.shown.value;
  const episodes = watch.episodes.value;
  const id = followed?.id ?? null;
  const entry = useMemo(
    () => (id === null ? null : (episodes.findLast((one) => one.id === id) ?? null)),
    [episodes, id],
  );
  const shown = useMemo(
    (): ShownEpisode[] =>
      followed === null ? [] : [{ id: followed.id ?? 'an episode under way', log: followed.log, entry }],
    [followed, entry],
  );
  if (followed === null) {
    return <p class="muted">No episode has begun yet; the first is shown here as soon as it does.</p>;
  }
  return (
    <>
      <p class="source">
        <span class="badge">{followed.from === 'live' ? 'Live' : 'Logged'}</span>
        {followed.from === 'live'
          ? 'Steps as they come, shown fast enough to keep up.'
          : 'The newest logged episode; no steps come at the moment.'}
        {entry === null ? null : (
          <button type="button" onClick={() => onOpen(entry.id)}>
            Stay with this episode
          </button>
        )}
      </p>
      <Player
        clock={clock}
        shown={shown}
        detail={detail}
        camera={link.camera}
        onCamera={(camera) => setQuery({ cam: camera === 'chase' ? null : camera })}
        onNext={null}
        onPrevious={null}
        onRemove={() => {}}
      />
      {entry === null ? null : <Facts entry={entry} />}
    </>
  );
}
