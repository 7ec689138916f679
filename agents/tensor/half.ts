/**
 * IEEE 754 half precision: 1 sign, 5 exponent, 10 fraction bits. (Node 20 has no Float16Array.)
 * Rounds to nearest, ties to even; magnitudes above 65504 become infinite.
 */
export function encodeHalf(value: number): number {
  single[0] = value;
  const bits = word[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= 0x7f800000) return sign | 0x7c00 | (magnitude > 0x7f800000 ? 0x200 : 0);
  if (magnitude >= 0x38800000) return sign | Math.min(0x7c00, roundedShift(magnitude - 0x38000000, 13));
  // Below 2^-14 the half is subnormal: a whole multiple of 2^-24.
  const exponent = magnitude >>> 23;
  const shift = 126 - exponent;
  if (shift > 24) return sign;
  return sign | roundedShift((magnitude & 0x7fffff) | 0x800000, shift);
}

export function decodeHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * SMALLEST;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  word[0] = ((half & 0x8000) << 16) | ((exponent + 112) << 23) | (fraction << 13);
  return single[0] as number;
}

const single = new Float32Array(1);
const word = new Uint32Array(single.buffer);
/** 2^-24, the smallest half above zero. */
const SMALLEST = 1 / 16_777_216;

/** value / 2^shift to the nearest whole number, ties to even. */
function roundedShift(value: number, shift: number): number {
  const down = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  return rest > tie || (rest === tie && (down & 1) === 1) ? down + 1 : down;
}
