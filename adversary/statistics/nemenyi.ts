import { normalTail } from './gamma.ts';

const STEPS = 2000;
const REACH = 9;

/** How likely the range of k standard normal numbers is at most q. */
export function normalRangeShare(q: number, k: number): number {
  // k times the integral over the lowest z of phi(z) (Phi(z + q) - Phi(z))^(k - 1), by Simpson's rule.
  const h = (2 * REACH) / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const z = -REACH + i * h;
    const between = normalTail(z) - normalTail(z + q);
    const weight = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-0.5 * z * z) * between ** (k - 1);
  }
  return (k * sum * h) / (3 * Math.sqrt(2 * Math.PI));
}

/**
 * Nemenyi's critical difference (1963): mean ranks over n blocks of k methods that lie further apart differ
 * at the level alpha. Demsar 2006, equation 5 of section 3.2.2, with the range's quantile computed.
 */
export function criticalDifference(k: number, n: number, alpha = 0.05): number {
  let low = 0;
  let high = 20;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalRangeShare(middle, k) < 1 - alpha) low = middle;
    else high = middle;
  }
  return (high / Math.SQRT2) * Math.sqrt((k * (k + 1)) / (6 * n));
}

/** Groups of methods whose mean ranks lie within the critical difference of each other; only the largest, by index. */
export function indistinct(meanRanks: readonly number[], difference: number): readonly (readonly number[])[] {
  const order = meanRanks
    .map((_, i) => i)
    .sort((a, b) => (meanRanks[a] as number) - (meanRanks[b] as number));
  const groups: number[][] = [];
  let reached = 0;
  for (let from = 0; from < order.length; from++) {
    let to = from;
    while (to < order.length && rankOf(to) - rankOf(from) <= difference) to++;
    if (to > reached && to - from > 1) groups.push(order.slice(from, to));
    reached = Math.max(reached, to);
  }
  return groups;

  function rankOf(place: number): number {
    return meanRanks[order[place] as number] as number;
  }
}
