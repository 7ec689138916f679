export type Rgb = readonly [red: number, green: number, blue: number];

/** Viridis at even steps: dark is low, bright is high, and so it is for eyes that see fewer colours. */
const STOPS: readonly Rgb[] = [
  [0.267, 0.005, 0.329],
  [0.283, 0.141, 0.458],
  [0.254, 0.265, 0.53],
  [0.207, 0.372, 0.553],
  [0.164, 0.471, 0.558],
  [0.128, 0.567, 0.551],
  [0.135, 0.659, 0.518],
  [0.267, 0.749, 0.441],
  [0.478, 0.821, 0.318],
  [0.741, 0.873, 0.15],
  [0.993, 0.906, 0.144],
];

/** A colour for a share in [0, 1]; what is no number is grey. */
export function scaleColour(share: number): Rgb {
  if (!Number.isFinite(share)) return [0.5, 0.5, 0.5];
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const low = Math.min(STOPS.length - 2, Math.floor(place));
  const from = STOPS[low] as Rgb;
  const to = STOPS[low + 1] as Rgb;
  const part = place - low;
  return [0, 1, 2].map((k) => (from[k] as number) + ((to[k] as number) - (from[k] as number)) * part) as [
    number,
    number,
    number,
  ];
}

/** The scale as a CSS gradient from left to right. */
export const SCALE_GRADIENT = `linear-gradient(to right, ${STOPS.map(cssColour).join(', ')})`;

export function cssColour([r, g, b]: Rgb): string {
  return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`;
}
