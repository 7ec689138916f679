import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { expect, it } from 'vitest';
import { factorRows } from '../../../adversary/models/cholesky.ts';
import { packLower, solveLower, solveTransposed } from '../../../adversary/models/triangular.ts';
import { Rng } from '../../../sim/core/rng.ts';

/** A symmetric positive definite matrix. */
function positive(n: number): Matrix {
  const rng = new Rng(n, 'matrix');
  const a = new Matrix(n, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a.set(i, j, rng.normal());
  return a.mmul(a.transpose()).add(Matrix.eye(n));
}

it.each([1, 2, 7, 50])('solves with the lower factor of %i rows', (n) => {
  const lower = new CholeskyDecomposition(positive(n)).lowerTriangularMatrix;
  const x = Array.from({ length: n }, (_, i) => i - 2);
  const b = lower.mmul(Matrix.columnVector(x)).to1DArray();
  const transposed = lower.transpose().mmul(Matrix.columnVector(x)).to1DArray();
  solveLower(packLower(lower), b).forEach((value, i) => {
    expect(value).toBeCloseTo(x[i] as number, 9);
  });
  solveTransposed(packLower(lower), transposed).forEach((value, i) => {
    expect(value).toBeCloseTo(x[i] as number, 9);
  });
});

it.each([1, 3, 4, 9, 50])('factors %i rows as ml-matrix does, and grown ones as if made anew', (n) => {
  const matrix = positive(n);
  const packed = packLower(matrix);
  expect(factorRows(packed, 0, n)).toBe(true);
  const expected = packLower(new CholeskyDecomposition(matrix).lowerTriangularMatrix);
  packed.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 9);
  });
  for (const first of [1, Math.ceil(n / 3), n - 1]) {
    const grown = packLower(matrix);
    expect(factorRows(grown, 0, first) && factorRows(grown, first, n)).toBe(true);
    expect(grown).toEqual(packed);
  }
});

it.each([1, 3, 5])('says of a matrix that its row %i is one too many', (row) => {
  const packed = packLower(positive(8));
  packed[(row * (row + 1)) / 2 + row] = -1;
  expect(factorRows(packed, 0, 8)).toBe(false);
});
