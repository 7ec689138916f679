import { endInside, firstInside } from './inside';
import { fillZero, floats } from './memory';

// Gradients of the depthwise convolution, NHWC, M outputs per input channel. With one output per channel, the usual
// case, eight channels go together through a row of outputs with all they need in registers.

// One tap of one row: w[C] += sum over columns of x times dy.
// @ts-ignore: decorator
@inline function tapFilterGrad(x: usize, dy: usize, w: usize, C: i32, from: i32, to: i32, shift: i32, SW: i32): void {
  const next = floats(C), hop = floats(SW * C);
  const xStart = x + floats((from * SW + shift) * C), gStart = dy + floats(from * C);
  let c = 0;
  for (; c + 8 <= C; c += 8) {
    let a = xStart + floats(c), g = gStart + floats(c), s0 = v128.load(w + floats(c)), s1 = v128.load(w + floats(c), 16);
    for (let ox = from; ox < to; ox++, a += hop, g += next) {
      s0 = f32x4.add(s0, f32x4.mul(v128.load(a), v128.load(g)));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(a, 16), v128.load(g, 16)));
    }
    v128.store(w + floats(c), s0);
    v128.store(w + floats(c), s1, 16);
  }
  for (; c + 4 <= C; c += 4) {
    let a = xStart + floats(c), g = gStart + floats(c), s = v128.load(w + floats(c));
    for (let ox = from; ox < to; ox++, a += hop, g += next) s = f32x4.add(s, f32x4.mul(v128.load(a), v128.load(g)));
    v128.store(w + floats(c), s);
  }
  for (; c < C; c++) {
    let a = xStart + floats(c), g = gStart + floats(c), s = load<f32>(w + floats(c));
    for (let ox = from; ox < to; ox++, a += hop, g += next) s += load<f32>(a) * load<f32>(g);
    store<f32>(w + floats(c), s);
  }
}

// Three neighbouring taps at once for the columns where all are inside; C must be a multiple of 8.
// @ts-ignore: decorator
@inline function threeTapsFilterGrad(x: usize, dy: usize, w: usize, C: i32, from: i32, to: i32, shift: i32, SW: i32, DW: i32): void {
  const next = floats(C), hop = floats(SW * C), apart = floats(DW * C);
  const w1 = w + floats(C), w2 = w1 + floats(C);
  const xStart = x + floats((from * SW + shift) * C), gStart = dy + floats(from * C);
  for (let c = 0; c < C; c += 8) {
    const at = floats(c);
    let a = xStart + at, g = gStart + at;
    let s00 = v128.load(w + at), s01 = v128.load(w + at, 16), s10 = v128.load(w1 + at), s11 = v128.load(w1 + at, 16);
    let s20 = v128.load(w2 + at), s21 = v128.load(w2 + at, 16);
    for (let ox = from; ox < to; ox++, a += hop, g += next) {
      const g0 = v128.load(g), g1 = v128.load(g, 16), a1 = a + apart, a2 = a1 + apart;
      s00 = f32x4.add(s00, f32x4.mul(v128.load(a), g0));
      s01 = f32x4.add(s01, f32x4.mul(v128.load(a, 16), g1));
      s10 = f32x4.add(s10, f32x4.mul(v128.load(a1), g0));
      s11 = f32x4.add(s11, f32x4.mul(v128.load(a1, 16), g1));
      s20 = f32x4.add(s20, f32x4.mul(v128.load(a2), g0));
      s21 = f32x4.add(s21, f32x4.mul(v128.load(a2, 16), g1));
    }
    v128.store(w + at, s00); v128.store(w + at, s01, 16);
    v128.store(w1 + at, s10); v128.store(w1 + at, s11, 16);
    v128.store(w2 + at, s20); v128.store(w2 + at, s21, 16);
  }
}

// dw[KH, KW, C, M]
export function depthwiseFilterGrad(x: usize, dy: usize, dw: usize, N: i32, H: i32, W: i32, C: i32, M: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32, DH: i32, DW: i32): void {
  const outs = C * M;
  fillZero(dw, KH * KW * outs);
  for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) for (let ky = 0; ky < KH; ky++) {
    const y = oy * SH - top + ky * DH;
    if (y < 0 || y >= H) continue;
    const row = x + floats((n * H + y) * W * C), grad = dy + floats((n * OH + oy) * OW * outs), taps = dw + floats(ky * KW * outs);
    if (M == 1 && KW == 3 && (C & 7) == 0) {
      const from = firstInside(-left, SW), to = endInside(2 * DW - left, SW, W, OW);
      if (from < to) {
        threeTapsFilterGrad(row, grad, taps, C, from, to, -left, SW, DW);
        for (let kx = 0; kx < 3; kx++) {
          const shift = kx * DW - left, w = taps + floats(kx * C);
          const first = firstInside(shift, SW), end = endInside(shift, SW, W, OW);
          if (first < from) tapFilterGrad(row, grad, w, C, first, from, shift, SW);
          if (to < end) tapFilterGrad(row, grad, w, C, to, end, shift, SW);
        }
        continue;
      }
    }
    for (let kx = 0; kx < KW; kx++) {
      const shift = kx * DW - left, w = taps + floats(kx * outs);
      const from = firstInside(shift, SW), to = endInside(shift, SW, W, OW);
      if (M == 1) {
        tapFilterGrad(row, grad, w, C, from, to, shift, SW);
        continue;
      }
      for (let ox = from; ox < to; ox++) {
        const a = row + floats((ox * SW + shift) * C), g = grad + floats(ox * outs);
        for (let q = 0; q < outs; q++) store<f32>(w + floats(q), load<f32>(w + floats(q)) + load<f32>(a + floats(q / M)) * load<f32>(g + floats(q)));
      }
    }
  }
}

