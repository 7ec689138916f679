import type { Vec3 } from './mesh-builder.ts';

/** Maps an object's own coordinates (x ahead, y left, z up, metres) into the world. */
export type ToWorld = (x: number, y: number, z: number) => Vec3;

export function placed(xM: number, yM: number, headingRad: number): ToWorld {
  const cos = Math.cos(headingRad);
  const sin = Math.sin(headingRad);
  return (x, y, z) => [xM + cos * x - sin * y, yM + sin * x + cos * y, z];
}
