// Runs of float32 numbers.

// @ts-ignore: decorator
@inline export function floats(count: i32): usize { return <usize>count << 2; }

// @ts-ignore: decorator
@inline export function copy(to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(to + floats(i), v128.load(from + floats(i)));
  for (; i < count; i++) store<f32>(to + floats(i), load<f32>(from + floats(i)));
}

export function fillZero(to: usize, count: i32): void {
  memory.fill(to, 0, floats(count));
}
