import type { LabelledBox } from '../pictures/labelled-pictures.ts';
import { CELL, GRID } from './detector-plan.ts';

/** Sides of a box come out of the network as logarithms, in units of this. */
export const SIDE_PX = 16;

/** Logarithms of sides are cut to this range: 0.3 to 320 pixels. */
const LOG_SIDE = { low: -4, high: 3 } as const;

/** Cells this near to the middle of a box, along both axes, are to tell of it. */
const NEAR_PX = 1.5 * GRID.stridePx;

export interface DetectionLoss {
  readonly total: number;
  /** Cross-entropy of the objectness, summed over all cells. */
  readonly objectness: number;
  /** -log of intersection over union, of cells that are to tell of a box. */
  readonly box: number;
  /** Cross-entropy of the class, of the same cells. */
  readonly class: number;
  /** Of the total, by the outputs. */
  readonly gradient: Float32Array;
}

/** The middle of a cell, in pixels. */
export function cellCentre(cell: number): readonly [xPx: number, yPx: number] {
  const [row, column] = [Math.floor(cell / GRID.side), cell % GRID.side];
  return [(column + 0.5) * GRID.stridePx, (row + 0.5) * GRID.stridePx];
}

/** The distance in pixels from a cell's middle to a side of its box, from what the network says. */
export function sidePx(output: number): number {
  return SIDE_PX * Math.exp(Math.min(LOG_SIDE.high, Math.max(LOG_SIDE.low, output)));
}

/**
 * What the outputs of a batch (pictures x 144 x 17) are worth against the box of each picture, and the
 * gradient of that in closed form: no backend has a say in it. All three parts are divided by the number of
 * cells that are to tell of a box. Boxes are judged by their overlap (Yu et al., UnitBox, ACM MM 2016).
 */
export function detectionLoss(
  outputs: ArrayLike<number>,
  boxes: readonly (LabelledBox | null)[],
): DetectionLoss {
  const told = boxes.map(tellingCells);
  const scale =
    1 /
    Math.max(
      1,
      told.reduce((sum, cells) => sum + cells.size, 0),
    );
  const gradient = new Float32Array(outputs.length);
  const sums = { objectness: 0, box: 0, class: 0 };
  boxes.forEach((box, picture) => {
    for (let cell = 0; cell < GRID.cells; cell++) {
      const at = (picture * GRID.cells + cell) * CELL.values;
      const tells = box !== null && (told[picture] as ReadonlySet<number>).has(cell);
      sums.objectness += objectnessLoss(outputs, at, tells, scale, gradient);
      if (!tells) continue;
      sums.box += boxLoss(outputs, at, cell, box, scale, gradient);
      sums.class += classLoss(outputs, at, box.classIndex, scale, gradient);
    }
  });
  const [objectness, box, classes] = [sums.objectness * scale, sums.box * scale, sums.class * scale];
  return { total: objectness + box + classes, objectness, box, class: classes, gradient };
}

/** Cells near the middle of a box and inside it; of a box without any, the one its middle lies in. */
function tellingCells(box: LabelledBox | null): ReadonlySet<number> {
  const cells = new Set<number>();
  if (box === null) return cells;
  const { leftPx, topPx, rightPx, bottomPx } = box;
  const [middleX, middleY] = [(leftPx + rightPx) / 2, (topPx + bottomPx) / 2];
  for (let cell = 0; cell < GRID.cells; cell++) {
    const [x, y] = cellCentre(cell);
    const inside = x > leftPx && x < rightPx && y > topPx && y < bottomPx;
    if (inside && Math.abs(x - middleX) < NEAR_PX && Math.abs(y - middleY) < NEAR_PX) cells.add(cell);
  }
  if (cells.size === 0) cells.add(placeOf(middleY) * GRID.side + placeOf(middleX));
  return cells;
}

function placeOf(px: number): number {
  return Math.min(GRID.side - 1, Math.max(0, Math.floor(px / GRID.stridePx)));
}

function objectnessLoss(
  outputs: ArrayLike<number>,
  at: number,
  tells: boolean,
  scale: number,
  gradient: Float32Array,
): number {
  const logit = outputs[at + CELL.objectness] as number;
  const target = tells ? 1 : 0;
  gradient[at + CELL.objectness] = scale * (1 / (1 + Math.exp(-logit)) - target);
  return Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
}

/** Both boxes hold the cell's middle, so what they share is the product of the smaller sides. */
function boxLoss(
  outputs: ArrayLike<number>,
  at: number,
  cell: number,
  { leftPx, topPx, rightPx, bottomPx }: LabelledBox,
  scale: number,
  gradient: Float32Array,
): number {
  const [x, y] = cellCentre(cell);
  // Of a box too small to hold any cell's middle, the sides are as near to it as can be said.
  const wanted = [x - leftPx, y - topPx, rightPx - x, bottomPx - y].map((side) => Math.max(0.5, side));
  const said = wanted.map((_, side) => sidePx(outputs[at + CELL.sides + side] as number));
  const [l, t, r, b] = said as [number, number, number, number];
  const [wl, wt, wr, wb] = wanted as [number, number, number, number];
  const [sharedWidth, sharedHeight] = [Math.min(l, wl) + Math.min(r, wr), Math.min(t, wt) + Math.min(b, wb)];
  const shared = sharedWidth * sharedHeight;
  const union = (l + r) * (t + b) + (wl + wr) * (wt + wb) - shared;
  for (let side = 0; side < 4; side++) {
    const output = outputs[at + CELL.sides + side] as number;
    if (output <= LOG_SIDE.low || output >= LOG_SIDE.high) continue;
    const across = side % 2 === 0;
    const own = said[side] as number;
    const sharedBy = own < (wanted[side] as number) ? (across ? sharedHeight : sharedWidth) : 0;
    const ownBy = across ? t + b : l + r;
    gradient[at + CELL.sides + side] = scale * own * ((ownBy - sharedBy) / union - sharedBy / shared);
  }
  return Math.log(union) - Math.log(shared);
}

function classLoss(
  outputs: ArrayLike<number>,
  at: number,
  classIndex: number,
  scale: number,
  gradient: Float32Array,
): number {
  const first = at + CELL.classes;
  const count = CELL.values - CELL.classes;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) highest = Math.max(highest, outputs[first + k] as number);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += Math.exp((outputs[first + k] as number) - highest);
  for (let k = 0; k < count; k++) {
    const share = Math.exp((outputs[first + k] as number) - highest) / sum;
    gradient[first + k] = scale * (share - (k === classIndex ? 1 : 0));
  }
  return Math.log(sum) + highest - (outputs[first + classIndex] as number);
}
