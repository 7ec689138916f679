import { FaultscapeError } from '../../sim/core/index.ts';
import type { EpisodeRow } from './episode-store.ts';

/** A row of the table `episodes`, as SQLite holds it: JSON in text, booleans as 0 and 1. */
export interface EpisodeRecord {
  readonly run: string;
  readonly id: string;
  readonly phase: string;
  readonly point: string | null;
  readonly scene: string;
  readonly seed: number;
  readonly status: string;
  readonly q: number | null;
  readonly terms: string | null;
  readonly failed: number | null;
  readonly reason: string | null;
  readonly terminated: number | null;
  readonly truncated: number | null;
  readonly steps: number;
  readonly task: string;
  readonly agent: string;
  readonly agent_version: string;
  readonly versions: string;
  readonly wall_ms: number;
  readonly error: string | null;
}

export function toRecord(run: string, row: EpisodeRow): EpisodeRecord {
  return {
    run,
    id: row.id,
    phase: row.phase,
    point: row.point === null ? null : JSON.stringify(row.point),
    scene: JSON.stringify(row.scene),
    seed: row.seed,
    status: row.status,
    q: row.q,
    terms: row.terms === null ? null : JSON.stringify(row.terms),
    failed: toBit(row.failed),
    reason: row.reason,
    terminated: toBit(row.terminated),
    truncated: toBit(row.truncated),
    steps: row.steps,
    task: row.task,
    agent: row.agent,
    agent_version: row.agentVersion,
    versions: JSON.stringify(row.versions),
    wall_ms: row.wallMs,
    error: row.error,
  };
}

export function fromRecord(record: EpisodeRecord): EpisodeRow {
  try {
    return {
      id: record.id,
      phase: record.phase,
      point: record.point === null ? null : JSON.parse(record.point),
      scene: JSON.parse(record.scene),
      seed: record.seed,
      status: record.status as EpisodeRow['status'],
      q: record.q,
      terms: record.terms === null ? null : JSON.parse(record.terms),
      failed: fromBit(record.failed),
      reason: record.reason,
      terminated: fromBit(record.terminated),
      truncated: fromBit(record.truncated),
      steps: record.steps,
      task: record.task,
      agent: record.agent,
      agentVersion: record.agent_version,
      versions: JSON.parse(record.versions),
      wallMs: record.wall_ms,
      error: record.error,
    };
  } catch (error) {
    throw new FaultscapeError('data', `The logged row of episode ${record.id} is damaged.`, {
      expected: 'JSON in its columns',
      got: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

function toBit(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}

function fromBit(value: number | null): boolean | null {
  return value === null ? null : value !== 0;
}
