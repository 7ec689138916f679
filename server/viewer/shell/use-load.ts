import { useEffect, useState } from 'preact/hooks';
import { getJson } from './api.ts';

export type Load<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'problem'; readonly message: string };

/** Reads an endpoint, again whenever the path or `again` changes; null reads nothing. */
export function useLoad<T>(path: string | null, again: unknown = null): Load<T> {
  const [load, setLoad] = useState<Load<T>>({ state: 'loading' });
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    getJson<T>(path, abort.signal)
      .then((value) => {
        if (!abort.signal.aborted) setLoad({ state: 'ready', value });
      })
      .catch((error: Error) => {
        if (!abort.signal.aborted) setLoad({ state: 'problem', message: error.message });
      });
    return () => abort.abort();
  }, [path, again]);
  return load;
}
