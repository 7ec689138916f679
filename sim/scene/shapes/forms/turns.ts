/** Sines and cosines of equal steps round a part of a turn, both ends included. */
export interface Turns {
  readonly sin: Float64Array;
  readonly cos: Float64Array;
}

const known = new Map<string, Turns>();

/** `count` steps over an angle; kept, as shapes ask for the same few again and again. */
export function turns(count: number, angleRad: number): Turns {
  const key = `${count} ${angleRad}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const angles = Float64Array.from({ length: count + 1 }, (_, k) => (k / count) * angleRad);
  const made = { sin: angles.map(Math.sin), cos: angles.map(Math.cos) };
  known.set(key, made);
  return made;
}
