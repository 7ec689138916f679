/** sRGB's transfer curve, by lookup: light adds up, coded values do not. */
export const LIGHT = Float32Array.from({ length: 256 }, (_, code) => {
  const c = code / 255;
  return c <= 0.04045 ? c / 12.92 : Math.exp(2.4 * Math.log((c + 0.055) / 1.055));
});

const CODE_STEPS = 4096;
const CODE = Uint8Array.from({ length: CODE_STEPS + 1 }, (_, i) => {
  const light = i / CODE_STEPS;
  const c = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.exp(Math.log(light) / 2.4) - 0.055;
  return Math.round(255 * c);
});

/** The code of an amount of light, 1 being full scale; what is more is cut off. */
export function codeOf(light: number): number {
  return CODE[Math.round(Math.min(1, light) * CODE_STEPS)] as number;
}
