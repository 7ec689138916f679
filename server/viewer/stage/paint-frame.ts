import type { Frame } from '../../../sim/index.ts';
import { type Rgb, scaleColour } from './colour-scale.ts';

export const CHANNELS = ['rgb', 'depth', 'semantic'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One colour per class of SEMANTIC_CLASSES, in that order. */
export const SEMANTIC_COLOURS: readonly Rgb[] = [
  [0.53, 0.75, 0.95],
  [0.35, 0.35, 0.4],
  [1, 0.95, 0.55],
  [0.72, 0.66, 0.6],
  [0.55, 0.7, 0.4],
  [0.62, 0.38, 0.3],
  [0.1, 0.45, 0.2],
  [0.85, 0.45, 0.85],
  [0.9, 0.2, 0.2],
  [1, 0.6, 0.1],
  [0.2, 0.8, 0.8],
  [0.95, 0.45, 0.1],
  [0.25, 0.35, 0.95],
  [0.6, 0.95, 0.3],
];

/** Depth is shown on a logarithmic scale: near things are what a driver must tell apart. */
const NEAREST_M = 1;
const FARTHEST_M = 100;

/** Paints one channel of a camera frame as pixels of a canvas (RGBA). */
export function paintFrame(frame: Frame, channel: Channel, into: Uint8ClampedArray): void {
  const { rgb, depthM, semantic } = frame;
  const pixels = frame.widthPx * frame.heightPx;
  for (let i = 0; i < pixels; i++) {
    const at = i * 4;
    into[at + 3] = 255;
    if (channel === 'rgb' && rgb !== null) {
      into[at] = rgb[i * 3] as number;
      into[at + 1] = rgb[i * 3 + 1] as number;
      into[at + 2] = rgb[i * 3 + 2] as number;
    } else if (channel === 'depth' && depthM !== null) {
      put(into, at, depthColour(depthM[i] as number));
    } else if (channel === 'semantic' && semantic !== null) {
      put(into, at, SEMANTIC_COLOURS[semantic[i] as number] ?? [0, 0, 0]);
    }
  }
}

function depthColour(depthM: number): Rgb {
  if (!Number.isFinite(depthM)) return [0, 0, 0];
  return scaleColour(Math.log(Math.max(depthM, NEAREST_M) / NEAREST_M) / Math.log(FARTHEST_M / NEAREST_M));
}

function put(into: Uint8ClampedArray, at: number, [r, g, b]: Rgb): void {
  into[at] = r * 255;
  into[at + 1] = g * 255;
  into[at + 2] = b * 255;
}
