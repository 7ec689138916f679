import { describe, expect, it } from 'vitest';
import { cellCentre, detectionLoss, SIDE_PX } from '../../../agents/detector/detection-loss.ts';
import { CELL, GRID } from '../../../agents/detector/detector-plan.ts';
import type { LabelledBox } from '../../../agents/pictures/index.ts';
import { Rng } from '../../../sim/core/index.ts';

const SIZE = GRID.cells * CELL.values;
const BOX: LabelledBox = { leftPx: 20, topPx: 31, rightPx: 71, bottomPx: 58, classIndex: 4 };

/** Outputs that tell exactly of a box in every cell. */
function perfect({ leftPx, topPx, rightPx, bottomPx, classIndex }: LabelledBox): Float64Array {
  const outputs = new Float64Array(SIZE);
  for (let cell = 0; cell < GRID.cells; cell++) {
    const [x, y] = cellCentre(cell);
    const sides = [x - leftPx, y - topPx, rightPx - x, bottomPx - y];
    const logs = sides.map((side) => Math.log(Math.max(0.5, side) / SIDE_PX));
    outputs.set(logs, cell * CELL.values + CELL.sides);
    outputs[cell * CELL.values + CELL.classes + classIndex] = 50;
  }
  return outputs;
}

describe('the loss of the detector', () => {
  it('has the gradient that finite differences find', () => {
    const rng = new Rng(3, 'outputs');
    const outputs = Float64Array.from({ length: 2 * SIZE }, () => rng.normal());
    const { gradient } = detectionLoss(outputs, [BOX, null]);
    const step = 1e-4;
    // Every output of a cell in the middle of the box, and some of anywhere.
    const middle = (5 * GRID.side + 5) * CELL.values;
    const places = [
      ...Array.from({ length: CELL.values }, (_, k) => middle + k),
      ...Array.from({ length: 40 }, () => rng.int(outputs.length)),
    ];
    for (const at of places) {
      const moved = (by: number) => {
        const copy = outputs.slice();
        copy[at] = (copy[at] as number) + by;
        return detectionLoss(copy, [BOX, null]).total;
      };
      expect(gradient[at]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 5);
    }
  });

  it('is -log of the overlap for a box that is not the right one, and 0 for one that is', () => {
    const right = detectionLoss(perfect(BOX), [BOX]);
    expect(right.box).toBeCloseTo(0, 12);
    expect(right.class).toBeCloseTo(0, 12);
    // One that is 24 px wide, told as 30 px wide.
    const tight = { ...BOX, leftPx: 36, rightPx: 60, topPx: 36, bottomPx: 52 };
    expect(detectionLoss(perfect({ ...tight, rightPx: 66 }), [tight]).box).toBeCloseTo(-Math.log(24 / 30), 6);
  });

  it('asks of an empty picture only that every cell be silent', () => {
    const outputs = perfect(BOX);
    const { box, class: classes, objectness, gradient } = detectionLoss(outputs, [null]);
    expect([box, classes]).toEqual([0, 0]);
    expect(objectness).toBeCloseTo(GRID.cells * Math.log(2), 9);
    gradient.forEach((value, at) => {
      expect(value).toBe(at % CELL.values === CELL.objectness ? 0.5 : 0);
    });
  });

  it('lets one cell tell of a thing too small to hold the middle of any', () => {
    const small = { leftPx: 40.5, topPx: 40.5, rightPx: 43, bottomPx: 43, classIndex: 0 };
    const { gradient } = detectionLoss(new Float64Array(SIZE), [small]);
    const telling = Array.from({ length: GRID.cells }, (_, cell) => cell).filter(
      (cell) => (gradient[cell * CELL.values + CELL.objectness] as number) < 0,
    );
    expect(telling).toEqual([5 * GRID.side + 5]);
  });
});