// One tap of one row: the columns of dx that it reads += w[C] times dy.
// @ts-ignore: decorator
@inline function tapInputGrad(dx: usize, dy: usize, w: usize, C: i32, from: i32, to: i32, shift: i32, SW: i32): void {
  const next = floats(C), hop = floats(SW * C);
  const xStart = dx + floats((from * SW + shift) * C), gStart = dy + floats(from * C);
  let c = 0;
  for (; c + 8 <= C; c += 8) {
    const w0 = v128.load(w + floats(c)), w1 = v128.load(w + floats(c), 16);
    let a = xStart + floats(c), g = gStart + floats(c);
    for (let ox = from; ox < to; ox++, a += hop, g += next) {
      v128.store(a, f32x4.add(v128.load(a), f32x4.mul(w0, v128.load(g))));
      v128.store(a, f32x4.add(v128.load(a, 16), f32x4.mul(w1, v128.load(g, 16))), 16);
    }
  }
  for (; c + 4 <= C; c += 4) {
    const w0 = v128.load(w + floats(c));
    let a = xStart + floats(c), g = gStart + floats(c);
    for (let ox = from; ox < to; ox++, a += hop, g += next) v128.store(a, f32x4.add(v128.load(a), f32x4.mul(w0, v128.load(g))));
  }
  for (; c < C; c++) {
    const w0 = load<f32>(w + floats(c));
    let a = xStart + floats(c), g = gStart + floats(c);
    for (let ox = from; ox < to; ox++, a += hop, g += next) store<f32>(a, load<f32>(a) + w0 * load<f32>(g));
  }
}

// Three taps at once of stride 1, for the input columns [from, to) that all of them read; C must be a multiple of 8.
// @ts-ignore: decorator
@inline function threeTapsInputGrad(dx: usize, dy: usize, w: usize, C: i32, from: i32, to: i32, left: i32, DW: i32): void {
  const next = floats(C), apart = floats(DW * C);
  const xStart = dx + floats(from * C), gStart = dy + floats((from + left) * C);
  for (let c = 0; c < C; c += 8) {
    const at = floats(c), w1 = w + floats(C) + at, w2 = w1 + floats(C);
    const w00 = v128.load(w + at), w01 = v128.load(w + at, 16), w10 = v128.load(w1), w11 = v128.load(w1, 16);
    const w20 = v128.load(w2), w21 = v128.load(w2, 16);
    let a = xStart + at, g = gStart + at;
    for (let x = from; x < to; x++, a += next, g += next) {
      const g1 = g - apart, g2 = g1 - apart;
      const s0 = f32x4.add(f32x4.mul(w00, v128.load(g)), f32x4.mul(w10, v128.load(g1)));
      const s1 = f32x4.add(f32x4.mul(w01, v128.load(g, 16)), f32x4.mul(w11, v128.load(g1, 16)));
      v128.store(a, f32x4.add(v128.load(a), f32x4.add(s0, f32x4.mul(w20, v128.load(g2)))));
      v128.store(a, f32x4.add(v128.load(a, 16), f32x4.add(s1, f32x4.mul(w21, v128.load(g2, 16)))), 16);
    }
  }
}

// dx[N, H, W, C]
export function depthwiseInputGrad(dy: usize, filter: usize, dx: usize, N: i32, H: i32, W: i32, C: i32, M: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32, DH: i32, DW: i32): void {
  const outs = C * M;
  fillZero(dx, N * H * W * C);
  for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) for (let ky = 0; ky < KH; ky++) {
    const y = oy * SH - top + ky * DH;
    if (y < 0 || y >= H) continue;
    const row = dx + floats((n * H + y) * W * C), grad = dy + floats((n * OH + oy) * OW * outs), taps = filter + floats(ky * KW * outs);
    if (M == 1 && KW == 3 && SW == 1 && (C & 7) == 0) {
      // Input column x is read by output columns x + left - kx DW.
      const from = max(0, 2 * DW - left), to = min(W, OW - left);
      if (from < to) {
        threeTapsInputGrad(row, grad, taps, C, from, to, left, DW);
        for (let kx = 0; kx < 3; kx++) {
          const shift = kx * DW - left, w = taps + floats(kx * C);
          const first = firstInside(shift, 1), end = endInside(shift, 1, W, OW), middle = from - shift, far = to - shift;
          if (first < middle) tapInputGrad(row, grad, w, C, first, middle, shift, 1);
          if (far < end) tapInputGrad(row, grad, w, C, far, end, shift, 1);
        }
        continue;
      }
    }
    for (let kx = 0; kx < KW; kx++) {
      const shift = kx * DW - left, w = taps + floats(kx * outs);
      const from = firstInside(shift, SW), to = endInside(shift, SW, W, OW);
      if (M == 1) {
        tapInputGrad(row, grad, w, C, from, to, shift, SW);
        continue;
      }
      for (let ox = from; ox < to; ox++) {
        const a = row + floats((ox * SW + shift) * C), g = grad + floats(ox * outs);
        for (let q = 0; q < outs; q++) {
          const at = a + floats(q / M);
          store<f32>(at, load<f32>(at) + load<f32>(w + floats(q)) * load<f32>(g + floats(q)));
        }
      }
    }
  }
}
