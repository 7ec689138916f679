import { loadLibsvm } from './load-libsvm.ts';

/** A trained two-class machine: positive for the first class. */
interface Machine {
  readonly first: number;
  readonly second: number;
  /** y alpha of each support vector, 0 where it takes no part. */
  readonly coefficients: readonly number[];
  readonly rho: number;
}

export interface SvmSettings {
  /** C: cost of a point on the wrong side. */
  readonly cost: number;
  /** Of the kernel exp(-gamma |x - y|^2). */
  readonly gamma: number;
}

type Points = readonly (readonly number[])[];

/** Of kernel rows, within the 16 MB that the library has in all. */
const CACHE_MEGABYTES = 4;

/** Gives the function that trains: loading takes a moment once, training itself does not wait. */
export async function svmTrainer() {
  const Libsvm = await loadLibsvm();
  return (points: Points, labels: readonly number[], { cost, gamma }: SvmSettings): Svm => {
    // Lower classes first: LIBSVM numbers classes by their first appearance.
    const order = [...labels.keys()].sort((a, b) => (labels[a] as number) - (labels[b] as number));
    const sorted = order.map((i) => points[i] as readonly number[]);
    const classes = [...new Set(labels)].sort((a, b) => a - b);
    if (classes.length < 2) return new Svm([], [], classes, gamma);
    const machine = new Libsvm({
      type: Libsvm.SVM_TYPES.C_SVC,
      kernel: Libsvm.KERNEL_TYPES.RBF,
      gamma,
      cost,
      cacheSize: CACHE_MEGABYTES,
      quiet: true,
    });
    try {
      machine.train(
        sorted,
        order.map((i) => labels[i] as number),
      );
      const support = machine.getSVIndices().map((i) => sorted[i] as readonly number[]);
      return new Svm(support, machinesOf(machine.serializeModel(), classes), classes, gamma);
    } finally {
      machine.free();
    }
  };
}

/**
 * A multi-class support vector machine with a Gaussian kernel: one machine for each pair of classes,
 * trained by LIBSVM (Chang and Lin, ACM TIST 2, 2011), voting as it does. What it learned is read out of the
 * library, which tells classes only, where a ranking needs the machines' values.
 */
export class Svm {
  readonly #support: Points;
  readonly #machines: readonly Machine[];
  readonly #classes: readonly number[];
  readonly #gamma: number;

  constructor(support: Points, machines: readonly Machine[], classes: readonly number[], gamma: number) {
    this.#support = support;
    this.#machines = machines;
    this.#classes = classes;
    this.#gamma = gamma;
  }

  /** The value of each pair's machine, pairs in order: positive for the first class of the pair. */
  decisions(point: readonly number[]): readonly number[] {
    const kernel = this.#support.map((known) => gaussian(known, point, this.#gamma));
    return this.#machines.map(({ coefficients, rho }) =>
      coefficients.reduce((sum, coefficient, k) => sum + coefficient * (kernel[k] as number), -rho),
    );
  }

  /**
   * The class with most votes (the first of equals), and how much all machines together lean to the
   * lower class of their pair.
   */
  classify(point: readonly number[]): { readonly label: number; readonly lean: number } {
    const votes = new Map(this.#classes.map((label) => [label, 0]));
    let lean = 0;
    this.decisions(point).forEach((value, k) => {
      const { first, second } = this.#machines[k] as Machine;
      const winner = value > 0 ? first : second;
      votes.set(winner, (votes.get(winner) as number) + 1);
      lean += value;
    });
    const most = Math.max(...votes.values());
    return { label: this.#classes.find((label) => votes.get(label) === most) as number, lean };
  }
}

/**
 * The machines of a model in LIBSVM's text format. A row of a support vector of class i has, for each
 * other class in order, its y alpha in the machine of the two. Offsets are written with six digits.
 */
function machinesOf(model: string, classes: readonly number[]): readonly Machine[] {
  const [head = '', rows = ''] = model.split('\nSV\n');
  const numbers = (name: string) =>
    (head.split('\n').find((line) => line.startsWith(`${name} `)) ?? '').split(' ').slice(1).map(Number);
  const offsets = numbers('rho');
  const classOf = numbers('nr_sv').flatMap((count, i) => new Array<number>(count).fill(i));
  const values = rows
    .trimEnd()
    .split('\n')
    .map((row) => row.split(' ', classes.length - 1).map(Number));
  let pair = 0;
  return classes.flatMap((first, i) =>
    classes.slice(i + 1).map((second, k) => {
      const j = i + 1 + k;
      const coefficients = values.map((row, at) =>
        classOf[at] === i ? (row[j - 1] as number) : classOf[at] === j ? (row[i] as number) : 0,
      );
      return { first, second, coefficients, rho: offsets[pair++] as number };
    }),
  );
}

function gaussian(a: readonly number[], b: readonly number[], gamma: number): number {
  let square = 0;
  for (let i = 0; i < a.length; i++) {
    const d = (a[i] as number) - (b[i] as number);
    square += d * d;
  }
  return Math.exp(-gamma * square);
}
