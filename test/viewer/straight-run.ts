import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EpisodeRow } from '../../server/store/episode-store.ts';
import { attackToy, rowsIn } from '../server/toy-runs.ts';

export const STRAIGHT_PLUGIN = fileURLToPath(new URL('./straight-plugin.ts', import.meta.url));

/** An attack on a street, of which about a third of the episodes failed. */
export async function attackStreet(folder: string, name: string, samples = 24): Promise<void> {
  await attackToy({
    task: 'driving/straight',
    space: 'paper',
    agent: 'straight-on',
    adversary: 'random',
    settings: { samples },
    seed: 1,
    plugins: [STRAIGHT_PLUGIN],
    out: join(folder, name),
  });
}

/** What a run has logged; nothing for one that is not there yet. */
export function loggedIn(folder: string, name: string): readonly EpisodeRow[] {
  const path = join(folder, name);
  return existsSync(join(path, 'manifest.json')) ? rowsIn(path) : [];
}
