import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { EpisodeEntry, RunDetail } from '../../http/api.ts';
import { exploreLink } from '../explore/explore-link.ts';
import { BesidePicker } from '../player/beside-picker.tsx';
import { CopyLink } from '../player/copy-link.tsx';
import { Facts } from '../player/facts.tsx';
import { PlayClock } from '../player/play-clock.ts';
import { Player, type ShownEpisode } from '../player/player.tsx';
import { MOST_PANELS, type PlayerLink } from '../player/player-link.ts';
import { useEpisodeLogs } from '../player/use-episode-logs.ts';
import { playerAddress, usePlayerLink } from '../player/use-player-link.ts';
import { Link, setQuery } from '../shell/router.tsx';

export interface LoggedPlayerProps {
  readonly run: string;
  readonly detail: RunDetail;
  /** The run's episodes in the order of their log. */
  readonly entries: readonly EpisodeEntry[];
  readonly entry: EpisodeEntry;
  readonly link: PlayerLink;
  readonly onOpen: (id: string) => void;
}

/** Plays logged episodes: the one in the address and those beside it, on one clock. */
export function LoggedPlayer({ run, detail, entries, entry, link, onOpen }: LoggedPlayerProps) {
  const clock = useMemo(() => new PlayClock(), [run]);
  const besideIds = link.beside.join(',');
  const chosen = useMemo(() => {
    const beside = link.beside.map((id) => entries.find((one) => one.id === id));
    return [entry, ...beside.filter((one) => one !== undefined)];
  }, [entry, besideIds, entries.length]);
  const opened = useEpisodeLogs(run, chosen, detail.controlStepS ?? 1);
  const read = useMemo(
    () =>
      opened.flatMap(({ entry, log }): ShownEpisode[] =>
        log === null ? [] : [{ id: entry.id, log, entry }],
      ),
    [opened],
  );
  const ready = read[0]?.id === entry.id;
  // While the next is read, the one before stays, and with it the stage and the keys.
  const kept = useRef(read);
  if (ready) kept.current = read;
  const shown = kept.current;

  useEffect(() => {
    if (ready) clock.endS.value = Math.max(0, ...read.map(({ log }) => log.durationS));
  }, [clock, ready, read]);
  usePlayerLink(clock, entry.id, ready);
  useEffect(() => tickWhileOpen((nowMs) => clock.tick(nowMs)), [clock]);

  const at = entries.indexOf(entry);
  const step = (by: 1 | -1) => {
    let to = at + by;
    // An episode that was aborted before its first step shows nothing.
    while (entries[to]?.steps === 0) to += by;
    const other = entries[to];
    return other === undefined ? null : () => onOpen(other.id);
  };
  const setBeside = (ids: readonly string[]) => setQuery({ with: ids.length === 0 ? null : ids.join(',') });
  const onRemove = (id: string) => {
    const rest = [entry.id, ...link.beside].filter((one) => one !== id);
    setQuery({ episode: rest[0] ?? null, with: rest.length < 2 ? null : rest.slice(1).join(',') });
  };
  const problem = opened.find(({ problem }) => problem !== null);
  return (
    <>
      {problem === undefined ? null : (
        <p class="problem" role="alert">
          {problem.entry.id}: {problem.problem}
        </p>
      )}
      {shown.length > 0 && problem?.entry.id !== entry.id ? (
        <Player
          clock={clock}
          shown={shown}
          detail={detail}
          camera={link.camera}
          onCamera={(camera) => setQuery({ cam: camera === 'chase' ? null : camera })}
          onNext={step(1)}
          onPrevious={step(-1)}
          onRemove={onRemove}
        />
      ) : problem === undefined ? (
        <p class="muted">Reading the steps of {entry.id}</p>
      ) : null}
      <div class="row">
        <CopyLink link={() => playerAddress(clock, entry.id)} />
        <a
          href={`/api/runs/${encodeURIComponent(run)}/episodes/${encodeURIComponent(entry.id)}/download.mcap`}
        >
          Download as MCAP
        </a>
        <Link to={exploreLink({ ...entry, run })}>Explore this scene</Link>
      </div>
      {chosen.length >= MOST_PANELS || entries.length < 2 ? null : (
        <details>
          <summary>Show another episode beside it</summary>
          <BesidePicker
            shown={entry}
            entries={entries}
            taken={chosen.map(({ id }) => id)}
            onAdd={(id) => setBeside([...link.beside, id])}
          />
        </details>
      )}
      {chosen.map((one) => (
        <section key={one.id} aria-label={`Facts of ${one.id}`}>
          <h3 class="mono">{one.id}</h3>
          <Facts entry={one} />
        </section>
      ))}
    </>
  );
}

/** Calls once per frame of the screen. Returns how to stop. */
export function tickWhileOpen(tick: (nowMs: number) => void): () => void {
  let request = 0;
  const onFrame = (nowMs: number) => {
    request = requestAnimationFrame(onFrame);
    tick(nowMs);
  };
  request = requestAnimationFrame(onFrame);
  return () => cancelAnimationFrame(request);
}
