/** A stable number in [0, 1) from whole numbers, for looks that must not change between runs. */
export function hash01(...words: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    hash = Math.imul(hash ^ (word | 0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

/** The entry of a list that a variant number stands for; the same one every time. */
export function pickBy<T>(items: readonly T[], ...words: readonly number[]): T {
  return items[Math.floor(hash01(...words) * items.length)] as T;
}
