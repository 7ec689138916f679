import { chiSquaredTail } from './gamma.ts';
import { rank } from './ranks.ts';

export interface Friedman {
  /** Per method, its rank meant over the blocks: 1 is best. */
  readonly meanRanks: readonly number[];
  readonly chiSquared: number;
  /** How likely methods of no difference rank as unequally. */
  readonly p: number;
}

/** The test of Friedman (1937) with its correction for ties; `blocks` hold one value per method, higher is better. */
export function friedman(blocks: readonly (readonly number[])[]): Friedman {
  const n = blocks.length;
  const k = blocks[0]?.length ?? 0;
  const sums = new Array<number>(k).fill(0);
  let ties = 0;
  for (const block of blocks) {
    const ranked = rank(block.map((x) => -x));
    ties += ranked.ties;
    ranked.ranks.forEach((r, i) => {
      sums[i] = (sums[i] as number) + r;
    });
  }
  const squares = sums.reduce((sum, r) => sum + r * r, 0);
  const correction = 1 - ties / (n * k * (k * k - 1));
  const chiSquared =
    correction > 0 ? ((12 / (n * k * (k + 1))) * squares - 3 * n * (k + 1)) / correction : Number.NaN;
  return {
    meanRanks: sums.map((r) => r / n),
    chiSquared,
    p: Number.isNaN(chiSquared) ? 1 : chiSquaredTail(Math.max(0, chiSquared), k - 1),
  };
}
