import { expect, it } from 'vitest';
import { cholesky, solveLower, solveUpper } from '../../../adversary/models/cholesky.ts';
import { eigenOf } from '../../../adversary/models/jacobi.ts';
import { Rng } from '../../../sim/core/rng.ts';

/** A A' + I for a random A. */
function positive(n: number, seed: number): Float64Array {
  const rng = new Rng(seed, 'matrix');
  const a = Float64Array.from({ length: n * n }, () => rng.normal());
  return product(a, transposed(a, n), n).map((x, at) => x + (at % (n + 1) === 0 ? 1 : 0));
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let k = 0; k < n; k++) sum += (a[i * n + k] as number) * (b[k * n + j] as number);
    return sum;
  });
}

function transposed(a: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => a[(at % n) * n + Math.floor(at / n)] as number);
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (x, i) => Math.abs(x - (b[i] as number))));
}

it.each([1, 2, 7, 50])('takes a matrix of %i rows apart by Cholesky and solves with it', (n) => {
  const matrix = positive(n, n);
  const lower = cholesky(matrix, n) as Float64Array;
  expect(furthest(product(lower, transposed(lower, n), n), matrix)).toBeLessThan(1e-11 * n);
  const x = Float64Array.from({ length: n }, (_, i) => i - 2);
  const b = Float64Array.from({ length: n }, (_, i) =>
    x.reduce((sum, value, k) => sum + (matrix[i * n + k] as number) * value, 0),
  );
  expect(furthest(solveUpper(lower, n, solveLower(lower, n, b)), x)).toBeLessThan(1e-9);
});

it('says where a matrix is not positive definite', () => {
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
});

it.each([1, 2, 7, 50])('takes a matrix of %i rows apart into eigenvectors', (n) => {
  const matrix = positive(n, n + 100);
  const { values, vectors } = eigenOf(matrix, n);
  const scaled = vectors.map((v, at) => v * (values[at % n] as number));
  expect(furthest(product(scaled, transposed(vectors, n), n), matrix)).toBeLessThan(1e-11 * n);
  const identity = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
  expect(furthest(product(transposed(vectors, n), vectors, n), identity)).toBeLessThan(1e-12 * n);
});
