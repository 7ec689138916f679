import type { Place } from './nearest.ts';

/** Lines across columns, as they are drawn; null and not chosen ones cannot be pointed at. */
export interface Lines {
  readonly columns: readonly number[];
  readonly heights: readonly (readonly number[] | null)[];
  readonly chosen: readonly boolean[];
}

/** The line nearest above or below a point, or -1 if none is within reach. */
export function nearestLine({ columns, heights, chosen }: Lines, at: Place, reachPx: number): number {
  const after = Math.max(
    1,
    columns.findIndex((x) => x >= at.x),
  );
  const right = Math.min(after === -1 ? columns.length - 1 : after, columns.length - 1);
  const left = Math.max(0, right - 1);
  const [x0, x1] = [columns[left] as number, columns[right] as number];
  const t = x1 === x0 ? 0 : Math.max(0, Math.min(1, (at.x - x0) / (x1 - x0)));
  let best = -1;
  let least = reachPx;
  heights.forEach((line, i) => {
    if (line === null || chosen[i] !== true) return;
    const y = (line[left] as number) * (1 - t) + (line[right] as number) * t;
    const apart = Math.abs(y - at.y);
    if (apart > least) return;
    least = apart;
    best = i;
  });
  return best;
}

/**
 * The next line up (-1) or down (1) along a column; from none (-1) the outermost. Lines that meet
 * there are passed through by index.
 */
export function nextAlong({ heights, chosen }: Lines, column: number, from: number, step: -1 | 1): number {
  const order = heights
    .map((line, i) => ({ y: line?.[column] ?? Number.NaN, i }))
    .filter(({ y, i }) => chosen[i] === true && Number.isFinite(y))
    .sort((a, b) => a.y - b.y || a.i - b.i)
    .map(({ i }) => i);
  if (order.length === 0) return -1;
  const at = order.indexOf(from);
  if (at === -1) return (step === 1 ? order[0] : order.at(-1)) as number;
  return order[Math.max(0, Math.min(order.length - 1, at + step))] as number;
}
