import { fillZero, floats } from './memory';

// Batch normalisation with a rectifier over rows of C channels, and its gradient. Where C is no multiple of 4, four rows
// together are one row of 4 C numbers, whole vectors whatever C is: `wide` counts those numbers and `rowsOf` says how
// many rows that is. The statistics are summed in such a wide row, block by block so that the rounding stays small, and
// folded to C channels at the end. Up to three rows that are left over are handled number by number.

// Numbers of a block that is summed in registers before it joins the total: four such blocks fit the first cache.
// @ts-ignore: decorator
@inline const BLOCK: i32 = 1024;

// @ts-ignore: decorator
@inline function rowsOf(C: i32): i32 { return (C & 3) == 0 ? 1 : 4; }

// @ts-ignore: decorator
@inline function depthOf(wide: i32): i32 { return max(4, BLOCK / wide); }

// to[wide] = the C numbers at `from`, over and over.
function widen(from: usize, to: usize, C: i32): void {
  for (let i = 0; i < rowsOf(C); i++) memory.copy(to + floats(i * C), from, floats(C));
}

// @ts-ignore: decorator
@inline function folded(sums: usize, c: i32, C: i32): f32 {
  let sum = load<f32>(sums + floats(c));
  for (let i = 1; i < rowsOf(C); i++) sum += load<f32>(sums + floats(i * C + c));
  return sum;
}

// @ts-ignore: decorator
@inline function addAt(to: usize, value: v128): void { v128.store(to, f32x4.add(v128.load(to), value)); }

// sums[wide] += rows of x[quads, wide], less `centre`[wide], squared or not.
// @ts-ignore: decorator
@inline function sumColumns(x: usize, centre: usize, sums: usize, quads: i32, wide: i32, squared: bool): void {
  const step = floats(wide), zero = f32x4.splat(0);
  for (let r0 = 0, depth = depthOf(wide); r0 < quads; r0 += depth) {
    const rows = min(depth, quads - r0);
    let i = 0;
    for (; i + 16 <= wide; i += 16) {
      let at = x + floats(r0 * wide + i), c = centre + floats(i), to = sums + floats(i);
      let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
      if (squared) {
        const c0 = v128.load(c), c1 = v128.load(c, 16), c2 = v128.load(c, 32), c3 = v128.load(c, 48);
        for (let r = 0; r < rows; r++, at += step) {
          const d0 = f32x4.sub(v128.load(at), c0), d1 = f32x4.sub(v128.load(at, 16), c1);
          const d2 = f32x4.sub(v128.load(at, 32), c2), d3 = f32x4.sub(v128.load(at, 48), c3);
          s0 = f32x4.add(s0, f32x4.mul(d0, d0));
          s1 = f32x4.add(s1, f32x4.mul(d1, d1));
          s2 = f32x4.add(s2, f32x4.mul(d2, d2));
          s3 = f32x4.add(s3, f32x4.mul(d3, d3));
        }
      } else {
        for (let r = 0; r < rows; r++, at += step) {
          s0 = f32x4.add(s0, v128.load(at));
          s1 = f32x4.add(s1, v128.load(at, 16));
          s2 = f32x4.add(s2, v128.load(at, 32));
          s3 = f32x4.add(s3, v128.load(at, 48));
        }
      }
      addAt(to, s0);
      addAt(to + 16, s1);
      addAt(to + 32, s2);
      addAt(to + 48, s3);
    }
    for (; i < wide; i += 4) {
      let at = x + floats(r0 * wide + i), s = zero;
      const c = squared ? v128.load(centre + floats(i)) : zero;
      for (let r = 0; r < rows; r++, at += step) {
        const d = f32x4.sub(v128.load(at), c);
        s = f32x4.add(s, squared ? f32x4.mul(d, d) : d);
      }
      addAt(sums + floats(i), s);
    }
  }
}

// @ts-ignore: decorator
@inline function normal(x: v128, mean: v128, scale: v128, beta: v128): v128 {
  return f32x4.pmax(f32x4.add(f32x4.mul(f32x4.sub(x, mean), scale), beta), f32x4.splat(0));
}

// y = relu((x - means) scales + betas) for rows of x[rows, C]; the other three are [wide].
function normalise(x: usize, y: usize, means: usize, scales: usize, betas: usize, rows: i32, C: i32): void {
  const wide = rowsOf(C) * C, quads = rows / rowsOf(C), left = quads * rowsOf(C);
  const step = floats(wide);
  for (let r0 = 0, depth = depthOf(wide); r0 < quads; r0 += depth) {
    const deep = min(depth, quads - r0);
    let i = 0;
    for (; i + 8 <= wide; i += 8) {
      const at = floats(i);
      const m0 = v128.load(means + at), m1 = v128.load(means + at, 16);
      const s0 = v128.load(scales + at), s1 = v128.load(scales + at, 16);
      const b0 = v128.load(betas + at), b1 = v128.load(betas + at, 16);
      let from = x + floats(r0 * wide + i), to = y + floats(r0 * wide + i);
      for (let r = 0; r < deep; r++, from += step, to += step) {
        v128.store(to, normal(v128.load(from), m0, s0, b0));
        v128.store(to, normal(v128.load(from, 16), m1, s1, b1), 16);
      }
    }
    for (; i < wide; i += 4) {
      const at = floats(i), m = v128.load(means + at), s = v128.load(scales + at), b = v128.load(betas + at);
      let from = x + floats(r0 * wide + i), to = y + floats(r0 * wide + i);
      for (let r = 0; r < deep; r++, from += step, to += step) v128.store(to, normal(v128.load(from), m, s, b));
    }
  }
  for (let r = left; r < rows; r++) for (let c = 0; c < C; c++) {
    const at = floats(c), here = floats(r * C + c);
    const value = (load<f32>(x + here) - load<f32>(means + at)) * load<f32>(scales + at) + load<f32>(betas + at);
    store<f32>(y + here, value < 0 ? 0 : value);
  }
}

