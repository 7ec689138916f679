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

interface Pair {
  readonly aMs: number;
  readonly bMs: number;
  readonly ratio: number;
}
type Work = () => void | Promise<void>;
type Timed = () => number | Promise<number>;

/**
 * Times two ways by turns, A B A B ..., and returns the median milliseconds of each and the
 * median of the ratios pair by pair, which holds when the machine's speed drifts.
 */
export function pairwise(rounds: number, a: Work, b: Work): Promise<Pair> {
  return pairwiseTimed(rounds, wallMs(a), wallMs(b));
}

/** The same of ways that time themselves. */
export async function pairwiseTimed(rounds: number, a: Timed, b: Timed): Promise<Pair> {
  const aMs: number[] = [];
  const bMs: number[] = [];
  await a();
  await b();
  for (let k = 0; k < rounds; k++) {
    aMs.push(await a());
    bMs.push(await b());
  }
  const ratios = aMs.map((ms, k) => ms / (bMs[k] as number));
  return { aMs: median(aMs), bMs: median(bMs), ratio: median(ratios) };
}

function wallMs(work: Work): Timed {
  return async () => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
}

/** Milliseconds of processor time of this process, all its threads together, which other programs do not lengthen. */
export async function cpuMs(work: Work): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  const high = sorted[middle] as number;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] as number)) / 2;
}
