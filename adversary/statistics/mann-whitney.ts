import { normalTail } from './gamma.ts';
import { rank } from './ranks.ts';

export interface MannWhitney {
  /** How many pairs the first sample wins, ties counted half. */
  readonly u: number;
  /** Two-sided: how likely samples of one distribution differ by as much. */
  readonly p: number;
  /** Vargha and Delaney's A12 (2000): how likely one of the first is above one of the second; 0.5 is no difference. */
  readonly a12: number;
}

/** Below this size, and without ties, the distribution of U is counted out; above it is taken as normal. */
const EXACT_UP_TO = 8;

/**
 * The test of Mann and Whitney (1947), two-sided: exact for small samples without ties, else normal with
 * corrections for ties and continuity. Two samples of one and the same value have p = 1.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): MannWhitney {
  const pairs = a.length * b.length;
  if (pairs === 0) return { u: Number.NaN, p: Number.NaN, a12: Number.NaN };
  const { ranks, ties } = rank([...a, ...b]);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ranks[i] as number;
  const u = sum - (a.length * (a.length + 1)) / 2;
  const larger = Math.max(u, pairs - u);
  const exact = ties === 0 && Math.min(a.length, b.length) <= EXACT_UP_TO;
  const p = exact
    ? exactTail(a.length, b.length, larger)
    : normalApproximation(a.length, b.length, larger, ties);
  return { u, p: Math.min(1, 2 * p), a12: u / pairs };
}

function normalApproximation(m: number, n: number, u: number, ties: number): number {
  const all = m + n;
  const variance = ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)));
  if (!(variance > 0)) return 1;
  return normalTail((u - (m * n) / 2 - 0.5) / Math.sqrt(variance));
}

/** How likely U is at least u: of all ways to mix both samples, the share that gives as much. */
function exactTail(m: number, n: number, u: number): number {
  // counts[i][v]: orders of i values of the first with the j of the second so far whose U is v.
  const most = m * n;
  let counts = Array.from({ length: m + 1 }, () => oneAtZero(most));
  for (let j = 1; j <= n; j++) {
    const next = [oneAtZero(most)];
    for (let i = 1; i <= m; i++) {
      const row = new Float64Array(most + 1);
      const withFirst = next[i - 1] as Float64Array;
      const withSecond = counts[i] as Float64Array;
      // The highest of all is of the first sample, above all j of the second, or of the second.
      for (let v = 0; v <= most; v++) {
        row[v] = (withSecond[v] as number) + (v >= j ? (withFirst[v - j] as number) : 0);
      }
      next.push(row);
    }
    counts = next;
  }
  const last = counts[m] as Float64Array;
  let all = 0;
  let above = 0;
  last.forEach((count, v) => {
    all += count;
    if (v >= u) above += count;
  });
  return above / all;
}

function oneAtZero(most: number): Float64Array {
  const row = new Float64Array(most + 1);
  row[0] = 1;
  return row;
}