// y = relu((x - mean) / sqrt(variance + epsilon) * gamma + beta), with mean, variance and 1 / sqrt(variance + epsilon)
// [C] of the rows of x[rows, C]. `scratch` holds 16 C floats.
export function batchNormRelu(x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, perDeviation: usize, scratch: usize, rows: i32, C: i32, epsilon: f32): void {
  const wide = rowsOf(C) * C, quads = rows / rowsOf(C), left = quads * rowsOf(C), count = <f32>rows;
  const sums = scratch, means = sums + floats(wide), scales = means + floats(wide), betas = scales + floats(wide);
  fillZero(sums, wide);
  sumColumns(x, sums, sums, quads, wide, false);
  for (let c = 0; c < C; c++) {
    let sum = folded(sums, c, C);
    for (let r = left; r < rows; r++) sum += load<f32>(x + floats(r * C + c));
    store<f32>(mean + floats(c), sum / count);
  }
  widen(mean, means, C);
  fillZero(sums, wide);
  sumColumns(x, means, sums, quads, wide, true);
  for (let c = 0; c < C; c++) {
    let sum = folded(sums, c, C);
    for (let r = left; r < rows; r++) {
      const d = load<f32>(x + floats(r * C + c)) - load<f32>(mean + floats(c));
      sum += d * d;
    }
    const spread = sum / count, inverse: f32 = 1 / sqrt<f32>(spread + epsilon);
    store<f32>(variance + floats(c), spread);
    store<f32>(perDeviation + floats(c), inverse);
    store<f32>(scales + floats(c), load<f32>(gamma + floats(c)) * inverse);
  }
  for (let i = 1; i < rowsOf(C); i++) memory.copy(scales + floats(i * C), scales, floats(C));
  widen(beta, betas, C);

  normalise(x, y, means, scales, betas, rows, C);
}

// y = relu((x - mean) / sqrt(variance + epsilon) * gamma + beta) with a mean and variance [C] from elsewhere. `scratch`
// holds 16 C floats.
export function normaliseRelu(x: usize, gamma: usize, beta: usize, mean: usize, variance: usize, y: usize, scratch: usize, rows: i32, C: i32, epsilon: f32): void {
  const wide = rowsOf(C) * C, means = scratch, scales = means + floats(wide), betas = scales + floats(wide);
  for (let c = 0; c < C; c++) {
    const at = floats(c), inverse: f32 = 1 / sqrt<f32>(load<f32>(variance + at) + epsilon);
    store<f32>(scales + at, load<f32>(gamma + at) * inverse);
  }
  for (let i = 1; i < rowsOf(C); i++) memory.copy(scales + floats(i * C), scales, floats(C));
  widen(mean, means, C);
  widen(beta, betas, C);
  normalise(x, y, means, scales, betas, rows, C);
}

