// AssemblyScript. SIMD kernels that run inside the memory of the tfjs WebAssembly module: every pointer is
// the address of a float32 tensor there, row-major, and nothing here allocates. `npm run build:kernels`
// compiles this file into simd-binary.ts. Kept free of strings, globals and asserts, because a static data
// segment would overwrite TensorFlow's own memory.

// @ts-ignore: decorator
@inline function floats(count: i32): usize { return <usize>count << 2; }

// @ts-ignore: decorator
@inline function copy(to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(to + floats(i), v128.load(from + floats(i)));
  for (; i < count; i++) store<f32>(to + floats(i), load<f32>(from + floats(i)));
}

// @ts-ignore: decorator
@inline function addInto(to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = to + floats(i);
    v128.store(at, f32x4.add(v128.load(at), v128.load(from + floats(i))));
  }
  for (; i < count; i++) {
    const at = to + floats(i);
    store<f32>(at, load<f32>(at) + load<f32>(from + floats(i)));
  }
}

// @ts-ignore: decorator
@inline function addProductInto(to: usize, a: usize, b: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = to + floats(i);
    v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(a + floats(i)), v128.load(b + floats(i)))));
  }
  for (; i < count; i++) {
    const at = to + floats(i);
    store<f32>(at, load<f32>(at) + load<f32>(a + floats(i)) * load<f32>(b + floats(i)));
  }
}

export function fillZero(to: usize, count: i32): void {
  memory.fill(to, 0, floats(count));
}

// --- Matrix product ------------------------------------------------------------------------------------

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
function multiplyInto(a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, M: i32, N: i32, K: i32): void {
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

// --- Convolution (NHWC, no dilation) -------------------------------------------------------------------

// Positions handled at a time: their patches (a few dozen kB) stay in the cache between copy and product.
// @ts-ignore: decorator
@inline const CHUNK: i32 = 64;

// Writes the input patches of output positions [from, to) as rows of `col`, [to - from, KH * KW * C].
function gatherPatches(x: usize, col: usize, from: i32, to: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  const run = KW * C;
  let ox = from % OW, oy = (from / OW) % OH, n = from / (OW * OH);
  for (let p = from; p < to; p++) {
    const x0 = ox * SW - left;
    for (let ky = 0; ky < KH; ky++) {
      const y = oy * SH - top + ky;
      if (y < 0 || y >= H) {
        memory.fill(col, 0, floats(run));
      } else if (x0 >= 0 && x0 + KW <= W) {
        copy(col, x + floats(((n * H + y) * W + x0) * C), run);
      } else {
        for (let kx = 0; kx < KW; kx++) {
          const xx = x0 + kx, at = col + floats(kx * C);
          if (xx < 0 || xx >= W) memory.fill(at, 0, floats(C));
          else copy(at, x + floats(((n * H + y) * W + xx) * C), C);
        }
      }
      col += floats(run);
    }
    if (++ox == OW) { ox = 0; if (++oy == OH) { oy = 0; n++; } }
  }
}

// The reverse: adds the rows of `col` to the input positions they came from.
function scatterPatches(col: usize, dx: usize, from: i32, to: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  const run = KW * C;
  let ox = from % OW, oy = (from / OW) % OH, n = from / (OW * OH);
  for (let p = from; p < to; p++) {
    const x0 = ox * SW - left;
    for (let ky = 0; ky < KH; ky++) {
      const y = oy * SH - top + ky;
      if (y >= 0 && y < H) {
        if (x0 >= 0 && x0 + KW <= W) {
          addInto(dx + floats(((n * H + y) * W + x0) * C), col, run);
        } else {
          for (let kx = 0; kx < KW; kx++) {
            const xx = x0 + kx;
            if (xx >= 0 && xx < W) addInto(dx + floats(((n * H + y) * W + xx) * C), col + floats(kx * C), C);
          }
        }
      }
      col += floats(run);
    }
    if (++ox == OW) { ox = 0; if (++oy == OH) { oy = 0; n++; } }
  }
}

// dw[KH, KW, C, O] = sum over positions of patch x dy. `scratch` holds 64 * KH * KW * C floats.
export function convFilterGrad(x: usize, dy: usize, dw: usize, scratch: usize, N: i32, H: i32, W: i32, C: i32, O: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  const patch = KH * KW * C, positions = N * OH * OW;
  fillZero(dw, patch * O);
  for (let p = 0; p < positions; p += CHUNK) {
    const end = min(positions, p + CHUNK);
    gatherPatches(x, scratch, p, end, H, W, C, OH, OW, KH, KW, SH, SW, top, left);
    multiplyInto(scratch, floats(1), floats(patch), dy + floats(p * O), floats(O), dw, floats(O), patch, O, end - p);
  }
}

// dx[N, H, W, C] from dy and the filter transposed to [O, KH * KW * C]. `scratch` as above.
export function convInputGrad(dy: usize, filterT: usize, dx: usize, scratch: usize, N: i32, H: i32, W: i32, C: i32, O: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  const patch = KH * KW * C, positions = N * OH * OW;
  fillZero(dx, N * H * W * C);
  for (let p = 0; p < positions; p += CHUNK) {
    const end = min(positions, p + CHUNK);
    fillZero(scratch, (end - p) * patch);
    multiplyInto(dy + floats(p * O), floats(O), floats(1), filterT, floats(patch), scratch, floats(patch), end - p, patch, O);
    scatterPatches(scratch, dx, p, end, H, W, C, OH, OW, KH, KW, SH, SW, top, left);
  }
}

// --- Depthwise convolution (NHWC, no dilation, M outputs per input channel) -----------------------------------------

// dw[KH, KW, C, M]
export function depthwiseFilterGrad(x: usize, dy: usize, dw: usize, N: i32, H: i32, W: i32, C: i32, M: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  const outs = C * M;
  fillZero(dw, KH * KW * outs);
  for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) for (let ky = 0; ky < KH; ky++) {
    const y = oy * SH - top + ky;
    if (y < 0 || y >= H) continue;
    for (let kx = 0; kx < KW; kx++) {
      const to = dw + floats((ky * KW + kx) * outs);
      for (let ox = 0; ox < OW; ox++) {
        const xx = ox * SW - left + kx;
        if (xx < 0 || xx >= W) continue;
        const from = x + floats(((n * H + y) * W + xx) * C), grad = dy + floats(((n * OH + oy) * OW + ox) * outs);
        if (M == 1) addProductInto(to, from, grad, C);
        else for (let q = 0; q < outs; q++) {
          store<f32>(to + floats(q), load<f32>(to + floats(q)) + load<f32>(from + floats(q / M)) * load<f32>(grad + floats(q)));
        }
      }
    }
  }
}

