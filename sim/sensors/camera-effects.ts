import type { Frame } from '../agent.ts';
import { deriveSeed } from '../core/rng.ts';

/** What a real camera does to a picture after the light has come in; each effect may be left out. */
export interface CameraEffects {
  readonly motionBlur?: MotionBlur;
  readonly noise?: SensorNoise;
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
 * The frame as a camera with these effects would have taken it. Colours alone change; depth and classes
 * stay what they are. Equal frames, effects and seeds give equal bytes; give every frame of an episode
 * a seed of its own. The frame handed in is not written to.
 */
export function withCameraEffects(frame: Frame, effects: CameraEffects, seed: number): Frame {
  if (frame.rgb === null) return frame;
  let rgb = frame.rgb;
  // In the order in which light meets them: the shutter, then the sensor.
  if (effects.motionBlur !== undefined) rgb = blurred(rgb, frame, effects.motionBlur);
  if (effects.noise !== undefined) rgb = noisy(rgb, effects.noise, seed);
  return rgb === frame.rgb ? frame : { ...frame, rgb };
}

/** sRGB's transfer curve, by lookup: light adds up, coded values do not. */
const LIGHT = Float32Array.from({ length: 256 }, (_, code) => {
  const c = code / 255;
  return c <= 0.04045 ? c / 12.92 : Math.exp(2.4 * Math.log((c + 0.055) / 1.055));
});
const CODE_STEPS = 4096;
const CODE = Uint8Array.from({ length: CODE_STEPS + 1 }, (_, i) => {
  const light = i / CODE_STEPS;
  const c = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.exp(Math.log(light) / 2.4) - 0.055;
  return Math.round(255 * c);
});

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
      out[to] = code(r * share);
      out[to + 1] = code(g * share);
      out[to + 2] = code(b * share);
    }
  }
  return out;
}

function code(light: number): number {
  return CODE[Math.round(Math.min(1, light) * CODE_STEPS)] as number;
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
