import type { EpisodeRow } from '../store/episode-store.ts';
import type { Manifest } from '../store/manifest.ts';

/** What an MCAP file says about the episode it holds. */
export function mcapMetadata(
  run: string,
  manifest: Pick<Manifest, 'faultscape'>,
  row: EpisodeRow,
): Record<string, string> {
  return {
    run,
    episode: row.id,
    task: row.task,
    agent: `${row.agent} ${row.agentVersion}`,
    scene: JSON.stringify(row.scene),
    seed: String(row.seed),
    score: String(row.q),
    reason: String(row.reason),
    faultscape: manifest.faultscape,
  };
}
