import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { FaultscapeError, type Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Component } from './mixture.ts';
import { packLower, solveLower } from './triangular.ts';

/** Added to every variance, so that a component on one point keeps a volume (as scikit-learn does). */
const RIDGE = 1e-6;
const ITERATIONS = 200;
/** Gain in mean log-likelihood at which it ends. */
const TOLERANCE = 1e-6;

/** Fits a mixture of Gaussians with full covariances: components seeded by k-means++, then EM. */
export function fitMixture(points: readonly Point[], components: number, rng: Rng): readonly Component[] {
  const centres = seedCentres(points, Math.min(components, points.length), rng);
  return expectationMaximisation(points, hardAssignment(points, centres));
}

/**
 * Expectation maximisation (Dempster, Laird and Rubin 1977; Bishop, PRML, eq. 9.23 to 9.27) from given
 * responsibilities, one row a point. An empty component drops out.
 */
export function expectationMaximisation(
  points: readonly Point[],
  responsibilities: readonly (readonly number[])[],
): readonly Component[] {
  let current = maximise(points, responsibilities);
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < ITERATIONS; i++) {
    const { shares, meanLogLikelihood } = expect(points, current);
    current = maximise(points, shares);
    if (meanLogLikelihood - last < TOLERANCE) break;
    last = meanLogLikelihood;
  }
  return current;
}

/** Mean over the points of the logarithm of the mixture's density. */
export function meanLogLikelihood(points: readonly Point[], components: readonly Component[]): number {
  return expect(points, components).meanLogLikelihood;
}

function expect(points: readonly Point[], components: readonly Component[]) {
  const constants = components.map(({ weight, lower, mean }) => {
    const d = mean.length;
    const logDiagonal = mean.reduce((sum, _, i) => sum + Math.log(lower[i * d + i] as number), 0);
    return Math.log(weight) - 0.5 * d * Math.log(2 * Math.PI) - logDiagonal;
  });
  const factors = components.map(({ lower, mean }) =>
    packLower(Matrix.from1DArray(mean.length, mean.length, lower)),
  );
  let total = 0;
  const shares = points.map((point) => {
    const logs = components.map(({ mean }, k) => {
      const offset = point.map((x, i) => x - (mean[i] as number));
      const z = solveLower(factors[k] as Float64Array, offset);
      return (constants[k] as number) - 0.5 * z.reduce((sum, x) => sum + x * x, 0);
    });
    const most = Math.max(...logs);
    const sum = logs.reduce((s, log) => s + Math.exp(log - most), 0);
    total += most + Math.log(sum);
    return logs.map((log) => Math.exp(log - most) / sum);
  });
  return { shares, meanLogLikelihood: total / points.length };
}

function maximise(points: readonly Point[], shares: readonly (readonly number[])[]): readonly Component[] {
  const d = points[0]?.length ?? 0;
  return (shares[0] ?? []).flatMap((_, k) => {
    const weights = shares.map((row) => row[k] as number);
    const total = weights.reduce((sum, w) => sum + w, 0);
    if (total < 1e-9) return [];
    const mean = Array.from(
      { length: d },
      (_, i) => points.reduce((sum, p, n) => sum + (weights[n] as number) * (p[i] as number), 0) / total,
    );
    const covariance = Matrix.zeros(d, d);
    points.forEach((point, n) => {
      for (let i = 0; i < d; i++) {
        const x = ((weights[n] as number) * ((point[i] as number) - (mean[i] as number))) / total;
        for (let j = 0; j <= i; j++) {
          const y = (point[j] as number) - (mean[j] as number);
          covariance.set(i, j, covariance.get(i, j) + x * y);
        }
      }
    });
    for (let i = 0; i < d; i++) {
      covariance.set(i, i, covariance.get(i, i) + RIDGE);
      for (let j = 0; j < i; j++) covariance.set(j, i, covariance.get(i, j));
    }
    const factor = new CholeskyDecomposition(covariance);
    if (!factor.isPositiveDefinite()) {
      throw new FaultscapeError('data', 'A covariance is not positive definite.', {
        expected: 'a positive variance in every direction',
        got: `component ${k} of ${shares[0]?.length}`,
      });
    }
    return [{ weight: total / points.length, mean, lower: factor.lowerTriangularMatrix.to1DArray() }];
  });
}

/** k-means++ seeding (Arthur and Vassilvitskii 2007): far points are likely centres. */
function seedCentres(points: readonly Point[], k: number, rng: Rng): readonly Point[] {
  const centres = [rng.pick(points)];
  const nearest = points.map((point) => squareDistance(point, centres[0] as Point));
  while (centres.length < k) {
    let rest = rng.float() * nearest.reduce((sum, x) => sum + x, 0);
    const chosen = nearest.findIndex((x) => {
      rest -= x;
      return rest < 0;
    });
    const centre = points[Math.max(0, chosen)] as Point;
    centres.push(centre);
    points.forEach((point, i) => {
      nearest[i] = Math.min(nearest[i] as number, squareDistance(point, centre));
    });
  }
  return centres;
}

function hardAssignment(points: readonly Point[], centres: readonly Point[]): readonly (readonly number[])[] {
  return points.map((point) => {
    const distances = centres.map((centre) => squareDistance(point, centre));
    const nearest = distances.indexOf(Math.min(...distances));
    return centres.map((_, k) => (k === nearest ? 1 : 0));
  });
}

function squareDistance(a: Point, b: Point): number {
  return a.reduce((sum, x, i) => sum + (x - (b[i] as number)) * (x - (b[i] as number)), 0);
}
