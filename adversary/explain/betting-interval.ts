import { mean } from '../../sim/core/index.ts';
import type { Estimate } from './quantiles.ts';

/** How much of its capital a bet may lose at once. */
const BOLDEST = 0.9;
const BISECTIONS = 60;

/**
 * An interval for the mean of independent values in [0, 1] that holds it with at least the chance `level`, however
 * few values there are and however they are spread: the hedged capital of Waudby-Smith and Ramdas (2024,
 * theorem 3). A mean is left out when betting against it would have multiplied the stake by 2 / (1 - level).
 */
export function bettingInterval(values: ArrayLike<number>, level = 0.95): Estimate {
  const n = values.length;
  if (n === 0) return { value: Number.NaN, low: 0, high: 1 };
  const goal = Math.log(2 / (1 - level));
  const bets = betsOn(values, goal);
  const capital = (m: number, direction: 1 | -1) => {
    const most = BOLDEST / (direction === 1 ? m : 1 - m);
    let [log, highest] = [0, 0];
    for (let i = 0; i < n; i++) {
      const bet = direction * Math.min(bets[i] as number, most);
      log += Math.log1p(bet * ((values[i] as number) - m));
      if (log > highest) highest = log;
    }
    return highest;
  };
  const value = mean(values);
  return {
    value,
    low: edge(0, value, (m) => capital(m, 1) >= goal),
    high: edge(1, value, (m) => capital(m, -1) >= goal),
  };
}

/** The bet before each value, from those before it: the smaller their variance, the bolder. */
function betsOn(values: ArrayLike<number>, goal: number): Float64Array {
  const bets = new Float64Array(values.length);
  let [sum, squares] = [0.5, 0.25];
  for (let i = 0; i < bets.length; i++) {
    bets[i] = Math.sqrt((2 * goal) / ((squares / (i + 1)) * bets.length));
    const x = values[i] as number;
    sum += x;
    const off = x - sum / (i + 2);
    squares += off * off;
  }
  return bets;
}

/** Where a mean begins to be left out, between an end of [0, 1] and one that is kept; the end if it is kept too. */
function edge(end: number, inside: number, isLeftOut: (m: number) => boolean): number {
  let [out, kept] = [end, inside];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (out + kept) / 2;
    if (isLeftOut(middle)) out = middle;
    else kept = middle;
  }
  return out;
}
