import type { LabelledBox } from '../pictures/labelled-pictures.ts';
import { IMAGE } from '../pictures/still-image.ts';
import { cellCentre, sidePx } from './detection-loss.ts';
import { CELL, GRID } from './detector-plan.ts';

export interface FoundBox extends LabelledBox {
  /** The chance, as the network sees it, that there is a thing and that it is of this class. */
  readonly objectness: number;
}

/**
 * The boxes that one picture's outputs (144 x 17) tell of, surest first and inside the picture; equally sure
 * ones in the order of their cells. Cells side by side tell of the same thing: nothing is suppressed here.
 */
export function readCells(
  outputs: ArrayLike<number>,
  { leastObjectness, most }: { readonly leastObjectness: number; readonly most: number },
): readonly FoundBox[] {
  const found: FoundBox[] = [];
  for (let cell = 0; cell < GRID.cells; cell++) {
    const at = cell * CELL.values;
    const thing = 1 / (1 + Math.exp(-(outputs[at + CELL.objectness] as number)));
    if (thing < leastObjectness) continue;
    const { classIndex, share } = likeliestClass(outputs, at + CELL.classes);
    const objectness = thing * share;
    if (objectness < leastObjectness) continue;
    const [x, y] = cellCentre(cell);
    const side = (k: number) => sidePx(outputs[at + CELL.sides + k] as number);
    found.push({
      leftPx: Math.max(0, x - side(0)),
      topPx: Math.max(0, y - side(1)),
      rightPx: Math.min(IMAGE.sidePx, x + side(2)),
      bottomPx: Math.min(IMAGE.sidePx, y + side(3)),
      classIndex,
      objectness,
    });
  }
  return found.sort((a, b) => b.objectness - a.objectness).slice(0, most);
}

function likeliestClass(outputs: ArrayLike<number>, first: number): { classIndex: number; share: number } {
  const count = CELL.values - CELL.classes;
  let classIndex = 0;
  for (let k = 1; k < count; k++) {
    if ((outputs[first + k] as number) > (outputs[first + classIndex] as number)) classIndex = k;
  }
  let sum = 0;
  for (let k = 0; k < count; k++) {
    sum += Math.exp((outputs[first + k] as number) - (outputs[first + classIndex] as number));
  }
  return { classIndex, share: 1 / sum };
}
