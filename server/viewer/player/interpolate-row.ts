import { shortWay } from '../stage/camera-rig.ts';

/**
 * The state between two logged ones. Names that end in "Rad" are angles and turn the short way;
 * everything else is taken straight. A share of 0 or 1 gives back what was logged, to the bit.
 */
export function interpolateRow(
  names: readonly string[],
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  share: number,
): Float64Array {
  const row = new Float64Array(names.length);
  for (let i = 0; i < row.length; i++) {
    const a = from[i] as number;
    const b = to[i] as number;
    if (share <= 0) row[i] = a;
    else if (share >= 1) row[i] = b;
    else if (names[i]?.endsWith('Rad')) row[i] = a + shortWay(a, b) * share;
    else row[i] = a + (b - a) * share;
  }
  return row;
}
