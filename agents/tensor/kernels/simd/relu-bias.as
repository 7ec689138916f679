import { fillZero, floats } from './memory';

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

