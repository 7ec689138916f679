import { fillZero, floats } from './memory';

// Gradients of max and average pooling, NHWC. A window over the border sees only the inputs that are there.

// dx: each output's gradient goes to the first input that had the window's maximum.
export function maxPoolGrad(x: usize, dy: usize, dx: usize, N: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  fillZero(dx, N * H * W * C);
  for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) {
    const y0 = max(0, oy * SH - top), y1 = min(H, oy * SH - top + KH);
    for (let ox = 0; ox < OW; ox++) {
      const x0 = max(0, ox * SW - left), x1 = min(W, ox * SW - left + KW);
      if (y0 >= y1 || x0 >= x1) continue;
      const grads = dy + floats(((n * OH + oy) * OW + ox) * C);
      let c = 0;
      for (; c + 4 <= C; c += 4) {
        let best = v128.load(x + floats(((n * H + y0) * W + x0) * C + c)), which = i32x4.splat(0), cell = 0;
        for (let y = y0; y < y1; y++) for (let xx = x0; xx < x1; xx++, cell++) {
          const here = v128.load(x + floats(((n * H + y) * W + xx) * C + c)), higher = f32x4.gt(here, best);
          best = v128.bitselect(here, best, higher);
          which = v128.bitselect(i32x4.splat(cell), which, higher);
        }
        const grad = v128.load(grads + floats(c));
        cell = 0;
        for (let y = y0; y < y1; y++) for (let xx = x0; xx < x1; xx++, cell++) {
          const at = dx + floats(((n * H + y) * W + xx) * C + c);
          v128.store(at, f32x4.add(v128.load(at), v128.and(grad, i32x4.eq(which, i32x4.splat(cell)))));
        }
      }
      for (; c < C; c++) {
        let best = floats(((n * H + y0) * W + x0) * C + c);
        for (let y = y0; y < y1; y++) for (let xx = x0; xx < x1; xx++) {
          const at = floats(((n * H + y) * W + xx) * C + c);
          if (load<f32>(x + at) > load<f32>(x + best)) best = at;
        }
        store<f32>(dx + best, load<f32>(dx + best) + load<f32>(grads + floats(c)));
      }
    }
  }
}

// dx: each output's gradient in equal shares to the inputs that its window saw.
export function averagePoolGrad(dy: usize, dx: usize, N: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32): void {
  fillZero(dx, N * H * W * C);
  for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) {
    const y0 = max(0, oy * SH - top), y1 = min(H, oy * SH - top + KH);
    for (let ox = 0; ox < OW; ox++) {
      const x0 = max(0, ox * SW - left), x1 = min(W, ox * SW - left + KW);
      if (y0 >= y1 || x0 >= x1) continue;
      const count = <f32>((y1 - y0) * (x1 - x0)), counts = f32x4.splat(count);
      const grads = dy + floats(((n * OH + oy) * OW + ox) * C);
      for (let y = y0; y < y1; y++) for (let xx = x0; xx < x1; xx++) {
        const to = dx + floats(((n * H + y) * W + xx) * C);
        let c = 0;
        for (; c + 4 <= C; c += 4) {
          const at = to + floats(c);
          v128.store(at, f32x4.add(v128.load(at), f32x4.div(v128.load(grads + floats(c)), counts)));
        }
        for (; c < C; c++) store<f32>(to + floats(c), load<f32>(to + floats(c)) + load<f32>(grads + floats(c)) / count);
      }
    }
  }
}
