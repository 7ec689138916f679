import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Rng } from '../../sim/core/index.ts';

/** Strategy parameters of a dimension and population (Hansen, table 1, positive weights only). */
export interface CmaConstants {
  readonly lambda: number;
  readonly weights: readonly number[];
  readonly muEff: number;
  readonly cSigma: number;
  readonly dSigma: number;
  readonly cC: number;
  readonly c1: number;
  readonly cMu: number;
  /** E|N(0, I)|. */
  readonly chiN: number;
}

export function cmaConstants(n: number, lambda: number): CmaConstants {
  const mu = Math.floor(lambda / 2);
  const raw = Array.from({ length: mu }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1));
  const sum = raw.reduce((a, b) => a + b, 0);
  const weights = raw.map((w) => w / sum);
  const muEff = 1 / weights.reduce((s, w) => s + w * w, 0);
  const cSigma = (muEff + 2) / (n + muEff + 5);
  const c1 = 2 / (square(n + 1.3) + muEff);
  return {
    lambda,
    weights,
    muEff,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    cC: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    c1,
    cMu: Math.min(1 - c1, (2 * (0.25 + muEff + 1 / muEff - 2)) / (square(n + 2) + muEff)),
    chiN: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/**
 * The state of one run of CMA-ES (Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv
 * 1604.00772, equations 38 to 47 with positive weights): draw points, then `update` with them,
 * best first.
 */
export class Cma {
  readonly n: number;
  readonly constants: CmaConstants;
  sigma: number;
  mean: Float64Array;
  readonly covariance: Float64Array;
  readonly #pSigma: Float64Array;
  readonly #pC: Float64Array;
  #eigen: EigenvalueDecomposition;
  #generation = 0;

  constructor(mean: readonly number[], sigma: number, lambda: number) {
    this.n = mean.length;
    this.constants = cmaConstants(this.n, lambda);
    this.mean = Float64Array.from(mean);
    this.sigma = sigma;
    this.covariance = new Float64Array(this.n * this.n);
    for (let i = 0; i < this.n; i++) this.covariance[i * this.n + i] = 1;
    this.#pSigma = new Float64Array(this.n);
    this.#pC = new Float64Array(this.n);
    this.#eigen = eigenOf(this.covariance, this.n);
  }

  /** m + sigma B D z (38 to 40). */
  draw(rng: Rng): readonly number[] {
    const { realEigenvalues: values } = this.#eigen;
    const z = Float64Array.from({ length: this.n }, () => rng.normal());
    const y = this.#turned(z.map((x, i) => x * Math.sqrt(Math.max(0, values[i] as number))));
    return Array.from(y, (x, i) => (this.mean[i] as number) + this.sigma * x);
  }

  /** The longest standard deviation of the distribution. */
  get longest(): number {
    return this.sigma * Math.sqrt(Math.max(...this.#eigen.realEigenvalues));
  }

  /** Learns from the mu best points, best first. */
  update(best: readonly (readonly number[])[]): void {
    const { weights, muEff, cSigma, dSigma, cC, c1, cMu, chiN } = this.constants;
    const { n } = this;
    const steps = weights.map((_, k) =>
      Float64Array.from(best[k] as readonly number[], (x, i) => (x - (this.mean[i] as number)) / this.sigma),
    );
    const y = new Float64Array(n);
    steps.forEach((step, k) => {
      for (let i = 0; i < n; i++) y[i] = (y[i] as number) + (weights[k] as number) * (step[i] as number);
    });
    this.mean = this.mean.map((m, i) => m + this.sigma * (y[i] as number));
    const whitened = this.#whitened(y);
    const keep = Math.sqrt(cSigma * (2 - cSigma) * muEff);
    for (let i = 0; i < n; i++) {
      this.#pSigma[i] = (1 - cSigma) * (this.#pSigma[i] as number) + keep * (whitened[i] as number);
    }
    this.#generation++;
    const length = Math.sqrt(this.#pSigma.reduce((sum, x) => sum + x * x, 0));
    const settled = Math.sqrt(1 - Math.exp(2 * this.#generation * Math.log(1 - cSigma)));
    const h = length / settled < (1.4 + 2 / (n + 1)) * chiN ? 1 : 0;
    const keepC = h * Math.sqrt(cC * (2 - cC) * muEff);
    for (let i = 0; i < n; i++) this.#pC[i] = (1 - cC) * (this.#pC[i] as number) + keepC * (y[i] as number);
    const decay = 1 - c1 - cMu + c1 * (1 - h) * cC * (2 - cC);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let rankMu = 0;
        steps.forEach((step, k) => {
          rankMu += (weights[k] as number) * (step[i] as number) * (step[j] as number);
        });
        const rankOne = (this.#pC[i] as number) * (this.#pC[j] as number);
        const at = i * n + j;
        this.covariance[at] = decay * (this.covariance[at] as number) + c1 * rankOne + cMu * rankMu;
      }
    }
    this.sigma *= Math.exp(Math.min(1, (cSigma / dSigma) * (length / chiN - 1)));
    this.#eigen = eigenOf(this.covariance, n);
  }

  /** B x. */
  #turned(x: Float64Array): Float64Array {
    const { eigenvectorMatrix: vectors } = this.#eigen;
    return Float64Array.from({ length: this.n }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < this.n; k++) sum += vectors.get(i, k) * (x[k] as number);
      return sum;
    });
  }

  /** C^(-1/2) y. */
  #whitened(y: Float64Array): Float64Array {
    const { realEigenvalues: values, eigenvectorMatrix: vectors } = this.#eigen;
    const scaled = Float64Array.from({ length: this.n }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < this.n; i++) sum += vectors.get(i, k) * (y[i] as number);
      return sum / Math.sqrt(Math.max(1e-300, values[k] as number));
    });
    return this.#turned(scaled);
  }
}

function eigenOf(symmetric: Float64Array, n: number): EigenvalueDecomposition {
  return new EigenvalueDecomposition(Matrix.from1DArray(n, n, symmetric), { assumeSymmetric: true });
}

function square(x: number): number {
  return x * x;
}
