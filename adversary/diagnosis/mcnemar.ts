import { normalShare } from '../models/normal.ts';

/** McNemar's test of two classifiers on the same pictures. */
export interface McNemar {
  /** Pictures that only the first, and only the second, names rightly. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Two-sided. Exact (binomial) below 25 disagreements, else chi-squared with continuity correction. */
  readonly p: number;
}

const EXACT_BELOW = 25;

/** `first` and `second` say of each picture whether it was named rightly. Throws a RangeError if lengths differ. */
export function mcNemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  if (first.length !== second.length) {
    throw new RangeError(`McNemar's test pairs answers: got ${first.length} and ${second.length}`);
  }
  const onlyFirst = first.filter((right, i) => right && !second[i]).length;
  const onlySecond = second.filter((right, i) => right && !first[i]).length;
  return { onlyFirst, onlySecond, p: pValue(onlyFirst, onlySecond) };
}

function pValue(b: number, c: number): number {
  const n = b + c;
  // Chi-squared with one degree of freedom is a squared normal.
  if (n >= EXACT_BELOW) return 2 * normalShare(-Math.max(0, Math.abs(b - c) - 1) / Math.sqrt(n));
  let tail = 0;
  let ways = 1;
  for (let k = 0; k <= Math.min(b, c); k++) {
    tail += ways;
    ways = (ways * (n - k)) / (k + 1);
  }
  return Math.min(1, (2 * tail) / 2 ** n);
}
