import { floats, fillZero } from './memory';

// One tile of 4 rows x 8 columns of C += A B, with all of C in registers. Element (i, k) of A lies at
// a + i * aRow + k * aCol, so A may be transposed; rows of B are bRow bytes apart.
// @ts-ignore: decorator
@inline function tile4x8(a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, K: i32): void {
  const c1 = c + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
  let s00 = v128.load(c), s01 = v128.load(c, 16);
  let s10 = v128.load(c1), s11 = v128.load(c1, 16);
  let s20 = v128.load(c2), s21 = v128.load(c2, 16);
  let s30 = v128.load(c3), s31 = v128.load(c3, 16);
  const aRow2 = aRow + aRow, aRow3 = aRow2 + aRow;
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(a0, b0));
    s01 = f32x4.add(s01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a + aRow);
    s10 = f32x4.add(s10, f32x4.mul(a1, b0));
    s11 = f32x4.add(s11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a + aRow2);
    s20 = f32x4.add(s20, f32x4.mul(a2, b0));
    s21 = f32x4.add(s21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a + aRow3);
    s30 = f32x4.add(s30, f32x4.mul(a3, b0));
    s31 = f32x4.add(s31, f32x4.mul(a3, b1));
    a += aCol;
    b += bRow;
  }
  v128.store(c, s00); v128.store(c, s01, 16);
  v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16);
  v128.store(c3, s30); v128.store(c3, s31, 16);
}

// @ts-ignore: decorator
@inline function tile1x8(a: usize, aCol: usize, b: usize, bRow: usize, c: usize, K: i32): void {
  let s0 = v128.load(c), s1 = v128.load(c, 16);
  for (let k = 0; k < K; k++) {
    const a0 = v128.load32_splat(a);
    s0 = f32x4.add(s0, f32x4.mul(a0, v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(a0, v128.load(b, 16)));
    a += aCol;
    b += bRow;
  }
  v128.store(c, s0); v128.store(c, s1, 16);
}

// @ts-ignore: decorator
@inline function tile1x4(a: usize, aCol: usize, b: usize, bRow: usize, c: usize, K: i32): void {
  let s0 = v128.load(c);
  for (let k = 0; k < K; k++) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(a), v128.load(b)));
    a += aCol;
    b += bRow;
  }
  v128.store(c, s0);
}

// @ts-ignore: decorator
@inline function tile1x1(a: usize, aCol: usize, b: usize, bRow: usize, c: usize, K: i32): void {
  let s: f32 = load<f32>(c);
  for (let k = 0; k < K; k++) {
    s += load<f32>(a) * load<f32>(b);
    a += aCol;
    b += bRow;
  }
  store<f32>(c, s);
}

// C[M, N] += A[M, K] B[K, N]. Every element is summed over k in rising order, whatever the tile.
export function multiplyInto(a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, M: i32, N: i32, K: i32): void {
  let n = 0;
  for (; n + 8 <= N; n += 8) {
    const bn = b + floats(n), cn = c + floats(n);
    let m = 0;
    for (; m + 4 <= M; m += 4) tile4x8(a + <usize>m * aRow, aRow, aCol, bn, bRow, cn + <usize>m * cRow, cRow, K);
    for (; m < M; m++) tile1x8(a + <usize>m * aRow, aCol, bn, bRow, cn + <usize>m * cRow, K);
  }
  for (; n + 4 <= N; n += 4) {
    for (let m = 0; m < M; m++) tile1x4(a + <usize>m * aRow, aCol, b + floats(n), bRow, c + <usize>m * cRow + floats(n), K);
  }
  for (; n < N; n++) {
    for (let m = 0; m < M; m++) tile1x1(a + <usize>m * aRow, aCol, b + floats(n), bRow, c + <usize>m * cRow + floats(n), K);
  }
}

// c[M, N] = op(a) b for one matrix, b[K, N] plain, a[M, K] or, transposed, a[K, M]. Works in panels of K so that
// the rows of b in use stay in the cache.
export function matMul(a: usize, b: usize, c: usize, M: i32, N: i32, K: i32, transposeA: i32): void {
  fillZero(c, M * N);
  const aRow = transposeA ? floats(1) : floats(K), aCol = transposeA ? floats(M) : floats(1);
  for (let k = 0; k < K; k += 128) {
    const depth = min(128, K - k);
    multiplyInto(a + <usize>k * aCol, aRow, aCol, b + <usize>k * floats(N), floats(N), c, floats(N), M, N, depth);
  }
}

// to[columns, rows] = from[rows, columns] transposed.
export function transpose(from: usize, to: usize, rows: i32, columns: i32): void {
  for (let r0 = 0; r0 < rows; r0 += 16) {
    const r1 = min(rows, r0 + 16);
    for (let c = 0; c < columns; c++) {
      for (let r = r0; r < r1; r++) store<f32>(to + floats(c * rows + r), load<f32>(from + floats(r * columns + c)));
    }
  }
}

