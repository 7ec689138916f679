import type { NumberOption } from './options.ts';

const MANY = 10_000_000;

/** A whole number of something as an option. */
export function whole(
  name: string,
  unit: string,
  low: number,
  byDefault: number | null,
  description: string,
  high = MANY,
): NumberOption {
  return { name, type: 'integer', unit, low, high, default: byDefault, description };
}

/** A real number as an option. */
export function real(
  name: string,
  unit: string,
  [low, high]: readonly [number, number],
  byDefault: number,
  description: string,
): NumberOption {
  return { name, type: 'number', unit, low, high, default: byDefault, description };
}

/** How many scenes a search may try, and how many random ones are run after it to compare with. */
export const SAMPLES = whole('samples', 'episodes', 1, 1000, 'how many scenes to try');
export const BASELINE = whole('baseline', 'episodes', 0, 0, 'random scenes run afterwards, to compare with');
