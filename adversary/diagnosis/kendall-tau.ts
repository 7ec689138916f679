/**
 * Kendall's tau-b between two rankings of the same things (Kendall 1945): 1 for the same order, -1 for the
 * opposite, with ties allowed; NaN where one of them ranks nothing apart.
 */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`two rankings of ${a.length} and ${b.length} things`);
  let agreeing = 0;
  let apartInA = 0;
  let apartInB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const inA = Math.sign((a[i] as number) - (a[j] as number));
      const inB = Math.sign((b[i] as number) - (b[j] as number));
      agreeing += inA * inB;
      apartInA += Math.abs(inA);
      apartInB += Math.abs(inB);
    }
  }
  return agreeing / Math.sqrt(apartInA * apartInB);
}
