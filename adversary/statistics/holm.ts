/** Holm's correction (1979): p-values such that calling all below alpha errs anywhere with at most that chance. */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number));
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 0;
  order.forEach((i, place) => {
    least = Math.max(least, Math.min(1, (ps.length - place) * (ps[i] as number)));
    adjusted[i] = least;
  });
  return adjusted;
}
