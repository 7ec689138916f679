import { FaultscapeError, type Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { factorRows } from './cholesky.ts';
import { priorPath } from './prior-path.ts';
import { solveLower, solveTransposed } from './triangular.ts';

/**
 * Hyperparameters. With r the distance in lengths, the kernel `gaussian` (the default) is signal exp(-r^2 / 2), and
 * `matern` is signal (1 + a + a^2 / 3) exp(-a) with a = sqrt(5) r (4.17), which suits scores with kinks.
 */
export interface GpSettings {
  readonly kernel?: 'gaussian' | 'matern';
  /** Length scale of each axis. */
  readonly lengths: readonly number[];
  /** Variance of the function. */
  readonly signal: number;
  /** Variance of a score about the function. */
  readonly noise: number;
}

export interface Prediction {
  readonly mean: number;
  /** Standard deviation of the function, without the noise of a score. */
  readonly deviation: number;
}

/**
 * Gaussian-process regression (Rasmussen and Williams 2006, algorithm 2.1). Costs n^3 to make, n^2 for each point more
 * than an `earlier` one of the same settings knows, n^2 for each deviation, and the memory of half a matrix.
 */
export class GaussianProcess {
  readonly #settings: GpSettings;
  /** Known points, row by row, in lengths. */
  readonly #scaled: Float64Array;
  readonly #points: readonly Point[];
  readonly #centre: number;
  readonly #scores: readonly number[];
  readonly #lower: Float64Array;
  readonly #alpha: Float64Array;
  /** The logarithm of the marginal likelihood (2.30). */
  readonly logLikelihood: number;

  constructor(
    points: readonly Point[],
    scores: readonly number[],
    settings: GpSettings,
    earlier?: GaussianProcess,
  ) {
    const n = points.length;
    this.#settings = settings;
    this.#points = [...points];
    this.#scores = [...scores];
    this.#scaled = Float64Array.from(points.flatMap((point) => inLengths(point, settings)));
    this.#centre = scores.reduce((sum, q) => sum + q, 0) / n;
    const lower = new Float64Array((n * (n + 1)) / 2);
    const kept = this.#sharedWith(earlier);
    if (earlier !== undefined) lower.set(earlier.#lower.subarray(0, (kept * (kept + 1)) / 2));
    for (let i = kept, at = (kept * (kept + 1)) / 2; i < n; i++) {
      lower.set(this.#kernelWith(points[i] as Point, i + 1), at);
      at += i + 1;
      lower[at - 1] = (lower[at - 1] as number) + settings.noise;
    }
    if (!factorRows(lower, kept, n)) {
      throw new FaultscapeError('data', 'The kernel matrix of a Gaussian process is not positive definite.', {
        expected: 'noise above rounding',
        got: `noise ${settings.noise} for a signal of ${settings.signal}`,
      });
    }
    const y = scores.map((q) => q - this.#centre);
    this.#lower = lower;
    this.#alpha = this.#solve(y);
    let likelihood = -0.5 * n * Math.log(2 * Math.PI);
    for (let i = 0, diagonal = 0; i < n; i++, diagonal += i + 1) {
      likelihood -= 0.5 * (y[i] as number) * (this.#alpha[i] as number);
      likelihood -= Math.log(lower[diagonal] as number);
    }
    this.logLikelihood = likelihood;
  }

  mean(point: Point): number {
    return this.#meanOf(this.#kernelWith(point));
  }

  predict(point: Point): Prediction {
    const k = this.#kernelWith(point);
    const mean = this.#meanOf(k);
    const v = solveLower(this.#lower, k);
    let variance = this.#settings.signal;
    for (let i = 0; i < v.length; i++) variance -= (v[i] as number) * (v[i] as number);
    return { mean, deviation: Math.sqrt(Math.max(0, variance)) };
  }

  /**
   * Draws functions from the posterior, each as its values at `points`: a prior path plus what the scores
   * pull it by (Matheron's rule; Wilson et al. 2020). Their means and deviations are those of `predict`.
   */
  pathsAt(points: readonly Point[]): (rng: Rng) => Float64Array {
    const n = this.#points.length;
    const kernel = points.map((point) => this.#kernelWith(point));
    const spread = Math.sqrt(this.#settings.noise);
    return (rng) => {
      const prior = priorPath(this.#settings, rng);
      const drawn = this.#points.map((point) => prior(point) + spread * rng.normal());
      const pulled = this.#solve(drawn);
      const weights = this.#alpha.map((alpha, i) => alpha - (pulled[i] as number));
      return Float64Array.from(points, (point, row) => {
        const near = kernel[row] as Float64Array;
        let sum = this.#centre + prior(point);
        for (let i = 0; i < n; i++) sum += (weights[i] as number) * (near[i] as number);
        return sum;
      });
    };
  }

  /** What each known point would be predicted to be from all the others (5.12), score by score. */
  leaveOneOut(): readonly Prediction[] {
    const n = this.#alpha.length;
    const inverse = new Float64Array(n);
    const unit = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      unit.fill(0);
      unit[i] = 1;
      // The diagonal of the inverse of L L' has the squared lengths of the columns of the inverse of L.
      const column = solveLower(this.#lower, unit);
      inverse[i] = column.reduce((sum, x) => sum + x * x, 0);
    }
    return this.#scores.map((score, i) => ({
      mean: score - (this.#alpha[i] as number) / (inverse[i] as number),
      deviation: Math.sqrt(Math.max(0, 1 / (inverse[i] as number) - this.#settings.noise)),
    }));
  }

  /** How many of the first points another process of these settings knows as its first. */
  #sharedWith(earlier: GaussianProcess | undefined): number {
    if (earlier === undefined || earlier.#settings !== this.#settings) return 0;
    const differs = earlier.#points.findIndex((point, i) => point !== this.#points[i]);
    return differs < 0 ? earlier.#points.length : differs;
  }

  #solve(b: ArrayLike<number>): Float64Array {
    return solveTransposed(this.#lower, solveLower(this.#lower, b));
  }

  #meanOf(kernel: Float64Array): number {
    let sum = this.#centre;
    for (let i = 0; i < kernel.length; i++) sum += (this.#alpha[i] as number) * (kernel[i] as number);
    return sum;
  }

  /** Covariances of a point with the first known ones. */
  #kernelWith(point: Point, first = this.#alpha.length): Float64Array {
    const d = point.length;
    const x = inLengths(point, this.#settings);
    const kernel = new Float64Array(first);
    const { signal } = this.#settings;
    const shape = SHAPES[this.#settings.kernel ?? 'gaussian'];
    for (let i = 0, at = 0; i < first; i++) {
      let square = 0;
      for (let k = 0; k < d; k++) {
        const z = (this.#scaled[at++] as number) - (x[k] as number);
        square += z * z;
      }
      kernel[i] = signal * shape(square);
    }
    return kernel;
  }
}

/** Of the squared distance in lengths. */
export const SHAPES = {
  gaussian: (square: number) => Math.exp(-0.5 * square),
  matern(square: number) {
    const a = Math.sqrt(5 * square);
    return (1 + a + (a * a) / 3) * Math.exp(-a);
  },
} as const;

function inLengths(point: Point, { lengths }: GpSettings): number[] {
  return point.map((x, i) => x / (lengths[i] as number));
}
