import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../adversary/adversary.ts';
import { induce } from '../../../adversary/bbgan/inducer.ts';
import { Rng } from '../../../sim/core/rng.ts';

/** A pool whose trial k scores scores[k] and fails at or below 0.3. */
function poolOf(scores: readonly number[]): Trial[] {
  return scores.map((score, k) => ({ id: `p${k}`, phase: 'pool', point: [0], score, failed: score <= 0.3 }));
}

const ids = (trials: readonly Trial[]) => trials.map((trial) => trial.id);
const rng = () => new Rng(1, 'test');

describe('the rank inducer', () => {
  it('takes the lowest scores, failures or not, and says how many failed', () => {
    const induced = induce('rank', poolOf([0.9, 0.1, 0.5, 0.2, 0.8]), 3, rng());
    expect(ids(induced.trials)).toEqual(['p1', 'p2', 'p3']);
    expect(induced.remarks).toEqual(['Only 2 of the 3 induced trials are failures.']);
  });

  it('breaks ties by the place in the pool and says nothing when all failed', () => {
    const induced = induce('rank', poolOf([0, 0.2, 0, 0, 0]), 3, rng());
    expect(ids(induced.trials)).toEqual(['p0', 'p2', 'p3']);
    expect(induced.remarks).toEqual([]);
  });
});

describe('the eps-aware inducer', () => {
  it('takes s failures at random when there are more, the same ones for the same stream', () => {
    const pool = poolOf(Array.from({ length: 100 }, (_, k) => (k < 60 ? 0.3 - k / 1000 : 0.9)));
    const first = induce('eps', pool, 30, rng());
    expect(first.trials).toHaveLength(30);
    expect(first.trials.every((trial) => trial.failed)).toBe(true);
    expect(first).toEqual(induce('eps', pool, 30, rng()));
    expect(first.remarks).toEqual([]);
    // Not only the deepest failures: those are the last of the sixty.
    expect(first.trials.filter((trial) => trial.score > 0.27).length).toBeGreaterThan(5);
  });

  it('takes all failures when there are fewer than s, and says both numbers', () => {
    const induced = induce('eps', poolOf([...Array(12).fill(0.1), ...Array(50).fill(0.9)]), 40, rng());
    expect(induced.trials).toHaveLength(12);
    expect(induced.remarks).toEqual([
      'Only 12 of the 62 pool trials failed; 40 failures were to be induced.',
    ]);
  });

  it('adds the nearest misses when next to nothing failed', () => {
    const scores = Array.from({ length: 50 }, (_, k) => 0.5 + k / 200);
    const induced = induce('eps', poolOf([0.1, 0.2, ...scores]), 20, rng());
    expect(ids(induced.trials)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9']);
    expect(induced.remarks[0]).toMatch(
      /^Only 2 of the 52 .* the 10 lowest-scoring trials are induced instead\.$/,
    );
  });

  it('falls back to rank when nothing failed', () => {
    const induced = induce('eps', poolOf([0.9, 0.5, 0.7, 0.4]), 2, rng());
    expect(ids(induced.trials)).toEqual(['p1', 'p3']);
    expect(induced.remarks[0]).toMatch(/^No trial of the pool of 4 failed/);
  });
});
