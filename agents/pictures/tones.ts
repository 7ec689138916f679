import type { Rng } from '../../sim/core/index.ts';

/** How far the tones of training pictures are changed, each by its own draw; 0 leaves a thing as it is. */
export interface ToneNoise {
  /** Added to every value, up to this share of full scale either way. */
  readonly brightness: number;
  /** Stretch about mid-grey by a factor up to 1 + this, or its inverse. */
  readonly contrast: number;
  /** Gain of each colour channel by a factor up to 1 + this, or its inverse. */
  readonly colour: number;
  /** Uniform noise of each value, up to this share of full scale either way. */
  readonly grain: number;
}

const CHANNELS = 3;
const LEVELS = 256;

/** One table per channel from 8-bit level to number in [-1, 1]: brightness, contrast and colour in one look-up. */
export function toneTables(noise: ToneNoise, rng: Rng): readonly [Float32Array, Float32Array, Float32Array] {
  const shift = 2 * rng.range(-noise.brightness, noise.brightness);
  const contrast = factor(noise.contrast, rng);
  return Array.from({ length: CHANNELS }, () => {
    const gain = factor(noise.colour, rng);
    const table = new Float32Array(LEVELS);
    for (let level = 0; level < LEVELS; level++) {
      const value = (level * (2 / 255) * gain - 1) * contrast + shift;
      table[level] = Math.min(1, Math.max(-1, value));
    }
    return table;
  }) as unknown as readonly [Float32Array, Float32Array, Float32Array];
}

/** Between 1 / (1 + spread) and 1 + spread, as likely darker as brighter. */
function factor(spread: number, rng: Rng): number {
  const up = 1 + spread * rng.float();
  return rng.float() < 0.5 ? up : 1 / up;
}

/** Adds grain to `count` numbers, drawn from a small generator of its own (xorshift32): one draw a number. */
export function addGrain(target: Float32Array, at: number, count: number, grain: number, rng: Rng): void {
  const strength = (2 * grain * rng.float()) / 2_147_483_648;
  let state = rng.int(0x7fffffff) + 1;
  for (let i = at; i < at + count; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    target[i] = Math.min(1, Math.max(-1, (target[i] as number) + state * strength));
  }
}
