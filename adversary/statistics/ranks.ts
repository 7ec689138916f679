/** Ranks from 1 for the lowest, equal values sharing the mean of theirs; and the sum of t^3 - t over the ties. */
export function rank(values: readonly number[]): {
  readonly ranks: readonly number[];
  readonly ties: number;
} {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Array<number>(values.length).fill(0);
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let i = from; i < to; i++) ranks[order[i] as number] = (from + to + 1) / 2;
    const tied = to - from;
    ties += tied * tied * tied - tied;
    from = to;
  }
  return { ranks, ties };
}
