import { rank } from './ranks.ts';

/**
 * Wilcoxon's signed-rank test (1945) of paired samples, two-sided: how likely differences that lie evenly about 0 are as
 * far from it. Pairs without a difference are left out. Counted out over all signs, ties and all, so it is exact; its
 * cost grows with the cube of the pairs.
 */
export function signedRank(a: readonly number[], b: readonly number[]): number {
  const differences = a.map((x, i) => x - (b[i] as number)).filter((d) => d !== 0);
  if (differences.length === 0) return 1;
  const { ranks } = rank(differences.map(Math.abs));
  // Doubled, ranks shared by ties are whole numbers.
  const doubled = ranks.map((r) => Math.round(2 * r));
  const most = doubled.reduce((sum, r) => sum + r, 0);
  // share[s]: of all choices of signs, those whose positive ranks add up to s.
  let share = new Float64Array(most + 1);
  share[0] = 1;
  for (const r of doubled) {
    share = share.map((value, s) => (value + (s < r ? 0 : (share[s - r] as number))) / 2);
  }
  const positive = doubled.reduce((sum, r, i) => sum + ((differences[i] as number) > 0 ? r : 0), 0);
  const least = Math.min(positive, most - positive);
  let tail = 0;
  for (let s = 0; s <= least; s++) tail += share[s] as number;
  return Math.min(1, 2 * tail);
}
