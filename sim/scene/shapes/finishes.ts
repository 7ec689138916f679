import type { Rng } from '../../core/rng.ts';
import type { Finish } from './shape-pen.ts';

export const CHROME: Finish = { colour: 0xc4c8cc, gloss: 0.8 };
export const STEEL: Finish = { colour: 0x8d9296, gloss: 0.5 };
export const IRON: Finish = { colour: 0x26292b, gloss: 0.3 };
export const RUBBER: Finish = { colour: 0x1c1d1e, gloss: 0.05 };
export const DARK_GLASS: Finish = { colour: 0x1b252e, gloss: 0.9 };
export const CREAM: Finish = { colour: 0xe9e2d0, gloss: 0.1 };
export const WHITE: Finish = { colour: 0xf0f0ee, gloss: 0.3 };

const WOODS = [0xc69c6d, 0xa9713f, 0x7d4f2b, 0x55341d, 0xd8b98a, 0x8c6239] as const;
const CLOTHS = [0xd9cdb5, 0x6d7680, 0x8a3b35, 0x3f5570, 0x5d6b4a, 0xb58a4a, 0x4a4340] as const;

/** Wood of some tree, oiled or varnished. */
export function wood(rng: Rng): Finish {
  return { colour: rng.pick(WOODS), gloss: rng.range(0.1, 0.35) };
}

/** A dull woven stuff. */
export function cloth(rng: Rng): Finish {
  return { colour: rng.pick(CLOTHS), gloss: 0.02 };
}

/** The scene's colour as paint or varnish. */
export function painted(paint: number, gloss = 0.35): Finish {
  return { colour: paint, gloss };
}
