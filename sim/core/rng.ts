import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream's whole state, as plain data. */
export interface RngState {
  readonly words: readonly number[];
  readonly spareNormal: number | null;
}

/**
 * One named stream of random numbers (xoroshiro128+). Streams that differ in seed or name are
 * independent, so drawing more from one never shifts another. The danger: sharing one Rng
 * between two consumers couples them; open a stream for each.
 */
export class Rng {
  #generator: ReturnType<typeof xoroshiro128plusFromState>;
  #spareNormal: number | undefined;

  constructor(seed: number, ...names: readonly (string | number)[]) {
    this.#generator = xoroshiro128plusFromState(hashWords(seed, names));
  }

  /** Uniform in [0, 1). */
  float(): number {
    return uniformFloat64(this.#generator);
  }

  /** Uniform in [low, high). */
  range(low: number, high: number): number {
    return low + (high - low) * this.float();
  }

  /** Whole number in [0, n). */
  int(n: number): number {
    return Math.floor(this.float() * n);
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()));
    const angle = 2 * Math.PI * this.float();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(items.length)];
    if (item === undefined) throw new RangeError('cannot pick from an empty list');
    return item;
  }

  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      const held = items[i] as T;
      items[i] = items[j] as T;
      items[j] = held;
    }
    return items;
  }

  /** The state as plain data; `Rng.restore` continues from it exactly. */
  save(): RngState {
    return { words: [...this.#generator.getState()], spareNormal: this.#spareNormal ?? null };
  }

  static restore(state: RngState): Rng {
    const rng = new Rng(0);
    rng.#generator = xoroshiro128plusFromState(state.words);
    rng.#spareNormal = state.spareNormal ?? undefined;
    return rng;
  }
}

/** A 32-bit seed made from a base seed and names, for handing to a part that opens its own streams. */
export function deriveSeed(seed: number, ...names: readonly (string | number)[]): number {
  return hashWords(seed, names)[0] as number;
}

/** Four well-mixed 32-bit words from a seed and names (FNV-1a over the text, murmur3 finaliser). */
function hashWords(seed: number, names: readonly (string | number)[]): number[] {
  const text = JSON.stringify([seed, ...names]);
  const words: number[] = [];
  for (let lane = 0; lane < 4; lane++) {
    let hash = 0x811c9dc5 ^ Math.imul(lane + 1, 0x9e3779b1);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    words.push((hash ^ (hash >>> 16)) >>> 0);
  }
  return words;
}
