/**
 * The lower triangle L with L L' = A of a symmetric, positive definite n x n matrix, row-major; null
 * where A is not positive definite.
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] as number;
      const [a, b] = [i * n, j * n];
      for (let k = 0; k < j; k++) sum -= (lower[a + k] as number) * (lower[b + k] as number);
      if (i !== j) {
        lower[a + j] = sum / (lower[b + j] as number);
        continue;
      }
      if (!(sum > 0)) return null;
      lower[a + i] = Math.sqrt(sum);
    }
  }
  return lower;
}

/** x with L x = b. */
export function solveLower(lower: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (lower[i * n + k] as number) * (x[k] as number);
    x[i] = sum / (lower[i * n + i] as number);
  }
  return x;
}

/** x with L' x = b. */
export function solveUpper(lower: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    const value = (x[i] as number) / (lower[i * n + i] as number);
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] = (x[k] as number) - (lower[i * n + k] as number) * value;
  }
  return x;
}
