/** One question and its answer: a ratio of two things timed in turn in one run. */
export interface Ratio {
  readonly name: string;
  readonly question: string;
  /** What the ratio should not exceed (`atMost`) or fall below (`atLeast`). */
  readonly target: { readonly atMost: number } | { readonly atLeast: number };
  readonly ratio: number;
  readonly met: boolean;
  /** The two sides, with units in their names. */
  readonly sides: Readonly<Record<string, number>>;
  readonly note: string;
}

export function ratioOf(options: Omit<Ratio, 'met'>): Ratio {
  const { target, ratio } = options;
  return { ...options, met: 'atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast };
}

/**
 * Times two ways by turns, A B A B ..., and returns the median milliseconds of each and the
 * median of the ratios pair by pair, which holds when the machine's speed drifts.
 */
export async function pairwise(
  rounds: number,
  a: () => void | Promise<void>,
  b: () => void | Promise<void>,
): Promise<{ aMs: number; bMs: number; ratio: number }> {
  const aMs: number[] = [];
  const bMs: number[] = [];
  await a();
  await b();
  for (let k = 0; k < rounds; k++) {
    aMs.push(await timed(a));
    bMs.push(await timed(b));
  }
  const ratios = aMs.map((ms, k) => ms / (bMs[k] as number));
  return { aMs: median(aMs), bMs: median(bMs), ratio: median(ratios) };
}

async function timed(work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  const high = sorted[middle] as number;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] as number)) / 2;
}
