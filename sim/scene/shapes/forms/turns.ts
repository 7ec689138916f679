/** Sines and cosines of equal steps round a part of a turn, both ends included. */
export interface Turns {
  readonly sin: Float64Array;
  readonly cos: Float64Array;
}

const whole: Turns[] = [];
const half: Turns[] = [];

/** `count` steps all the way round; kept, as shapes ask for the same few again and again. */
export function wholeTurn(count: number): Turns {
  whole[count] ??= turns(count, 2 * Math.PI);
  return whole[count];
}

/** `count` steps from one end to the opposite. */
export function halfTurn(count: number): Turns {
  half[count] ??= turns(count, Math.PI);
  return half[count];
}

function turns(count: number, angleRad: number): Turns {
  const angles = Float64Array.from({ length: count + 1 }, (_, k) => (k / count) * angleRad);
  return { sin: angles.map(Math.sin), cos: angles.map(Math.cos) };
}
