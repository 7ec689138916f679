// First output column whose tap at column `shift` (kx * DW - left) lies inside the input, and the first beyond.
// @ts-ignore: decorator
@inline export function firstInside(shift: i32, stride: i32): i32 { return shift >= 0 ? 0 : (stride - 1 - shift) / stride; }
// @ts-ignore: decorator
@inline export function endInside(shift: i32, stride: i32, W: i32, OW: i32): i32 { return shift >= W ? 0 : min(OW, (W - 1 - shift) / stride + 1); }
