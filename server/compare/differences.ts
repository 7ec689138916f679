import { holm, mannWhitney } from '../../adversary/index.ts';

interface Sample {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** How two adversaries differ in one measure over the seeds. */
export interface Difference {
  readonly a: string;
  readonly b: string;
  /** How likely a run of the first has more than one of the second. */
  readonly a12: number;
  /** Mann and Whitney, two-sided. */
  readonly p: number;
}

export interface Differences {
  /** Every adversary against the one that all are compared with; p corrected by Holm for their number. */
  readonly against: readonly Difference[];
  /** Every two, p as it is. */
  readonly pairs: readonly Difference[];
}

/** Two runs a side say nothing; those without a value are left out. */
const FEWEST = 3;

export function differences(samples: readonly Sample[], against: string): Differences {
  const there = samples.map(({ name, values }) => ({
    name,
    values: values.filter((value) => value !== null),
  }));
  const told = there.filter(({ values }) => values.length >= FEWEST);
  const pairs = told.flatMap((a, i) => told.slice(i + 1).map((b) => difference(a, b)));
  const base = told.find(({ name }) => name === against);
  const raw =
    base === undefined ? [] : told.filter((one) => one !== base).map((one) => difference(one, base));
  const corrected = holm(raw.map(({ p }) => p));
  return { against: raw.map((one, i) => ({ ...one, p: corrected[i] as number })), pairs };
}

function difference(
  a: { readonly name: string; readonly values: readonly number[] },
  b: { readonly name: string; readonly values: readonly number[] },
): Difference {
  const { a12, p } = mannWhitney(a.values, b.values);
  return { a: a.name, b: b.name, a12, p };
}
