import { floats } from './memory';

// Adam (Kingma and Ba 2015, end of section 2).

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
