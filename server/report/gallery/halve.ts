/** RGB pixels at half the size, each the mean of four, so that edges are smooth. Both sides must be even. */
export function halve(rgb: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const out = new Uint8Array((widthPx / 2) * (heightPx / 2) * 3);
  for (let y = 0; y < heightPx / 2; y++) {
    for (let x = 0; x < (widthPx / 2) * 3; x++) {
      const column = Math.floor(x / 3) * 6 + (x % 3);
      const top = 2 * y * widthPx * 3 + column;
      const bottom = top + widthPx * 3;
      const four =
        (rgb[top] as number) +
        (rgb[top + 3] as number) +
        (rgb[bottom] as number) +
        (rgb[bottom + 3] as number);
      out[y * (widthPx / 2) * 3 + x] = Math.round(four / 4);
    }
  }
  return out;
}