// dx[N, H, W, C]
export function depthwiseInputGrad(dy: usize, filter: usize, dx: usize, N: i32, H: i32, W: i32, C: i32, M: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  const outs = C * M;
  fillZero(dx, N * H * W * C);
  for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) for (let ky = 0; ky < KH; ky++) {
    const y = oy * SH - top + ky;
    if (y < 0 || y >= H) continue;
    for (let kx = 0; kx < KW; kx++) {
      const weights = filter + floats((ky * KW + kx) * outs);
      for (let ox = 0; ox < OW; ox++) {
        const xx = ox * SW - left + kx;
        if (xx < 0 || xx >= W) continue;
        const to = dx + floats(((n * H + y) * W + xx) * C), grad = dy + floats(((n * OH + oy) * OW + ox) * outs);
        if (M == 1) addProductInto(to, weights, grad, C);
        else for (let q = 0; q < outs; q++) {
          const at = to + floats(q / M);
          store<f32>(at, load<f32>(at) + load<f32>(weights + floats(q)) * load<f32>(grad + floats(q)));
        }
      }
    }
  }
}

// --- Bias and rectifier --------------------------------------------------------------------------------

// In place: dy = 0 where y <= 0; then dBias[O] = sum of the rows of dy[rows, O].
export function reluBiasGrad(y: usize, dy: usize, out: usize, dBias: usize, rows: i32, O: i32): void {
  fillZero(dBias, O);
  const zero = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    const row = floats(r * O);
    let i = 0;
    for (; i + 4 <= O; i += 4) {
      const at = row + floats(i);
      const grad = v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), zero));
      v128.store(out + at, grad);
      v128.store(dBias + floats(i), f32x4.add(v128.load(dBias + floats(i)), grad));
    }
    for (; i < O; i++) {
      const at = row + floats(i);
      const grad: f32 = load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0;
      store<f32>(out + at, grad);
      store<f32>(dBias + floats(i), load<f32>(dBias + floats(i)) + grad);
    }
  }
}

// --- Adam (Kingma and Ba 2015, end of section 2) -------------------------------------------------------

// next = weight - rate * m / (sqrt(v) + epsilon), with both bias corrections folded into rate and epsilon.
// The moments m and v are updated in place; the weight is not.
export function adam(weight: usize, grad: usize, m: usize, v: usize, next: usize, count: i32, rate: f32, beta1: f32, beta2: f32, epsilon: f32): void {
  const b1 = f32x4.splat(beta1), b2 = f32x4.splat(beta2), r1 = f32x4.splat(1 - beta1), r2 = f32x4.splat(1 - beta2);
  const rates = f32x4.splat(rate), eps = f32x4.splat(epsilon);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = floats(i), g = v128.load(grad + at);
    const m4 = f32x4.add(f32x4.mul(b1, v128.load(m + at)), f32x4.mul(r1, g));
    const v4 = f32x4.add(f32x4.mul(b2, v128.load(v + at)), f32x4.mul(r2, f32x4.mul(g, g)));
    v128.store(m + at, m4);
    v128.store(v + at, v4);
    const step = f32x4.div(f32x4.mul(rates, m4), f32x4.add(f32x4.sqrt(v4), eps));
    v128.store(next + at, f32x4.sub(v128.load(weight + at), step));
  }
  for (; i < count; i++) {
    const at = floats(i), g = load<f32>(grad + at);
    const m1 = beta1 * load<f32>(m + at) + (1 - beta1) * g;
    const v1 = beta2 * load<f32>(v + at) + (1 - beta2) * (g * g);
    store<f32>(m + at, m1);
    store<f32>(v + at, v1);
    store<f32>(next + at, load<f32>(weight + at) - (rate * m1) / (sqrt<f32>(v1) + epsilon));
  }
}
