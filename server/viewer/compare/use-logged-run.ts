import { useEffect, useState } from 'preact/hooks';
import type { EpisodeEntry, EpisodePage, RunDetail, RunSummary } from '../../http/api.ts';
import { getJson, runApi } from '../shell/api.ts';
import { runs } from '../shell/live.ts';

/** A run as its log stands. */
export interface LoggedRun {
  readonly detail: RunDetail;
  readonly episodes: readonly EpisodeEntry[];
}

export type RunLoad =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly run: LoggedRun }
  | { readonly state: 'problem'; readonly message: string };

/** Reads a run and its whole log; what is logged later is read as the list of runs tells of it. */
export function useLoggedRun(name: string | null): RunLoad {
  const [load, setLoad] = useState<RunLoad>({ state: 'loading' });
  const summary = runs.value?.find((run) => run.name === name) ?? null;
  const version = summary === null ? '' : `${summary.status} ${summary.episodes}`;
  useEffect(() => {
    if (name === null) return;
    const abort = new AbortController();
    readRun(
      name,
      load.state === 'ready' && load.run.detail.summary.name === name ? load.run : null,
      abort.signal,
    )
      .then((run) => setLoad({ state: 'ready', run }))
      .catch((error: Error) => {
        if (!abort.signal.aborted) setLoad({ state: 'problem', message: error.message });
      });
    return () => abort.abort();
  }, [name, version]);
  return load;
}

/** How often an agent failed, as the list of runs has it now, or as the run was when it was read. */
export function currentSummary({ detail }: LoggedRun): RunSummary {
  return runs.value?.find((run) => run.name === detail.summary.name) ?? detail.summary;
}

async function readRun(name: string, before: LoggedRun | null, signal: AbortSignal): Promise<LoggedRun> {
  const detail = await getJson<RunDetail>(runApi(name), signal);
  const episodes: EpisodeEntry[] = [];
  for (let after = 0; ; ) {
    const page = await getJson<EpisodePage>(`${runApi(name)}/episodes?after=${after}`, signal);
    episodes.push(...page.episodes);
    if (page.episodes.length === 0 || page.cursor === after) break;
    after = page.cursor;
  }
  // The same list when nothing came: what is drawn from it need not be drawn again.
  const isSame = before !== null && before.episodes.length === episodes.length;
  return { detail, episodes: isSame ? before.episodes : episodes };
}
