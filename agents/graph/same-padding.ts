/** Pixels that padding `same` puts before and behind a length, as TensorFlow shares them out: the odd one behind. */
export function samePadding(
  length: number,
  { size, stride, dilation = 1 }: { size: number; stride: number; dilation?: number },
): readonly [before: number, behind: number] {
  const extent = (size - 1) * dilation + 1;
  const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + extent - length);
  const before = Math.floor(total / 2);
  return [before, total - before];
}
