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

// Three rows: the colours of a picture.
// @ts-ignore: decorator
@inline function tile3x8(a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, K: i32): void {
  const c1 = c + cRow, c2 = c1 + cRow;
  let s00 = v128.load(c), s01 = v128.load(c, 16);
  let s10 = v128.load(c1), s11 = v128.load(c1, 16);
  let s20 = v128.load(c2), s21 = v128.load(c2, 16);
  const aRow2 = aRow + aRow;
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
    a += aCol;
    b += bRow;
  }
  v128.store(c, s00); v128.store(c, s01, 16);
  v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16);
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

// The same tile with b packed: its 8 columns of one k side by side, so that the eight columns of a wide matrix do not
// push each other out of the cache.
// @ts-ignore: decorator
@inline function tile4x8PackedB(a: usize, aRow: usize, aCol: usize, b: usize, c: usize, cRow: usize, K: i32): void {
  tile4x8(a, aRow, aCol, b, floats(8), c, cRow, K);
}

// With a packed too, 4 rows of one k side by side.
// @ts-ignore: decorator
@inline function tile4x8Packed(a: usize, b: usize, c: usize, cRow: usize, K: i32): void {
  const c1 = c + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
  let s00 = v128.load(c), s01 = v128.load(c, 16);
  let s10 = v128.load(c1), s11 = v128.load(c1, 16);
  let s20 = v128.load(c2), s21 = v128.load(c2, 16);
  let s30 = v128.load(c3), s31 = v128.load(c3, 16);
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(a0, b0));
    s01 = f32x4.add(s01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    s10 = f32x4.add(s10, f32x4.mul(a1, b0));
    s11 = f32x4.add(s11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    s20 = f32x4.add(s20, f32x4.mul(a2, b0));
    s21 = f32x4.add(s21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    s30 = f32x4.add(s30, f32x4.mul(a3, b0));
    s31 = f32x4.add(s31, f32x4.mul(a3, b1));
    a += 16;
    b += 32;
  }
  v128.store(c, s00); v128.store(c, s01, 16);
  v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16);
  v128.store(c3, s30); v128.store(c3, s31, 16);
}

// C[M, N] += A[M, K] B[K, N] as it lies. Every element is summed over k in rising order, whatever the tile.
export function multiplyInto(a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, M: i32, N: i32, K: i32): void {
  let n = 0;
  for (; n + 8 <= N; n += 8) {
    const bn = b + floats(n), cn = c + floats(n);
    let m = 0;
    for (; m + 4 <= M; m += 4) tile4x8(a + <usize>m * aRow, aRow, aCol, bn, bRow, cn + <usize>m * cRow, cRow, K);
    if (M - m == 3) tile3x8(a + <usize>m * aRow, aRow, aCol, bn, bRow, cn + <usize>m * cRow, cRow, K);
    else for (; m < M; m++) tile1x8(a + <usize>m * aRow, aCol, bn, bRow, cn + <usize>m * cRow, K);
  }
  for (; n + 4 <= N; n += 4) {
    for (let m = 0; m < M; m++) tile1x4(a + <usize>m * aRow, aCol, b + floats(n), bRow, c + <usize>m * cRow + floats(n), K);
  }
  for (; n < N; n++) {
    for (let m = 0; m < M; m++) tile1x1(a + <usize>m * aRow, aCol, b + floats(n), bRow, c + <usize>m * cRow + floats(n), K);
  }
}

// Depth of a panel, and rows of a that are packed at a time: 32 kB.
// @ts-ignore: decorator
@inline const DEPTH: i32 = 128;
// @ts-ignore: decorator
@inline const ROWS: i32 = 64;

// to[K, 8] = eight columns of b.
// @ts-ignore: decorator
@inline function packB(b: usize, bRow: usize, to: usize, K: i32): void {
  for (let k = 0; k < K; k++, b += bRow, to += 32) {
    v128.store(to, v128.load(b));
    v128.store(to, v128.load(b, 16), 16);
  }
}

// to[M / 4, K, 4] = the first M rows, M a multiple of 4, of a whose rows lie side by side (transposed).
// @ts-ignore: decorator
@inline function packA(a: usize, aCol: usize, to: usize, M: i32, K: i32): void {
  for (let k = 0; k < K; k++, a += aCol) {
    let at = to + <usize>k * 16;
    for (let m = 0; m < M; m += 4, at += <usize>K * 16) v128.store(at, v128.load(a + floats(m)));
  }
}

// One panel, K at most DEPTH, of C += A B for matrices so large that packing pays. The sums are those of multiplyInto.
function multiplyPacked(a: usize, aRow: usize, aCol: usize, transposed: bool, b: usize, bRow: usize, c: usize, cRow: usize, M: i32, N: i32, K: i32, scratch: usize): void {
  const packed = scratch + floats(8 * DEPTH), whole = N & ~7;
  for (let m0 = 0; m0 < M; m0 += ROWS) {
    const rows = min(ROWS, M - m0), fours = rows & ~3, aHere = a + <usize>m0 * aRow;
    if (transposed) packA(aHere, aCol, packed, fours, K);
    for (let n = 0; n < whole; n += 8) {
      packB(b + floats(n), bRow, scratch, K);
      let cn = c + <usize>m0 * cRow + floats(n), m = 0;
      if (transposed) {
        for (let at = packed; m < fours; m += 4, at += <usize>K * 16, cn += 4 * cRow) tile4x8Packed(at, scratch, cn, cRow, K);
      } else {
        for (; m < fours; m += 4, cn += 4 * cRow) tile4x8PackedB(aHere + <usize>m * aRow, aRow, aCol, scratch, cn, cRow, K);
      }
      for (; m < rows; m++, cn += cRow) tile1x8(aHere + <usize>m * aRow, aCol, scratch, floats(8), cn, K);
    }
  }
  if (whole < N) multiplyInto(a, aRow, aCol, b + floats(whole), bRow, c + floats(whole), cRow, M, N - whole, K);
}

// c[M, N] = op(a) b for one matrix, b[K, N] plain, a[M, K] or, transposed, a[K, M]. Works in panels of K so that
// the rows of b in use stay in the cache. `scratch` holds (8 + 64) * 128 floats.
export function matMul(a: usize, b: usize, c: usize, M: i32, N: i32, K: i32, transposeA: i32, scratch: usize): void {
  fillZero(c, M * N);
  const aRow = transposeA ? floats(1) : floats(K), aCol = transposeA ? floats(M) : floats(1);
  const large = M >= 16 && N >= 32;
  for (let k = 0; k < K; k += DEPTH) {
    const depth = min(DEPTH, K - k), ak = a + <usize>k * aCol, bk = b + <usize>k * floats(N);
    if (large) multiplyPacked(ak, aRow, aCol, transposeA != 0, bk, floats(N), c, floats(N), M, N, depth, scratch);
    else multiplyInto(ak, aRow, aCol, bk, floats(N), c, floats(N), M, N, depth);
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

