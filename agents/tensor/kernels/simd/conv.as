import { endInside, firstInside } from './inside';
import { multiplyInto } from './matmul';
import { copy, fillZero, floats } from './memory';

// Gradients of the ordinary convolution, NHWC.

// Positions handled at a time: their patches (a few dozen kB) stay in the cache between copy and product.
// @ts-ignore: decorator
@inline const CHUNK: i32 = 64;

// Writes the input patches of output positions [from, to) as rows of `col`, [to - from, KH * KW * C].
function gatherPatches(x: usize, col: usize, from: i32, to: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32, DH: i32, DW: i32): void {
  const run = KW * C;
  let ox = from % OW, oy = (from / OW) % OH, n = from / (OW * OH);
  for (let p = from; p < to; p++) {
    const x0 = ox * SW - left;
    for (let ky = 0; ky < KH; ky++) {
      const y = oy * SH - top + ky * DH;
      if (y < 0 || y >= H) {
        memory.fill(col, 0, floats(run));
      } else if (DW == 1 && x0 >= 0 && x0 + KW <= W) {
        copy(col, x + floats(((n * H + y) * W + x0) * C), run);
      } else {
        for (let kx = 0; kx < KW; kx++) {
          const xx = x0 + kx * DW, at = col + floats(kx * C);
          if (xx < 0 || xx >= W) memory.fill(at, 0, floats(C));
          else copy(at, x + floats(((n * H + y) * W + xx) * C), C);
        }
      }
      col += floats(run);
    }
    if (++ox == OW) { ox = 0; if (++oy == OH) { oy = 0; n++; } }
  }
}

// Output columns of a picture's row from which a row is worth a product of its own, without gathered patches.
// @ts-ignore: decorator
@inline const LONG_ROW: i32 = 16;

// dw[KH, KW, C, O] = sum over positions of patch x dy. `scratch` holds 64 * KH * KW * C floats.
export function convFilterGrad(x: usize, dy: usize, dw: usize, scratch: usize, N: i32, H: i32, W: i32, C: i32, O: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32, DH: i32, DW: i32): void {
  const patch = KH * KW * C, positions = N * OH * OW;
  fillZero(dw, patch * O);
  if (OW >= LONG_ROW) {
    for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) for (let ky = 0; ky < KH; ky++) {
      const y = oy * SH - top + ky * DH;
      if (y < 0 || y >= H) continue;
      const row = x + floats((n * H + y) * W * C), grad = dy + floats((n * OH + oy) * OW * O);
      for (let kx = 0; kx < KW; kx++) {
        const shift = kx * DW - left, from = firstInside(shift, SW), to = endInside(shift, SW, W, OW);
        if (from >= to) continue;
        const a = row + floats((from * SW + shift) * C), w = dw + floats((ky * KW + kx) * C * O);
        multiplyInto(a, floats(1), floats(SW * C), grad + floats(from * O), floats(O), w, floats(O), C, O, to - from);
      }
    }
    return;
  }
  for (let p = 0; p < positions; p += CHUNK) {
    const end = min(positions, p + CHUNK);
    gatherPatches(x, scratch, p, end, H, W, C, OH, OW, KH, KW, SH, SW, top, left, DH, DW);
    multiplyInto(scratch, floats(1), floats(patch), dy + floats(p * O), floats(O), dw, floats(O), patch, O, end - p);
  }
}

// dx[N, H, W, C] from dy and the filter transposed to [O, KH * KW * C], row by row and tap by tap.
export function convInputGrad(dy: usize, filterT: usize, dx: usize, N: i32, H: i32, W: i32, C: i32, O: i32, OH: i32, OW: i32, KH: i32, KW: i32, SH: i32, SW: i32, top: i32, left: i32, DH: i32, DW: i32): void {
  const patch = KH * KW * C;
  fillZero(dx, N * H * W * C);
  for (let n = 0; n < N; n++) for (let oy = 0; oy < OH; oy++) for (let ky = 0; ky < KH; ky++) {
    const y = oy * SH - top + ky * DH;
    if (y < 0 || y >= H) continue;
    const row = dx + floats((n * H + y) * W * C), grad = dy + floats((n * OH + oy) * OW * O);
    for (let kx = 0; kx < KW; kx++) {
      const shift = kx * DW - left, from = firstInside(shift, SW), to = endInside(shift, SW, W, OW);
      if (from >= to) continue;
      const taps = filterT + floats((ky * KW + kx) * C), at = row + floats((from * SW + shift) * C);
      multiplyInto(grad + floats(from * O), floats(O), floats(1), taps, floats(patch), at, floats(SW * C), to - from, C, O);
    }
  }
}
