import { FaultscapeError, type ReadTaskFile, splitTask } from '../../../sim/index.ts';
import type { RunDetail } from '../../http/api.ts';
import { getBytes, getJson, runApi } from '../shell/api.ts';

/** Files of so many runs are kept. */
const MOST_RUNS = 4;
const kept = new Map<string, ReadonlyMap<string, Uint8Array>>();

/** Fetches the run's copies of the files that its task names, if it names any and they are not here yet. */
export async function loadRunFiles(run: string, task: string, signal?: AbortSignal): Promise<void> {
  if (splitTask(task).argument === null || kept.has(run)) return;
  const { taskFiles } = await getJson<RunDetail>(runApi(run), signal);
  const files = new Map<string, Uint8Array>();
  for (const { path, name } of taskFiles) {
    files.set(path, await getBytes(`${runApi(run)}/files/${encodeURIComponent(name)}`, signal));
  }
  // A run that has only been announced has none yet.
  if (files.size > 0) kept.set(run, files);
  const [oldest] = kept.keys();
  if (kept.size > MOST_RUNS && oldest !== undefined) kept.delete(oldest);
}

/** Reads what was fetched for a run. */
export function runFileReader(run: string): ReadTaskFile {
  return (path) => {
    const bytes = kept.get(run)?.get(path);
    if (bytes !== undefined) return bytes;
    throw new FaultscapeError('data', `The file ${path} is not at hand.`);
  };
}
