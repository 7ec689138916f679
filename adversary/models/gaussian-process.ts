import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { FaultscapeError, type Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { priorPath } from './prior-path.ts';
import { packLower, solveLower } from './triangular.ts';

/** Hyperparameters of a squared-exponential kernel. */
export interface GpSettings {
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
 * Gaussian-process regression (Rasmussen and Williams 2006, algorithm 2.1) with the kernel
 * signal exp(-sum (x - y)^2 / (2 length^2)). Costs n^3 to make and n^2 for each deviation.
 */
export class GaussianProcess {
  readonly #settings: GpSettings;
  readonly #points: readonly Point[];
  readonly #centre: number;
  readonly #factor: CholeskyDecomposition;
  readonly #lower: Float64Array;
  readonly #alpha: Float64Array;
  /** The logarithm of the marginal likelihood (2.30). */
  readonly logLikelihood: number;

  constructor(points: readonly Point[], scores: readonly number[], settings: GpSettings) {
    const n = points.length;
    this.#points = [...points];
    this.#settings = settings;
    this.#centre = scores.reduce((sum, q) => sum + q, 0) / n;
    const kernel = Matrix.zeros(n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const value = covariance(points[i] as Point, points[j] as Point, settings);
        kernel.set(i, j, value + (i === j ? settings.noise : 0));
        kernel.set(j, i, kernel.get(i, j));
      }
    }
    const factor = new CholeskyDecomposition(kernel);
    if (!factor.isPositiveDefinite()) {
      throw new FaultscapeError('data', 'The kernel matrix of a Gaussian process is not positive definite.', {
        expected: 'noise above rounding',
        got: `noise ${settings.noise} for a signal of ${settings.signal}`,
      });
    }
    const y = scores.map((q) => q - this.#centre);
    const lower = factor.lowerTriangularMatrix;
    this.#factor = factor;
    this.#lower = packLower(lower);
    this.#alpha = Float64Array.from(factor.solve(Matrix.columnVector(y)).to1DArray());
    let likelihood = -0.5 * n * Math.log(2 * Math.PI);
    for (let i = 0; i < n; i++) {
      likelihood -= 0.5 * (y[i] as number) * (this.#alpha[i] as number);
      likelihood -= Math.log(lower.get(i, i));
    }
    this.logLikelihood = likelihood;
  }

  mean(point: Point): number {
    let sum = this.#centre;
    for (let i = 0; i < this.#points.length; i++) {
      sum += (this.#alpha[i] as number) * covariance(this.#points[i] as Point, point, this.#settings);
    }
    return sum;
  }

  /**
   * Draws functions from the posterior, each as its values at `points`: a prior path plus what the scores
   * pull it by (Matheron's rule; Wilson et al. 2020). Their means and deviations are those of `predict`.
   */
  pathsAt(points: readonly Point[]): (rng: Rng) => Float64Array {
    const n = this.#points.length;
    const kernel = new Float64Array(points.length * n);
    points.forEach((point, row) => {
      for (let i = 0; i < n; i++) {
        kernel[row * n + i] = covariance(this.#points[i] as Point, point, this.#settings);
      }
    });
    const spread = Math.sqrt(this.#settings.noise);
    return (rng) => {
      const prior = priorPath(this.#settings, rng);
      const drawn = this.#points.map((point) => prior(point) + spread * rng.normal());
      const pulled = this.#factor.solve(Matrix.columnVector(drawn));
      const weights = this.#alpha.map((alpha, i) => alpha - pulled.get(i, 0));
      return Float64Array.from(points, (point, row) => {
        let sum = this.#centre + prior(point);
        for (let i = 0; i < n; i++) sum += (weights[i] as number) * (kernel[row * n + i] as number);
        return sum;
      });
    };
  }

  /** What it would have said of each of its scores, had it not known that one (R&W, eq. 5.12). */
  leftOut(scores: readonly number[]): readonly number[] {
    const inverse = this.#factor.solve(Matrix.eye(scores.length));
    return scores.map((score, i) => score - (this.#alpha[i] as number) / inverse.get(i, i));
  }

  predict(point: Point): Prediction {
    const k = this.#points.map((known) => covariance(known, point, this.#settings));
    const mean = k.reduce((sum, value, i) => sum + value * (this.#alpha[i] as number), this.#centre);
    const v = solveLower(this.#lower, k);
    const variance = this.#settings.signal - v.reduce((sum, x) => sum + x * x, 0);
    return { mean, deviation: Math.sqrt(Math.max(0, variance)) };
  }
}

function covariance(a: Point, b: Point, { lengths, signal }: GpSettings): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const z = ((a[i] as number) - (b[i] as number)) / (lengths[i] as number);
    sum += z * z;
  }
  return signal * Math.exp(-0.5 * sum);
}
