import { Rng } from '../../core/rng.ts';
import type { Finish } from '../shapes/shape-pen.ts';

/** How a person is built and dressed. */
export interface Person {
  readonly heightM: number;
  /** Width of the trunk over the usual one. */
  readonly girth: number;
  readonly skin: Finish;
  readonly hair: Finish;
  readonly longHair: boolean;
  readonly headgear: 'none' | 'cap' | 'helmet';
  readonly top: Finish;
  readonly trousers: Finish;
  readonly shoes: Finish;
  readonly coat: boolean;
  readonly shorts: boolean;
  readonly shortSleeves: boolean;
  readonly bag: Finish | null;
}

const SKINS = [0xf0cdb0, 0xe3b48f, 0xc99370, 0xa56f4a, 0x7b4a2d, 0x4f2f1e];
const HAIRS = [0x15110f, 0x2c1d14, 0x5a3b22, 0x8c6239, 0xc7a25a, 0x9b9a97];
const TOPS = [
  0xb8322e, 0x27568f, 0xd8d5cb, 0x2f6b3d, 0xe0a52b, 0x3d3f45, 0x7a3f7d, 0x4f93a8, 0xc9673b, 0x20242c,
];
const TROUSERS = [0x222b40, 0x2c2d30, 0x5d5345, 0x8c8471, 0x1a1b1d, 0x46597a];
const SHOES = [0x17181a, 0x5b3a22, 0xd9d8d3, 0x8c2c2c];
const BAGS = [0x2b4f3a, 0x9a3b22, 0x25344f, 0x6d6250];

/** The person of a look: the same one every time. */
export function personOf(look: number): Person {
  const rng = new Rng(look, 'person');
  const cloth = (colours: readonly number[]): Finish => ({ colour: rng.pick(colours), gloss: 0.03 });
  const heightM = rng.range(1.56, 1.88);
  const girth = rng.range(0.9, 1.15);
  const skin = cloth(SKINS);
  const hair = cloth(HAIRS);
  const [top, trousers, shoes, bag] = [cloth(TOPS), cloth(TROUSERS), cloth(SHOES), cloth(BAGS)];
  const [dressed, sleeves, headed, carried, haired] = Array.from({ length: 5 }, () => rng.float()) as [
    ...[number, number, number, number, number],
  ];
  const coat = dressed < 0.25;
  return {
    ...{ heightM, girth, skin, hair, top, trousers, shoes, coat },
    longHair: haired < 0.4,
    headgear: headed < 0.2 ? 'cap' : 'none',
    shorts: dressed > 0.82,
    shortSleeves: !coat && sleeves < 0.4,
    bag: !coat && carried < 0.3 ? bag : null,
  };
}
