import type { Share } from '../../http/api.ts';

/**
 * What two fooling rates say of each other, in a sentence. Intervals of 95 % that lie apart are a
 * clear difference; where they overlap there may be one all the same, too small to be seen here.
 */
export function rateVerdict(a: Share | null, b: Share | null): string {
  if (a === null || b === null || a.total === 0 || b.total === 0) return 'only one of them ran it';
  if (a.low > b.high) return 'A fails more often: the intervals lie apart';
  if (b.low > a.high) return 'B fails more often: the intervals lie apart';
  return 'no clear difference: the intervals overlap';
}
