import { besideLine, type PointM, type Road } from './road.ts';

/** Corners of one piece of a road, in order round it. */
type Quad = readonly [PointM, PointM, PointM, PointM];

const CELL_M = 12;
/** Pieces nearer along the road than this share an edge or a corner. */
const NEIGHBOURS = 1;
/** Less than this is no overlap: points are rounded to a millimetre. */
const SLACK_M = 0.002;

/**
 * Where a road's asphalt lies on itself: the indices of two points of its centre line, or null. A
 * bend so tight that its inner edge folds counts too. A closed road may touch where it ends.
 */
export function findOverlap(road: Road): readonly [number, number] | null {
  const left = besideLine(road.centre, road.leftM);
  const right = besideLine(
    road.centre,
    road.rightM.map((m) => -m),
  );
  const quads: Quad[] = [];
  for (let i = 0; i + 1 < road.centre.length; i++) {
    const quad = [right[i], right[i + 1], left[i + 1], left[i]] as unknown as Quad;
    if (isFolded(road, quad, i)) return [i, i + 1];
    quads.push(quad);
  }
  const cells = new Map<string, number[]>();
  for (const [i, quad] of quads.entries()) {
    const xs = quad.map(([x]) => Math.floor(x / CELL_M));
    const ys = quad.map(([, y]) => Math.floor(y / CELL_M));
    for (let cx = Math.min(...xs); cx <= Math.max(...xs); cx++) {
      for (let cy = Math.min(...ys); cy <= Math.max(...ys); cy++) {
        const key = `${cx} ${cy}`;
        const there = cells.get(key) ?? [];
        for (const j of there) {
          if (i - j <= NEIGHBOURS) continue;
          if (road.closed && j + quads.length - i <= NEIGHBOURS + 1) continue;
          if (overlap(quad, quads[j] as Quad)) return [j, i];
        }
        there.push(i);
        cells.set(key, there);
      }
    }
  }
  return null;
}

/** True if one of a piece's sides runs against the centre line. */
function isFolded(road: Road, [rightA, rightB, leftB, leftA]: Quad, i: number): boolean {
  const [ax, ay] = road.centre[i] as PointM;
  const [bx, by] = road.centre[i + 1] as PointM;
  const along = (a: PointM, b: PointM) => (b[0] - a[0]) * (bx - ax) + (b[1] - a[1]) * (by - ay);
  return along(rightA, rightB) <= 0 || along(leftA, leftB) <= 0;
}

/** True if two convex quadrangles share an area: no side of either separates them. */
function overlap(a: Quad, b: Quad): boolean {
  return !separates(a, b) && !separates(b, a);
}

function separates(a: Quad, b: Quad): boolean {
  for (let i = 0; i < 4; i++) {
    const [px, py] = a[i] as PointM;
    const [qx, qy] = a[(i + 1) % 4] as PointM;
    const length = Math.sqrt((qx - px) * (qx - px) + (qy - py) * (qy - py));
    if (length < SLACK_M) continue;
    // Corners go round counter-clockwise, so outside is to the right of each side.
    const nx = (qy - py) / length;
    const ny = -(qx - px) / length;
    if (b.every(([x, y]) => (x - px) * nx + (y - py) * ny > -SLACK_M)) return true;
  }
  return false;
}
