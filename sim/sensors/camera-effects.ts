import type { Frame } from '../agent.ts';
import { deriveSeed } from '../core/rng.ts';
import { type Defocus, defocused, distorted, type LensDistortion } from './lens.ts';
import { codeOf, LIGHT } from './light.ts';

/** What a real camera does to a picture from its lens to its sensor; each effect may be left out. */
export interface CameraEffects {
  readonly distortion?: LensDistortion;
  readonly defocus?: Defocus;
  readonly exposure?: Exposure;
  readonly motionBlur?: MotionBlur;
  readonly noise?: SensorNoise;
}

/** More or less light than the picture was drawn with; what is brighter than full scale is cut off. */
export interface Exposure {
  /** Each doubles the light; below 0 it halves. */
  readonly stops: number;
}

/** The camera moved while it took the picture, straight and evenly. */
export interface MotionBlur {
  /** How far every point was dragged across the picture, as a share of its width. */
  readonly length: number;
  /** The direction, counter-clockwise from the picture's x axis. */
  readonly directionDeg: number;
}

/** Independent noise of every pixel and channel. */
export interface SensorNoise {
  /** Its standard deviation, as a share of full scale. */
  readonly deviation: number;
}

/**
 * The frame as a camera with these effects would have taken it. Colours alone change, except that
 * distortion moves depth and classes too. Equal frames, effects and seeds give equal bytes; give every
 * frame of an episode a seed of its own. The frame handed in is not written to.
 */
export function withCameraEffects(frame: Frame, effects: CameraEffects, seed: number): Frame {
  const seen = effects.distortion === undefined ? frame : distorted(frame, effects.distortion);
  if (seen.rgb === null) return seen;
  let rgb = seen.rgb;
  // In the order in which light meets them: the lens, the shutter, the sensor.
  if (effects.defocus !== undefined) rgb = defocused(rgb, frame, effects.defocus);
  if (effects.exposure !== undefined) rgb = exposed(rgb, effects.exposure);
  if (effects.motionBlur !== undefined) rgb = blurred(rgb, frame, effects.motionBlur);
  if (effects.noise !== undefined) rgb = noisy(rgb, effects.noise, seed);
  return rgb === seen.rgb ? seen : { ...seen, rgb };
}

function exposed(rgb: Uint8Array, { stops }: Exposure): Uint8Array {
  if (stops === 0) return rgb;
  const gain = Math.exp(stops * Math.LN2);
  const codes = LIGHT.map((light) => codeOf(light * gain));
  return rgb.map((value) => codes[value] as number);
}

/** Mean of the light along the drag, one sample a pixel; past the edge the edge's own pixels go on. */
function blurred(rgb: Uint8Array, { widthPx, heightPx }: Frame, blur: MotionBlur): Uint8Array {
  const lengthPx = blur.length * widthPx;
  const half = Math.ceil(lengthPx / 2);
  if (lengthPx < 0.5) return rgb;
  const angle = (blur.directionDeg * Math.PI) / 180;
  const offsets: { readonly x: number; readonly y: number }[] = [];
  for (let k = -half; k <= half; k++) {
    const along = (k / half) * (lengthPx / 2);
    offsets.push({ x: Math.round(along * Math.cos(angle)), y: Math.round(-along * Math.sin(angle)) });
  }
  const out = new Uint8Array(rgb.length);
  const share = 1 / offsets.length;
  for (let y = 0, to = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, to += 3) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (const offset of offsets) {
        const fromX = Math.min(widthPx - 1, Math.max(0, x + offset.x));
        const fromY = Math.min(heightPx - 1, Math.max(0, y + offset.y));
        const from = (fromY * widthPx + fromX) * 3;
        r += LIGHT[rgb[from] as number] as number;
        g += LIGHT[rgb[from + 1] as number] as number;
        b += LIGHT[rgb[from + 2] as number] as number;
      }
      out[to] = codeOf(r * share);
      out[to + 1] = codeOf(g * share);
      out[to + 2] = codeOf(b * share);
    }
  }
  return out;
}

/** Four bytes of a hash, summed: near enough to normal, and a small part of Box and Muller's time. */
const FOUR_BYTES = { mean: 4 * 127.5, deviation: Math.sqrt((4 * (256 * 256 - 1)) / 12) } as const;

function noisy(rgb: Uint8Array, { deviation }: SensorNoise, seed: number): Uint8Array {
  if (deviation <= 0) return rgb;
  const out = new Uint8Array(rgb.length);
  const gain = (255 * deviation) / FOUR_BYTES.deviation;
  const start = deriveSeed(seed, 'sensor-noise');
  for (let i = 0; i < rgb.length; i++) {
    const word = mixed(start + Math.imul(i + 1, 0x9e3779b9));
    const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
    const value = (rgb[i] as number) + gain * (sum - FOUR_BYTES.mean);
    out[i] = Math.min(255, Math.max(0, Math.round(value)));
  }
  return out;
}

/** The finaliser of murmur3: every bit of the input reaches every bit of the output. */
function mixed(word: number): number {
  let hash = word | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
