/** A box on the ground that moves along its heading: a car, a cyclist, a person, seen from above. Reused in place. */
export interface Body {
  xM: number;
  yM: number;
  /** Cosine and sine of the heading. */
  cos: number;
  sin: number;
  speedMps: number;
  halfLengthM: number;
  halfWidthM: number;
}

export function emptyBody(halfLengthM: number, halfWidthM: number): Body {
  return { xM: 0, yM: 0, cos: 1, sin: 0, speedMps: 0, halfLengthM, halfWidthM };
}

export function placeBody(body: Body, xM: number, yM: number, headingRad: number): void {
  body.xM = xM;
  body.yM = yM;
  body.cos = Math.cos(headingRad);
  body.sin = Math.sin(headingRad);
}

/**
 * Whether two boxes touch: the separating axis theorem. `closerM` shrinks the gap that counts as none,
 * so that boxes touch while up to that far apart along every axis.
 */
export function touch(a: Body, b: Body, closerM = 0): boolean {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const cos = Math.abs(a.cos * b.cos + a.sin * b.sin);
  const sin = Math.abs(a.cos * b.sin - a.sin * b.cos);
  return (
    Math.abs(dx * a.cos + dy * a.sin) <= a.halfLengthM + cos * b.halfLengthM + sin * b.halfWidthM + closerM &&
    Math.abs(dy * a.cos - dx * a.sin) <= a.halfWidthM + sin * b.halfLengthM + cos * b.halfWidthM + closerM &&
    Math.abs(dx * b.cos + dy * b.sin) <= b.halfLengthM + cos * a.halfLengthM + sin * a.halfWidthM + closerM &&
    Math.abs(dy * b.cos - dx * b.sin) <= b.halfWidthM + sin * a.halfLengthM + cos * a.halfWidthM + closerM
  );
}

/** Distance in metres between two boxes; 0 where they touch. */
export function distanceM(a: Body, b: Body): number {
  if (touch(a, b)) return 0;
  return Math.sqrt(Math.min(nearestCorner2(a, b), nearestCorner2(b, a)));
}

/** Squared distance from a box to the nearest corner of another; boxes apart are nearest at a corner of one. */
function nearestCorner2(box: Body, other: Body): number {
  let best = Number.POSITIVE_INFINITY;
  for (let corner = 0; corner < 4; corner++) {
    const along = (corner & 1 ? 1 : -1) * other.halfLengthM;
    const across = (corner & 2 ? 1 : -1) * other.halfWidthM;
    const dx = other.xM + other.cos * along - other.sin * across - box.xM;
    const dy = other.yM + other.sin * along + other.cos * across - box.yM;
    const u = Math.max(0, Math.abs(dx * box.cos + dy * box.sin) - box.halfLengthM);
    const v = Math.max(0, Math.abs(dy * box.cos - dx * box.sin) - box.halfWidthM);
    best = Math.min(best, u * u + v * v);
  }
  return best;
}

/** Whether a point lies in a box grown by `byM` on every side. */
export function holds(box: Body, xM: number, yM: number, byM: number): boolean {
  const dx = xM - box.xM;
  const dy = yM - box.yM;
  return (
    Math.abs(dx * box.cos + dy * box.sin) <= box.halfLengthM + byM &&
    Math.abs(dy * box.cos - dx * box.sin) <= box.halfWidthM + byM
  );
}
