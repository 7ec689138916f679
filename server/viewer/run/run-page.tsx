import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { RunDetail } from '../../http/api.ts';
import { RunCharts } from '../charts/run-charts.tsx';
import { ExplainPart } from '../explain/explain-part.tsx';
import { FailureMap } from '../map/failure-map.tsx';
import { readPlayerLink } from '../player/player-link.ts';
import { RunActions } from '../runs/run-actions.tsx';
import { RunNotice } from '../runs/run-status.tsx';
import { runApi } from '../shell/api.ts';
import { live, type RunWatch } from '../shell/live.ts';
import { navigate, place, runPath, setQuery } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import { defaultEpisode } from './default-episode.ts';
import { LivePlayer } from './live-player.tsx';
import { LoggedPlayer } from './logged-player.tsx';
import './run-page.css';
import { RunHead } from './run-head.tsx';

/** One run: player, failure map, charts and explanation. */
export function RunPage({ name }: { readonly name: string }) {
  const [watch, setWatch] = useState<RunWatch | null>(null);
  useEffect(() => {
    const watching = live.watch(name, { steps: true });
    setWatch(watching);
    return () => live.unwatch(watching);
  }, [name]);
  const summary = watch?.summary.value ?? null;
  const phases = summary?.phases.map(({ phase }) => phase).join() ?? '';
  const load = useLoad<RunDetail>(runApi(name), `${name} ${summary?.status} ${phases}`);
  if (watch === null || watch.name !== name) return null;
  if (load.state === 'problem') return <p class="problem">{load.message}</p>;
  if (load.state === 'loading' || load.value.summary.name !== name) {
    return <p class="muted">Reading {name}</p>;
  }
  return <RunView key={name} watch={watch} detail={load.value} />;
}

function RunView({ watch, detail }: { readonly watch: RunWatch; readonly detail: RunDetail }) {
  const summary = watch.summary.value ?? detail.summary;
  const entries = watch.episodes.value;
  const link = readPlayerLink(place.value.query);
  // Whoever came to follow a run goes on following when it is done.
  const [follows, setFollows] = useState(link.episode === null && summary.status === 'running');
  const entry = useMemo(() => entries.find(({ id }) => id === link.episode) ?? null, [entries, link.episode]);
  const isFollowing = link.episode === null && follows;

  useEffect(() => {
    if (link.episode !== null || follows || !watch.caughtUp.value) return;
    const worst = defaultEpisode(entries);
    if (worst !== null) setQuery({ episode: worst.id });
  }, [link.episode, follows, entries, watch.caughtUp.value]);

  const open = (id: string) => {
    const query = new URLSearchParams(place.peek().query);
    query.set('episode', id);
    query.delete('t');
    query.delete('with');
    navigate(`${runPath(watch.name)}?${query}`);
  };
  const player = useRef<HTMLElement>(null);
  /** Opens from far down the page, and goes to where it plays. */
  const openAndGo = (id: string) => {
    open(id);
    player.current?.focus({ preventScroll: true });
    player.current?.scrollIntoView({ block: 'start' });
  };
  const follow = () => {
    setFollows(true);
    setQuery({ episode: null, t: null, with: null });
  };
  return (
    <div class="run-page">
      <div class="run-top">
        <RunHead summary={summary} detail={detail} />
        <RunActions summary={summary} />
      </div>
      <RunNotice summary={summary} />
      {watch.problem.value === null ? null : <p class="problem">{watch.problem.value}</p>}
      <div class="run-parts">
        <section class="panel run-player" aria-label="Episode" tabIndex={-1} ref={player}>
          {isFollowing ? (
            <LivePlayer watch={watch} detail={detail} link={link} onOpen={open} />
          ) : entry !== null ? (
            <>
              <p class="source">
                <span class="badge">Logged</span>
                Shown from its log; nothing is simulated again.
                {summary.status === 'running' ? (
                  <button type="button" onClick={follow}>
                    Follow the run
                  </button>
                ) : null}
              </p>
              <LoggedPlayer
                run={watch.name}
                detail={detail}
                entries={entries}
                entry={entry}
                link={link}
                onOpen={open}
              />
            </>
          ) : (
            <NoEpisode watch={watch} asked={link.episode} />
          )}
        </section>
        <section class="panel" aria-labelledby="map-title">
          <h2 id="map-title">Failure map</h2>
          <FailureMap watch={watch} detail={detail} onOpen={open} selected={link.episode} />
        </section>
        <section class="panel" aria-labelledby="charts-title">
          <h2 id="charts-title">How it goes</h2>
          <RunCharts watch={watch} detail={detail} />
        </section>
        {detail.axes === null ? null : (
          <section class="panel" aria-labelledby="explain-title">
            <h2 id="explain-title">Explain</h2>
            <ExplainPart summary={summary} onOpen={openAndGo} />
          </section>
        )}
      </div>
    </div>
  );
}

function NoEpisode({ watch, asked }: { readonly watch: RunWatch; readonly asked: string | null }) {
  if (!watch.caughtUp.value) return <p class="muted">Reading the log</p>;
  if (asked === null) return <p class="muted">No episode has been logged.</p>;
  return (
    <p class="problem">
      {`This run has no episode ${asked}. It may still be under way, or the link belongs to another run.`}
    </p>
  );
}
