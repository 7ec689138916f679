import type { Rng } from '../../sim/core/index.ts';
import type { Trial } from '../adversary.ts';
import type { InducerName } from './settings.ts';

export interface Induced {
  /** The trials a generator is to imitate, in the order of the pool. */
  readonly trials: readonly Trial[];
  /** What a reader of the figures should know, in plain words; empty when all went as asked. */
  readonly remarks: readonly string[];
}

/** Fewer failures than this are too few to learn a distribution from. */
const FEWEST_FAILURES = 10;

/**
 * `rank`: the s lowest-scoring trials of the pool, failures or not (as published).
 * `eps`: failures only; s of them drawn at random when there are more, so that they stand for all
 * failures and not only for the deepest. With fewer than s failures it takes them all, and with
 * next to none it falls back to the lowest-scoring trials; both are said in the remarks.
 */
export function induce(name: InducerName, pool: readonly Trial[], s: number, rng: Rng): Induced {
  return name === 'rank' ? induceByRank(pool, s) : induceFailures(pool, s, rng);
}

function induceByRank(pool: readonly Trial[], s: number): Induced {
  const trials = lowest(pool, s);
  const failures = trials.filter((trial) => trial.failed).length;
  if (failures === trials.length) return { trials, remarks: [] };
  return { trials, remarks: [`Only ${failures} of the ${trials.length} induced trials are failures.`] };
}

function induceFailures(pool: readonly Trial[], s: number, rng: Rng): Induced {
  const failures = pool.filter((trial) => trial.failed);
  if (failures.length >= s) {
    const chosen = new Set(rng.shuffle([...failures]).slice(0, s));
    return { trials: failures.filter((trial) => chosen.has(trial)), remarks: [] };
  }
  const found =
    failures.length === 0
      ? `No trial of the pool of ${pool.length} failed; ${s} failures were to be induced.`
      : `Only ${failures.length} of the ${pool.length} pool trials failed; ${s} failures were to be induced.`;
  if (failures.length >= Math.min(s, FEWEST_FAILURES)) return { trials: failures, remarks: [found] };
  const trials = lowest(pool, failures.length === 0 ? s : Math.min(s, FEWEST_FAILURES));
  const instead = `Too few to learn from: the ${trials.length} lowest-scoring trials are induced instead.`;
  return { trials, remarks: [`${found} ${instead}`] };
}

/** The n lowest scores; equal scores go by their place in the pool. */
function lowest(pool: readonly Trial[], n: number): readonly Trial[] {
  const order = pool.map((trial, place) => ({ trial, place }));
  order.sort((a, b) => a.trial.score - b.trial.score || a.place - b.place);
  return order
    .slice(0, n)
    .sort((a, b) => a.place - b.place)
    .map(({ trial }) => trial);
}
