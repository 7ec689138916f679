import type { EpisodeEntry } from '../../http/api.ts';

/** What a finished run opens with: the episode that went worst, which is what one came to see. */
export function defaultEpisode(entries: readonly EpisodeEntry[]): EpisodeEntry | null {
  let worst: EpisodeEntry | null = null;
  for (const entry of entries) {
    if (entry.steps === 0 || entry.q === null) continue;
    if (worst === null || entry.q < (worst.q as number)) worst = entry;
  }
  return worst ?? entries[0] ?? null;
}
