import { join } from 'node:path';
import type { SeatDesk } from '../../../agents/index.ts';
import { type AttackOutcome, runAttack } from '../../../server/attack/run-attack.ts';
import { parseAttackConfig } from '../../../server/config/attack-config.ts';
import type { ServeConfig } from '../../../server/config/serve-config.ts';
import type { EpisodeRow } from '../../../server/store/episode-store.ts';
import { comparable, newFolder, TOY_PLUGIN } from '../toy-runs.ts';

/** Forty episodes of the toy, no learning. */
export const PLAIN = {
  task: 'toy/plane',
  space: 'plane',
  agent: 'ws:toy',
  adversary: 'random',
  settings: { samples: 40 },
  seed: 3,
  workers: 1,
  seats: 8,
  plugins: [TOY_PLUGIN],
};

export interface WireAttack {
  readonly out: string;
  readonly done: Promise<AttackOutcome>;
  /** What it has said so far. */
  said(): string;
  stop(): void;
}

/** Starts an attack; `desk` is where its programs sit, else it opens a server of its own. */
export function attackOverWire(
  changes: Readonly<Record<string, unknown>>,
  { desk, serve, resume = false }: { desk?: SeatDesk; serve?: ServeConfig; resume?: boolean },
): WireAttack {
  const config = parseAttackConfig({ ...PLAIN, out: join(newFolder(), 'run') }, { settings: {}, ...changes });
  let said = '';
  const sink = {
    err: (text: string) => {
      said += text;
    },
    errIsTty: false,
  };
  const stopping = new AbortController();
  const done = runAttack({ config, resume, sink, signal: stopping.signal, desk, serve });
  // Looked at later, when the test has done its worst.
  done.catch(() => {});
  return { out: config.out, done, said: () => said, stop: () => stopping.abort() };
}

/** Rows by id, without what may differ between two runs: time, the agent's address, the order of logging. */
export function sameRows(rows: readonly EpisodeRow[]): unknown {
  return comparable(rows)
    .map(({ agent: _, ...row }) => row)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
