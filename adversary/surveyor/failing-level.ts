import type { Trial } from '../adversary.ts';

/**
 * The score at and below which trials fail, told from the trials alone: midway between the highest that failed
 * and the lowest that passed, or, where those overlap, the level that puts fewest on the wrong side. Before the
 * first failure: the lowest score met, so that what is lower is sought.
 */
export function failingLevel(trials: readonly Trial[]): number {
  const order = [...trials].sort((a, b) => a.score - b.score);
  const failures = order.filter((trial) => trial.failed).length;
  if (failures === 0) return order[0]?.score ?? 0;
  // How many are wrong if the first k fail: those failing beyond k and those passing within.
  let wrong = failures;
  let [best, at] = [wrong, 0];
  order.forEach((trial, i) => {
    wrong += trial.failed ? -1 : 1;
    const ends = order[i + 1] === undefined || (order[i + 1] as Trial).score > trial.score;
    if (ends && wrong < best) [best, at] = [wrong, i + 1];
  });
  if (at === 0) return (order[0] as Trial).score;
  const [last, next] = [order[at - 1] as Trial, order[at]];
  return next === undefined ? last.score : (last.score + next.score) / 2;
}
