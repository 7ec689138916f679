import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { expect, it } from 'vitest';
import { packLower, solveLower } from '../../../adversary/models/triangular.ts';
import { Rng } from '../../../sim/core/rng.ts';

it.each([1, 2, 7, 50])('solves with the lower factor of %i rows', (n) => {
  const rng = new Rng(n, 'matrix');
  const a = new Matrix(n, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a.set(i, j, rng.normal());
  const lower = new CholeskyDecomposition(a.mmul(a.transpose()).add(Matrix.eye(n))).lowerTriangularMatrix;
  const x = Array.from({ length: n }, (_, i) => i - 2);
  const b = lower.mmul(Matrix.columnVector(x)).to1DArray();
  solveLower(packLower(lower), b).forEach((value, i) => {
    expect(value).toBeCloseTo(x[i] as number, 9);
  });
});
