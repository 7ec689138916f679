/** Pixels as GL hands them back, RGBA and bottom row first, made into what a Frame promises. */

/** Distances at or beyond this are written as Infinity. */
export const DEPTH_LIMIT_M = 1000;

/** The largest whole number that three 8-bit channels hold; it stands for "nothing there". */
export const DEPTH_STEPS = 0xffffff;

/** Copies R, G and B, top row first. */
export function copyRgb(rgba: Uint8Array, widthPx: number, heightPx: number, rgb: Uint8Array): void {
  let to = 0;
  for (let y = heightPx - 1; y >= 0; y--) {
    const end = (y + 1) * widthPx * 4;
    for (let from = y * widthPx * 4; from < end; from += 4) {
      rgb[to++] = rgba[from] as number;
      rgb[to++] = rgba[from + 1] as number;
      rgb[to++] = rgba[from + 2] as number;
    }
  }
}

/** Copies the class out of R, top row first. */
export function copySemantic(
  rgba: Uint8Array,
  widthPx: number,
  heightPx: number,
  semantic: Uint8Array,
): void {
  let to = 0;
  for (let y = heightPx - 1; y >= 0; y--) {
    const end = (y + 1) * widthPx * 4;
    for (let from = y * widthPx * 4; from < end; from += 4) semantic[to++] = rgba[from] as number;
  }
}

/** Decodes metres out of G, B and A (most significant first), top row first. */
export function copyDepth(rgba: Uint8Array, widthPx: number, heightPx: number, depthM: Float32Array): void {
  const metresPerStep = DEPTH_LIMIT_M / DEPTH_STEPS;
  let to = 0;
  for (let y = heightPx - 1; y >= 0; y--) {
    const end = (y + 1) * widthPx * 4;
    for (let from = y * widthPx * 4; from < end; from += 4) {
      const steps =
        ((rgba[from + 1] as number) << 16) | ((rgba[from + 2] as number) << 8) | (rgba[from + 3] as number);
      depthM[to++] = steps === DEPTH_STEPS ? Number.POSITIVE_INFINITY : steps * metresPerStep;
    }
  }
}
