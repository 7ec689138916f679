/**
 * The factor L of a symmetric positive definite matrix L L' (Cholesky), in place: both are packed lower triangles,
 * row after row without gaps. Rows before `from` hold the factor already, so that a matrix that has grown costs only
 * what is new. False where it is not positive definite. Four rows are made at a time, each number by the same sums
 * as one at a time, so that where one begins does not show in the last bits.
 */
export function factorRows(packed: Float64Array, from: number, to: number): boolean {
  let i = from;
  for (; i + 3 < to; i += 4) {
    const [a, b, c, d] = [start(i), start(i + 1), start(i + 2), start(i + 3)] as const;
    for (let j = 0, at = 0; j < i; j++) {
      let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
      for (let k = 0; k < j; k++) {
        const x = packed[at + k] as number;
        sumA += x * (packed[a + k] as number);
        sumB += x * (packed[b + k] as number);
        sumC += x * (packed[c + k] as number);
        sumD += x * (packed[d + k] as number);
      }
      const diagonal = packed[at + j] as number;
      packed[a + j] = ((packed[a + j] as number) - sumA) / diagonal;
      packed[b + j] = ((packed[b + j] as number) - sumB) / diagonal;
      packed[c + j] = ((packed[c + j] as number) - sumC) / diagonal;
      packed[d + j] = ((packed[d + j] as number) - sumD) / diagonal;
      at += j + 1;
    }
    for (let row = i; row < i + 4; row++) if (!finishRow(packed, row, i)) return false;
  }
  for (; i < to; i++) if (!finishRow(packed, i, 0)) return false;
  return true;
}

/** The rest of a row of which the first numbers are there. */
function finishRow(packed: Float64Array, row: number, first: number): boolean {
  const a = start(row);
  for (let j = first, at = start(first); j < row; j++) {
    let sum = 0;
    for (let k = 0; k < j; k++) sum += (packed[at + k] as number) * (packed[a + k] as number);
    packed[a + j] = ((packed[a + j] as number) - sum) / (packed[at + j] as number);
    at += j + 1;
  }
  let square = 0;
  for (let k = 0; k < row; k++) square += (packed[a + k] as number) * (packed[a + k] as number);
  const left = (packed[a + row] as number) - square;
  packed[a + row] = Math.sqrt(left);
  return left > 0;
}

/** Where a row of a packed triangle begins. */
function start(row: number): number {
  return (row * (row + 1)) / 2;
}