// @ts-ignore: decorator
@inline function passed(y: usize, dy: usize, at: usize): v128 {
  return v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline function passedOne(y: usize, dy: usize, at: usize): f32 {
  return load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0;
}

// dBeta[wide] and dGamma[wide] += the columns of dz and of dz (x - mean), where dz is dy behind the rectifier.
function sumGradients(x: usize, y: usize, dy: usize, means: usize, dBeta: usize, dGamma: usize, quads: i32, wide: i32): void {
  const step = floats(wide), zero = f32x4.splat(0);
  for (let r0 = 0, depth = depthOf(wide); r0 < quads; r0 += depth) {
    const rows = min(depth, quads - r0);
    let i = 0;
    for (; i + 8 <= wide; i += 8) {
      const m0 = v128.load(means + floats(i)), m1 = v128.load(means + floats(i), 16);
      let at = floats(r0 * wide + i), b0 = zero, b1 = zero, g0 = zero, g1 = zero;
      for (let r = 0; r < rows; r++, at += step) {
        const z0 = passed(y, dy, at), z1 = passed(y, dy, at + 16);
        b0 = f32x4.add(b0, z0);
        b1 = f32x4.add(b1, z1);
        g0 = f32x4.add(g0, f32x4.mul(z0, f32x4.sub(v128.load(x + at), m0)));
        g1 = f32x4.add(g1, f32x4.mul(z1, f32x4.sub(v128.load(x + at, 16), m1)));
      }
      addAt(dBeta + floats(i), b0);
      addAt(dBeta + floats(i) + 16, b1);
      addAt(dGamma + floats(i), g0);
      addAt(dGamma + floats(i) + 16, g1);
    }
    for (; i < wide; i += 4) {
      const m = v128.load(means + floats(i));
      let at = floats(r0 * wide + i), b = zero, g = zero;
      for (let r = 0; r < rows; r++, at += step) {
        const z = passed(y, dy, at);
        b = f32x4.add(b, z);
        g = f32x4.add(g, f32x4.mul(z, f32x4.sub(v128.load(x + at), m)));
      }
      addAt(dBeta + floats(i), b);
      addAt(dGamma + floats(i), g);
    }
  }
}

// The gradient by x, gamma and beta, from what batchNormRelu had and gave. With s = gamma / deviation:
// dx = s dz - s dBeta / rows - (x - mean) s dGamma / (deviation rows). `scratch` holds 16 C floats.
export function batchNormReluGrad(x: usize, y: usize, dy: usize, gamma: usize, mean: usize, perDeviation: usize, dx: usize, dGamma: usize, dBeta: usize, scratch: usize, rows: i32, C: i32): void {
  const wide = rowsOf(C) * C, quads = rows / rowsOf(C), left = quads * rowsOf(C), count = <f32>rows;
  const means = scratch, scales = means + floats(wide), shifts = scales + floats(wide), slopes = shifts + floats(wide);
  widen(mean, means, C);
  fillZero(shifts, wide);
  fillZero(slopes, wide);
  sumGradients(x, y, dy, means, shifts, slopes, quads, wide);
  for (let c = 0; c < C; c++) {
    const at = floats(c), inverse = load<f32>(perDeviation + at);
    let sumB = folded(shifts, c, C), sumG = folded(slopes, c, C);
    for (let r = left; r < rows; r++) {
      const here = floats(r * C + c), z = passedOne(y, dy, here);
      sumB += z;
      sumG += z * (load<f32>(x + here) - load<f32>(mean + at));
    }
    sumG *= inverse;
    store<f32>(dBeta + at, sumB);
    store<f32>(dGamma + at, sumG);
    const scale = load<f32>(gamma + at) * inverse;
    store<f32>(scales + at, scale);
    for (let i = 1; i < rowsOf(C); i++) store<f32>(scales + floats(i * C + c), scale);
  }
  for (let c = 0; c < C; c++) {
    const at = floats(c), scale = load<f32>(scales + at);
    const shift = (scale * load<f32>(dBeta + at)) / count;
    const slope = (scale * load<f32>(perDeviation + at) * load<f32>(dGamma + at)) / count;
    for (let i = 0; i < rowsOf(C); i++) {
      store<f32>(shifts + floats(i * C + c), shift);
      store<f32>(slopes + floats(i * C + c), slope);
    }
  }

  const step = floats(wide);
  for (let r0 = 0, depth = depthOf(wide); r0 < quads; r0 += depth) {
    const deep = min(depth, quads - r0);
    let i = 0;
    for (; i + 8 <= wide; i += 8) {
      const p = floats(i);
      const m0 = v128.load(means + p), m1 = v128.load(means + p, 16), s0 = v128.load(scales + p), s1 = v128.load(scales + p, 16);
      const k0 = v128.load(shifts + p), k1 = v128.load(shifts + p, 16), q0 = v128.load(slopes + p), q1 = v128.load(slopes + p, 16);
      let at = floats(r0 * wide + i);
      for (let r = 0; r < deep; r++, at += step) {
        const d0 = f32x4.sub(v128.load(x + at), m0), d1 = f32x4.sub(v128.load(x + at, 16), m1);
        v128.store(dx + at, f32x4.sub(f32x4.sub(f32x4.mul(passed(y, dy, at), s0), k0), f32x4.mul(d0, q0)));
        v128.store(dx + at, f32x4.sub(f32x4.sub(f32x4.mul(passed(y, dy, at + 16), s1), k1), f32x4.mul(d1, q1)), 16);
      }
    }
    for (; i < wide; i += 4) {
      const p = floats(i), m = v128.load(means + p), s = v128.load(scales + p), k = v128.load(shifts + p), q = v128.load(slopes + p);
      let at = floats(r0 * wide + i);
      for (let r = 0; r < deep; r++, at += step) {
        const d = f32x4.sub(v128.load(x + at), m);
        v128.store(dx + at, f32x4.sub(f32x4.sub(f32x4.mul(passed(y, dy, at), s), k), f32x4.mul(d, q)));
      }
    }
  }
  for (let r = left; r < rows; r++) for (let c = 0; c < C; c++) {
    const p = floats(c), at = floats(r * C + c), d = load<f32>(x + at) - load<f32>(means + p);
    store<f32>(dx + at, passedOne(y, dy, at) * load<f32>(scales + p) - load<f32>(shifts + p) - d * load<f32>(slopes + p));
  }
}
