/** A trained two-class machine: positive for the first class. */
interface Machine {
  readonly first: number;
  readonly second: number;
  /** Places among the training points, and y alpha of each. */
  readonly support: readonly number[];
  readonly coefficients: readonly number[];
  readonly rho: number;
}

export interface SvmSettings {
  /** C: cost of a point on the wrong side. */
  readonly cost: number;
  /** Of the kernel exp(-gamma |x - y|^2). */
  readonly gamma: number;
}

const TOLERANCE = 1e-3;
const TINY = 1e-12;
const MOST_STEPS = 1_000_000;

/**
 * A multi-class support vector machine with a Gaussian kernel: one machine for each pair of classes,
 * trained by sequential minimal optimisation with second-order working sets (Fan, Chen and Lin, JMLR 6,
 * 2005), voting as in LIBSVM. Memory grows with the square of the number of points.
 */
export class Svm {
  readonly #points: readonly (readonly number[])[];
  readonly #gamma: number;
  readonly #classes: number;
  readonly #machines: readonly Machine[];

  constructor(points: readonly (readonly number[])[], labels: readonly number[], settings: SvmSettings) {
    this.#points = points;
    this.#gamma = settings.gamma;
    this.#classes = Math.max(...labels) + 1;
    const present = [...new Set(labels)].sort((a, b) => a - b);
    this.#machines = present.flatMap((first, i) =>
      present.slice(i + 1).map((second) => train(points, labels, first, second, settings)),
    );
  }

  /** The value of each pair's machine, pairs in order: positive for the first class of the pair. */
  decisions(point: readonly number[]): readonly number[] {
    const kernel = this.#points.map((known) => gaussian(known, point, this.#gamma));
    return this.#machines.map(({ support, coefficients, rho }) =>
      support.reduce((sum, at, k) => sum + (coefficients[k] as number) * (kernel[at] as number), -rho),
    );
  }

  /**
   * The class with most votes (the first of equals), and how much all machines together lean to the
   * lower class of their pair.
   */
  classify(point: readonly number[]): { readonly label: number; readonly lean: number } {
    const votes = new Array<number>(this.#classes).fill(0);
    let lean = 0;
    this.decisions(point).forEach((value, k) => {
      const { first, second } = this.#machines[k] as Machine;
      const winner = value > 0 ? first : second;
      votes[winner] = (votes[winner] as number) + 1;
      lean += value;
    });
    return { label: votes.indexOf(Math.max(...votes)), lean };
  }
}

function gaussian(a: readonly number[], b: readonly number[], gamma: number): number {
  let square = 0;
  for (let i = 0; i < a.length; i++) {
    const d = (a[i] as number) - (b[i] as number);
    square += d * d;
  }
  return Math.exp(-gamma * square);
}

function train(
  points: readonly (readonly number[])[],
  labels: readonly number[],
  first: number,
  second: number,
  { cost, gamma }: SvmSettings,
): Machine {
  // First class before second, as LIBSVM orders them.
  const places = [first, second].flatMap((label) => labels.flatMap((l, i) => (l === label ? [i] : [])));
  const n = places.length;
  const y = places.map((at) => (labels[at] === first ? 1 : -1));
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [a, b] = [points[places[i] as number], points[places[j] as number]];
      const value = gaussian(a as readonly number[], b as readonly number[], gamma);
      kernel[i * n + j] = value;
      kernel[j * n + i] = value;
    }
  }
  const { alpha, rho } = optimise(kernel, y, cost);
  const support = [...alpha.keys()].filter((i) => (alpha[i] as number) > 0);
  return {
    first,
    second,
    support: support.map((i) => places[i] as number),
    coefficients: support.map((i) => (y[i] as number) * (alpha[i] as number)),
    rho,
  };
}

/** Minimises a' Q a / 2 - sum a with 0 <= a <= C and y' a = 0, where Q_ij = y_i y_j K_ij. */
function optimise(
  kernel: Float64Array,
  y: readonly number[],
  cost: number,
): { readonly alpha: Float64Array; readonly rho: number } {
  const n = y.length;
  const alpha = new Float64Array(n);
  /** -y_i times the gradient: what the working sets are chosen by. */
  const pull = Float64Array.from(y);
  const canRise = (i: number) => (y[i] === 1 ? (alpha[i] as number) < cost : (alpha[i] as number) > 0);
  const canFall = (i: number) => (y[i] === 1 ? (alpha[i] as number) > 0 : (alpha[i] as number) < cost);
  for (let step = 0; step < MOST_STEPS; step++) {
    let i = -1;
    for (let t = 0; t < n; t++) {
      if (canRise(t) && (i < 0 || (pull[t] as number) > (pull[i] as number))) i = t;
    }
    if (i < 0) break;
    const most = pull[i] as number;
    let [j, gain, least, curvature] = [-1, 0, Number.POSITIVE_INFINITY, 1];
    for (let t = 0; t < n; t++) {
      if (!canFall(t)) continue;
      const b = most - (pull[t] as number);
      least = Math.min(least, pull[t] as number);
      if (b <= 0) continue;
      const a = Math.max(
        TINY,
        (kernel[i * n + i] as number) + (kernel[t * n + t] as number) - 2 * (kernel[i * n + t] as number),
      );
      if ((b * b) / a > gain) [j, gain, curvature] = [t, (b * b) / a, a];
    }
    if (j < 0 || most - least < TOLERANCE) break;
    const roomI = y[i] === 1 ? cost - (alpha[i] as number) : (alpha[i] as number);
    const roomJ = y[j] === 1 ? (alpha[j] as number) : cost - (alpha[j] as number);
    const move = Math.min((most - (pull[j] as number)) / curvature, roomI, roomJ);
    alpha[i] = move === roomI ? (y[i] === 1 ? cost : 0) : (alpha[i] as number) + (y[i] as number) * move;
    alpha[j] = move === roomJ ? (y[j] === 1 ? 0 : cost) : (alpha[j] as number) - (y[j] as number) * move;
    for (let t = 0; t < n; t++) {
      pull[t] = (pull[t] as number) - move * ((kernel[t * n + i] as number) - (kernel[t * n + j] as number));
    }
  }
  return { alpha, rho: offset(alpha, pull, cost, canRise, canFall) };
}

/** -b: the mean over the free points, else the middle of what the others allow (LIBSVM, 4.1.5). */
function offset(
  alpha: Float64Array,
  pull: Float64Array,
  cost: number,
  canRise: (i: number) => boolean,
  canFall: (i: number) => boolean,
): number {
  const free = [...alpha.keys()].filter((i) => (alpha[i] as number) > 0 && (alpha[i] as number) < cost);
  if (free.length > 0) return -free.reduce((sum, i) => sum + (pull[i] as number), 0) / free.length;
  const all = [...alpha.keys()];
  const high = Math.max(...all.filter(canRise).map((i) => pull[i] as number));
  const low = Math.min(...all.filter(canFall).map((i) => pull[i] as number));
  return -(high + low) / 2;
}
