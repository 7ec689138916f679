/** Numbers that hold for a stretch of time each, one after the other from time 0; before and after there is 0. */
export interface Held {
  readonly stretchS: number;
  readonly values: readonly number[];
}

export function heldAt({ stretchS, values }: Held, timeS: number): number {
  return values[Math.floor(timeS / stretchS)] ?? 0;
}
