import { useEffect, useState } from 'preact/hooks';
import type { Drive } from '../drive/drive.ts';
import { EpisodeSource } from '../player/episode-source.ts';
import { PlayClock } from '../player/play-clock.ts';
import { ribbonValues } from '../player/ribbon-values.ts';
import { loadEpisodeLog } from '../player/use-episode-logs.ts';
import type { Sight } from '../stage/sight-drawing.ts';

export interface Replay {
  readonly source: EpisodeSource;
  readonly clock: PlayClock;
  /** What the agent was shown last, for its own camera. */
  readonly sight: () => Sight | null;
}

/** The log of a drive that has ended, ready to play; null until there is one. */
export function useReplay(drive: Drive | null, stepS: number): Replay | null {
  const [replay, setReplay] = useState<Replay | null>(null);
  const state = drive?.state.value ?? null;
  const logged = state?.state === 'logged' ? state : null;
  useEffect(() => {
    setReplay(null);
    if (logged === null || logged.episode.steps === 0) return;
    const abort = new AbortController();
    // A drive that cannot be read here still has its link; the page of its run says why.
    loadEpisodeLog(logged.ref.run, logged.episode, stepS, abort.signal)
      .then((log) => {
        const clock = new PlayClock();
        clock.endS.value = log.durationS;
        const speed = ribbonValues(log).find(({ key }) => key === 'speed') ?? null;
        const source = new EpisodeSource(log, clock, speed, [log]);
        setReplay({ source, clock, sight: sightOf(source, clock) });
      })
      .catch(() => {});
    return () => abort.abort();
  }, [logged]);
  return replay;
}

/** The same object until the next step. */
function sightOf({ log }: EpisodeSource, clock: PlayClock): () => Sight | null {
  let shown = -1;
  let sight: Sight | null = null;
  return () => {
    const step = log.stepAt(clock.timeS);
    if (step !== shown) {
      shown = step;
      sight = log.seenAt(step);
    }
    return sight;
  };
}
