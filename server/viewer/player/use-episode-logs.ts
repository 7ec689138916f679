import { useEffect, useMemo, useState } from 'preact/hooks';
import type { EpisodeEntry, EpisodeSteps } from '../../http/api.ts';
import { getJson, runApi } from '../shell/api.ts';
import { EpisodeLog } from './episode-log.ts';
import { loadRunFiles, runFileReader } from './run-files.ts';

/** Logs kept, so that going back and forth reads nothing again. */
const MOST_KEPT = 8;

export interface OpenEpisode {
  readonly entry: EpisodeEntry;
  /** Null while it is read, and for an episode without steps. */
  readonly log: EpisodeLog | null;
  readonly problem: string | null;
}

export async function loadEpisodeLog(
  run: string,
  entry: EpisodeEntry,
  stepS: number,
  signal?: AbortSignal,
): Promise<EpisodeLog> {
  const path = `${runApi(run)}/episodes/${encodeURIComponent(entry.id)}/steps`;
  const steps = await getJson<EpisodeSteps>(path, signal);
  await loadRunFiles(run, entry.task, signal);
  const { task, scene, seed } = entry;
  return new EpisodeLog({ ...steps, task, scene, seed, stepS, readFile: runFileReader(run) });
}

/** Reads the steps of some episodes of a run; keeps the last few it read. */
export function useEpisodeLogs(
  run: string,
  entries: readonly EpisodeEntry[],
  stepS: number,
): readonly OpenEpisode[] {
  const kept = useMemo(() => new Map<string, OpenEpisode>(), [run]);
  const [version, setVersion] = useState(0);
  const ids = entries.map(({ id }) => id).join(',');
  useEffect(() => {
    const abort = new AbortController();
    for (const entry of entries) {
      if (kept.has(entry.id)) continue;
      const keep = (open: OpenEpisode) => {
        if (abort.signal.aborted) return;
        kept.set(entry.id, open);
        for (const id of kept.keys()) {
          if (kept.size > MOST_KEPT && !entries.some((one) => one.id === id)) kept.delete(id);
        }
        setVersion((count) => count + 1);
      };
      if (entry.steps === 0) {
        keep({ entry, log: null, problem: entry.error ?? 'No step of this episode was logged.' });
        continue;
      }
      loadEpisodeLog(run, entry, stepS, abort.signal)
        .then((log) => keep({ entry, log, problem: null }))
        .catch((error: Error) => keep({ entry, log: null, problem: error.message }));
    }
    return () => abort.abort();
  }, [run, ids, stepS]);
  return useMemo(
    () => entries.map((entry) => kept.get(entry.id) ?? { entry, log: null, problem: null }),
    [kept, ids, version],
  );
}
