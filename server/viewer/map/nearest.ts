/** A place on the screen, in px; y grows downwards. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const HEADING: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The index of the place nearest to a point, or -1 if none is within reach. */
export function nearestTo(places: readonly (Place | null)[], to: Place, reachPx: number): number {
  let best = -1;
  let least = reachPx * reachPx;
  places.forEach((place, i) => {
    if (place === null) return;
    const [dx, dy] = [place.x - to.x, place.y - to.y];
    const apart = dx * dx + dy * dy;
    // Of equals the last wins: it is drawn on top.
    if (apart > least) return;
    least = apart;
    best = i;
  });
  return best;
}

/**
 * The index of the nearest place in a direction, within 45 degrees of it, or -1. Sideways distance
 * counts double, so that a row is walked along before it is left. From one of several places that
 * coincide the step goes to the next of them by index, so none is out of reach.
 */
export function nearestTowards(
  places: readonly (Place | null)[],
  from: number,
  direction: Direction,
): number {
  const start = places[from];
  if (start === undefined || start === null) return -1;
  const [hx, hy] = HEADING[direction];
  const onwards = direction === 'right' || direction === 'down';
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  places.forEach((place, i) => {
    if (place === null || i === from) return;
    const [dx, dy] = [place.x - start.x, place.y - start.y];
    const ahead = dx * hx + dy * hy;
    const aside = Math.abs(dx * hy) + Math.abs(dy * hx);
    if (ahead === 0 && aside === 0 ? i > from !== onwards : ahead <= 0 || aside > ahead) return;
    const cost = ahead + 2 * aside + (ahead === 0 ? Math.abs(i - from) * 1e-9 : 0);
    if (cost >= least) return;
    least = cost;
    best = i;
  });
  return best;
}
