import type { Box } from './boxes.ts';

/** Places in a picture: u0, v0, u1, v1, ... */
export type Places = Float64Array;

/** A mesh as it lies in a picture: where its vertices are, and three corners a triangle. */
export interface Outline {
  readonly places: Places;
  readonly corners: ArrayLike<number>;
}

/** The box round all places; it may reach beyond the picture. */
export function boxOf(places: Places): Box {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (let i = 0; i + 1 < places.length; i += 2) {
    const u = places[i] as number;
    const v = places[i + 1] as number;
    if (u < left) left = u;
    if (u > right) right = u;
    if (v < top) top = v;
    if (v > bottom) bottom = v;
  }
  return { left, top, right, bottom };
}

/** Cells along each side of the box in which a silhouette is drawn. */
const CELLS = 96;

/**
 * The share of an object's silhouette that is in the picture and not behind any of the hiding objects,
 * all of which stand before it. Drawn in cells over the object's own box.
 */
export function visibleShare(object: Outline, hiding: readonly Outline[]): number {
  const box = boxOf(object.places);
  const whole = drawn([object], box);
  const hidden = drawn(hiding, box);
  let seen = 0;
  let all = 0;
  for (let row = 0, i = 0; row < CELLS; row++) {
    const v = box.top + ((row + 0.5) / CELLS) * (box.bottom - box.top);
    for (let column = 0; column < CELLS; column++, i++) {
      if (whole[i] === 0) continue;
      all++;
      const u = box.left + ((column + 0.5) / CELLS) * (box.right - box.left);
      if (u >= 0 && u <= 1 && v >= 0 && v <= 1 && hidden[i] === 0) seen++;
    }
  }
  return all === 0 ? 0 : seen / all;
}

/** The cells whose middle some triangle covers. */
function drawn(meshes: readonly Outline[], box: Box): Uint8Array {
  const cells = new Uint8Array(CELLS * CELLS);
  const toX = CELLS / (box.right - box.left);
  const toY = CELLS / (box.bottom - box.top);
  for (const { places, corners } of meshes) {
    const x = (corner: number) =>
      ((places[2 * (corners[corner] as number)] as number) - box.left) * toX - 0.5;
    const y = (corner: number) =>
      ((places[2 * (corners[corner] as number) + 1] as number) - box.top) * toY - 0.5;
    for (let k = 0; k + 2 < corners.length; k += 3) {
      fill(cells, x(k), y(k), x(k + 1), y(k + 1), x(k + 2), y(k + 2));
    }
  }
  return cells;
}

/** Fills the cells between a triangle's edges, row by row; cell middles are at whole numbers. */
function fill(
  cells: Uint8Array,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
): void {
  const first = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
  const last = Math.min(CELLS - 1, Math.floor(Math.max(ay, by, cy)));
  for (let row = first; row <= last; row++) {
    let from = Infinity;
    let to = -Infinity;
    const cross = (px: number, py: number, qx: number, qy: number): void => {
      if (row < Math.min(py, qy) || row > Math.max(py, qy)) return;
      const at = py === qy ? px : px + ((row - py) / (qy - py)) * (qx - px);
      from = Math.min(from, at);
      to = Math.max(to, py === qy ? qx : at);
    };
    cross(ax, ay, bx, by);
    cross(bx, by, cx, cy);
    cross(cx, cy, ax, ay);
    const end = Math.min(CELLS - 1, Math.floor(to));
    for (let column = Math.max(0, Math.ceil(from)); column <= end; column++) cells[row * CELLS + column] = 1;
  }
}
