/** Whether a is nowhere worse and somewhere better than b; all objectives are to be small. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, i) => x <= (b[i] as number)) && a.some((x, i) => x < (b[i] as number));
}

/** Indices by front: none of a front is dominated by another of it or of a later one (Deb 2002, III A). */
export function fronts(objectives: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const dominated = objectives.map((a) => objectives.flatMap((b, i) => (dominates(a, b) ? [i] : [])));
  const above = objectives.map(() => 0);
  for (const list of dominated) for (const i of list) above[i] = (above[i] as number) + 1;
  const found: number[][] = [];
  let front = above.flatMap((count, i) => (count === 0 ? [i] : []));
  while (front.length > 0) {
    found.push(front);
    const next: number[] = [];
    for (const member of front) {
      for (const i of dominated[member] as number[]) {
        above[i] = (above[i] as number) - 1;
        if (above[i] === 0) next.push(i);
      }
    }
    front = next.sort((a, b) => a - b);
  }
  return found;
}

/** Crowding distance of each member of a front (Deb 2002, III B); the ends have infinity. */
export function crowding(objectives: readonly (readonly number[])[]): readonly number[] {
  const distances = objectives.map(() => 0);
  for (let k = 0; k < (objectives[0]?.length ?? 0); k++) {
    const value = (i: number) => objectives[i]?.[k] as number;
    const order = objectives.map((_, i) => i).sort((a, b) => value(a) - value(b) || a - b);
    const [first, last] = [order[0] as number, order.at(-1) as number];
    const range = value(last) - value(first);
    for (const end of [first, last]) distances[end] = Number.POSITIVE_INFINITY;
    if (range === 0) continue;
    for (let place = 1; place < order.length - 1; place++) {
      const gap = value(order[place + 1] as number) - value(order[place - 1] as number);
      const i = order[place] as number;
      distances[i] = (distances[i] as number) + gap / range;
    }
  }
  return distances;
}
