import { useEffect, useState } from 'preact/hooks';
import type { EpisodeEntry, EpisodePage, RunDetail } from '../../http/api.ts';
import { getJson, runApi } from '../shell/api.ts';

export interface ChosenRun {
  readonly name: string;
  readonly detail: RunDetail;
  readonly episodes: readonly EpisodeEntry[];
}

export type RunChoice =
  | { readonly state: 'none' }
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly run: ChosenRun }
  | { readonly state: 'problem'; readonly message: string };

/** A run with every episode it has logged by now; read again when its name changes. */
export function useRun(name: string | null): RunChoice {
  const [choice, setChoice] = useState<RunChoice>({ state: 'none' });
  useEffect(() => {
    if (name === null) return setChoice({ state: 'none' });
    const abort = new AbortController();
    setChoice({ state: 'loading' });
    readRun(name, abort.signal)
      .then((run) => setChoice({ state: 'ready', run }))
      .catch((error: Error) => {
        if (!abort.signal.aborted) setChoice({ state: 'problem', message: error.message });
      });
    return () => abort.abort();
  }, [name]);
  return choice;
}

async function readRun(name: string, signal: AbortSignal): Promise<ChosenRun> {
  const detail = await getJson<RunDetail>(runApi(name), signal);
  const episodes: EpisodeEntry[] = [];
  for (let after = 0; ; ) {
    const path = `${runApi(name)}/episodes?after=${after}`;
    const page = await getJson<EpisodePage>(path, signal);
    episodes.push(...page.episodes);
    if (page.cursor <= after || page.episodes.length === 0) return { name, detail, episodes };
    after = page.cursor;
  }
}
