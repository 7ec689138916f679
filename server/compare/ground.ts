import { FaultscapeError } from '../../sim/core/index.ts';
import type { EpisodeHost } from '../evaluate/episode-host.ts';
import { versionsOf } from '../store/new-manifest.ts';
import { type Case, caseTitle } from './cell.ts';

/** What the episodes of a case depend on besides their scenes and seeds: equal in all its runs, or they cannot be compared. */
export interface Ground {
  readonly agentVersion: string;
  /** The program, what draws, and what computes the agent's net, where there is one. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Of an agent that names no engine nothing is said: TensorFlow.js may be in the process for a learner's sake. */
export function groundOf(host: EpisodeHost): Ground {
  const about = { ...host.about, tensor: host.engine };
  return {
    agentVersion: about.agentVersion,
    versions: versionsOf(about, { pace: 'lock-step', stale: 'hold' }),
  };
}

const TITLES: Readonly<Record<string, string>> = {
  agentVersion: 'version of the agent',
  tensor: 'engine of nets',
};

/** Refuses to put episodes beside those of another engine, renderer, agent or program. */
export function expectSameGround(one: Case, before: Ground, now: Ground): void {
  const was = flat(before);
  const is = flat(now);
  const field = [...new Set([...Object.keys(was), ...Object.keys(is)])].find((key) => was[key] !== is[key]);
  if (field === undefined) return;
  throw new FaultscapeError(
    'usage',
    `The comparison has another ${TITLES[field] ?? field} on ${caseTitle(one)}.`,
    {
      expected: was[field] ?? 'none',
      got: is[field] ?? 'none',
      hint: 'go on with what it began with (--engine, --tf, --gl), or begin it anew in another folder',
    },
  );
}

function flat({ agentVersion, versions }: Ground): Readonly<Record<string, string>> {
  return { agentVersion, ...versions };
}
