import type { Matrix } from 'ml-matrix';

/** The lower triangle of a matrix, row after row without gaps. */
export function packLower(matrix: Matrix): Float64Array {
  const n = matrix.rows;
  const packed = new Float64Array((n * (n + 1)) / 2);
  for (let i = 0, at = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) packed[at++] = matrix.get(i, k);
  }
  return packed;
}

/** x with L x = b for a packed lower triangle L: ml-matrix solves with the whole of L L' only. */
export function solveLower(packed: Float64Array, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(b.length);
  for (let i = 0, at = 0; i < x.length; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (packed[at++] as number) * (x[k] as number);
    x[i] = sum / (packed[at++] as number);
  }
  return x;
}

/** x with L' x = b for a packed lower triangle L. */
export function solveTransposed(packed: Float64Array, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = x.length - 1, at = packed.length - 1; i >= 0; i--) {
    // `at` is the diagonal of row i, whose numbers lie before it.
    const value = (x[i] as number) / (packed[at] as number);
    x[i] = value;
    at -= i;
    for (let k = 0; k < i; k++) x[k] = (x[k] as number) - (packed[at + k] as number) * value;
    at--;
  }
  return x;
}
