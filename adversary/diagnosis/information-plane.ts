import { FaultscapeError, type Rng } from '../../sim/core/index.ts';

/**
 * Where a classifier lies in the information plane (Cheng, Lian, Gao, Geng, Entropy 2019), all in bits. T is its
 * softmax output with every coordinate cut into bins, Y the true class; X is uniform over the samples, so what T
 * tells of X is the entropy of T. What binning calls compression depends on the bins: compare points made with the
 * same ones only.
 */
export interface PlanePoint {
  /** I(X;T), the entropy of the binned outputs. */
  readonly inputBits: number;
  /** I(T;Y), counted from the samples: biased upwards when outputs have nearly as many values as there are samples. */
  readonly labelBits: number;
  /** Mean I(T;Y) over shuffled labels, where there is nothing to know: the bias. */
  readonly biasBits: number;
  /** labelBits - biasBits. */
  readonly correctedLabelBits: number;
  /** No classifier gets above min(H(Y), I(X;T)). */
  readonly boundBits: number;
  readonly samples: number;
  /** Different values of T. */
  readonly symbols: number;
}

export interface PlaneOptions {
  /** Equal bins of each coordinate over [0, 1]. */
  readonly bins?: number;
  /** Times that labels are shuffled for the bias; at least 5. */
  readonly shuffles?: number;
  readonly rng: Rng;
}

/** `probabilities` holds a row per sample, `labels` the true class of each, counted from 0. */
export function planePoint(
  probabilities: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  { bins = 10, shuffles = 5, rng }: PlaneOptions,
): PlanePoint {
  refuse(probabilities, labels, bins, shuffles);
  const outputs = toSymbols(probabilities, bins);
  const truth = Int32Array.from(labels);
  const [entropyT, entropyY] = [entropyBits(outputs), entropyBits(truth)];
  const informationOf = (shuffled: Int32Array) =>
    Math.max(0, entropyT + entropyY - entropyBits(joined(outputs, shuffled)));
  const labelBits = informationOf(truth);
  let sum = 0;
  for (let i = 0; i < shuffles; i++) sum += informationOf(shuffledCopy(truth, rng));
  const biasBits = sum / shuffles;
  return {
    inputBits: entropyT,
    labelBits,
    biasBits,
    correctedLabelBits: labelBits - biasBits,
    boundBits: Math.min(entropyT, entropyY),
    samples: truth.length,
    symbols: 1 + outputs.reduce((most, symbol) => Math.max(most, symbol), -1),
  };
}

/** The plane's point for telling one class from all others: which classes a net confuses. */
export function oneVersusRest(
  probabilities: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  classIndex: number,
  options: PlaneOptions,
): PlanePoint {
  const pairs = probabilities.map((row) => {
    const p = row[classIndex] as number;
    return [p, 1 - p];
  });
  const isIt = Array.from(labels, (label) => (label === classIndex ? 1 : 0));
  return planePoint(pairs, isIt, options);
}

/** Number k for the k-th different tuple of bins, in order of appearance. */
function toSymbols(rows: readonly ArrayLike<number>[], bins: number): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(rows, (row) => {
    // Outputs of 0 belong to the lowest bin, those of 1 to the highest.
    const tuple = Array.from(row, (p) => Math.max(0, Math.ceil(p * bins) - 1)).join();
    const symbol = known.get(tuple) ?? known.size;
    known.set(tuple, symbol);
    return symbol;
  });
}

/** One symbol per pair of symbols. */
function joined(a: Int32Array, b: Int32Array): Float64Array {
  const span = 1 + b.reduce((most, symbol) => Math.max(most, symbol), 0);
  return Float64Array.from(a, (symbol, i) => symbol * span + (b[i] as number));
}

/** Entropy of the symbols' own shares, in bits. */
export function entropyBits(symbols: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i] as number;
    counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  // Counts in order of size, so that the sum does not depend on the order of the samples.
  const sorted = [...counts.values()].sort((x, y) => x - y);
  return sorted.reduce((sum, count) => sum - (count / symbols.length) * Math.log2(count / symbols.length), 0);
}

/** Fisher-Yates. */
function shuffledCopy(values: Int32Array, rng: Rng): Int32Array {
  const copy = values.slice();
  for (let i = copy.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    const kept = copy[i] as number;
    copy[i] = copy[j] as number;
    copy[j] = kept;
  }
  return copy;
}

function refuse(
  rows: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  bins: number,
  shuffles: number,
) {
  const wrong = (message: string, expected: string, got: string) => {
    throw new FaultscapeError('data', message, { expected, got });
  };
  if (rows.length === 0) wrong('The information plane needs samples.', 'at least one', 'none');
  if (labels.length !== rows.length) {
    wrong('Every sample needs one label.', `${rows.length} labels`, `${labels.length}`);
  }
  if (!Number.isInteger(bins) || bins < 2) wrong('Bins are counted.', 'a whole number from 2', String(bins));
  if (!Number.isInteger(shuffles) || shuffles < 5) {
    wrong('The bias needs shuffled labels.', 'a whole number from 5', String(shuffles));
  }
  const classes = (rows[0] as ArrayLike<number>).length;
  rows.forEach((row, i) => {
    const bad = Array.from(row).find((p) => !(p >= 0 && p <= 1));
    if (row.length !== classes)
      wrong(`Sample ${i} has another length.`, `${classes} numbers`, `${row.length}`);
    if (bad !== undefined) wrong(`Sample ${i} holds no probabilities.`, 'numbers from 0 to 1', String(bad));
  });
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (!Number.isInteger(label) || label < 0) {
      wrong(`The label of sample ${i} is no class.`, 'a whole number from 0', String(label));
    }
  }
}
