import type { Finish, ShapePen } from '../shape-pen.ts';

/** What parts that the scene does not paint are made of. */
export const RUBBER: Finish = { colour: 0x17171a, gloss: 0.05 };
export const GLASS: Finish = { colour: 0x141c24, gloss: 0.9 };
export const CHROME: Finish = { colour: 0xc3c7cb, gloss: 0.9 };
export const STEEL: Finish = { colour: 0x85898e, gloss: 0.5 };
export const DARK: Finish = { colour: 0x202226, gloss: 0.15 };
export const BLACK: Finish = { colour: 0x0c0d0f, gloss: 0.1 };
export const PLATE: Finish = { colour: 0xe8e8e0, gloss: 0.2 };
export const HEADLAMP: Finish = { colour: 0xf4f4ea, gloss: 0.8, glow: 0.9 };
export const TAIL_LAMP: Finish = { colour: 0xb01212, gloss: 0.6, glow: 0.6 };
export const AMBER: Finish = { colour: 0xe87a10, gloss: 0.5 };

/** The scene's colour, lacquered. `shade` multiplies it in linear light. */
export function lacquer(pen: ShapePen, shade = 1): Finish {
  return { colour: pen.paint, gloss: 0.55, shade };
}
