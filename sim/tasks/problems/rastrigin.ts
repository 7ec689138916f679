/** Where Rastrigin's function in two variables is at most this, it fails: in 13 basins of the hundred, and hardly in 8 more. */
export const RASTRIGIN_LEVEL = 5;
/** All failures lie within this of the centre in each variable: z^2 alone is above the level beyond. */
const WITHIN = 2.5;
const PLACES = 10_000;

/** Of one variable (Rastrigin 1974): a bowl with ripples of height 20, one for each unit. */
export function rastriginTerm(z: number): number {
  return z * z + 10 - 10 * Math.cos(2 * Math.PI * z);
}

/**
 * Area where the function is at most a level, in its own units: the midpoints of a lattice of 10,000 x 10,000
 * cells that are, counted from both ends of one sorted list, as both variables have the same terms.
 */
export function rastriginArea(level: number): number {
  const width = (2 * WITHIN) / PLACES;
  const terms = Float64Array.from({ length: PLACES }, (_, i) =>
    rastriginTerm(-WITHIN + (i + 0.5) * width),
  ).sort();
  let cells = 0;
  let others = PLACES;
  for (const term of terms) {
    while (others > 0 && term + (terms[others - 1] as number) > level) others--;
    cells += others;
  }
  return cells * width * width;
}
