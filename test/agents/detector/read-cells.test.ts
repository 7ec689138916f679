import { describe, expect, it } from 'vitest';
import { SIDE_PX } from '../../../agents/detector/detection-loss.ts';
import { CELL, GRID } from '../../../agents/detector/detector-plan.ts';
import { readCells } from '../../../agents/detector/read-cells.ts';

const LIMITS = { leastObjectness: 0.05, most: 20 };

/** Outputs that see nothing but what the given cells say: logit, sides in pixels, class logits. */
function outputsOf(
  cells: readonly { cell: number; logit: number; sidesPx: readonly number[]; classes?: readonly number[] }[],
): Float64Array {
  const outputs = new Float64Array(GRID.cells * CELL.values);
  for (let cell = 0; cell < GRID.cells; cell++) outputs[cell * CELL.values] = -20;
  for (const { cell, logit, sidesPx, classes = [] } of cells) {
    const at = cell * CELL.values;
    outputs.set([logit, ...sidesPx.map((px) => Math.log(px / SIDE_PX)), ...classes], at);
  }
  return outputs;
}

describe('boxes read from cells', () => {
  it('lie round the middle of their cell, in pixels', () => {
    // Row 3, column 7: its middle is at 60, 28.
    const [box, ...others] = readCells(
      outputsOf([{ cell: 3 * GRID.side + 7, logit: 20, sidesPx: [10, 8, 20, 4], classes: [0, 0, 60] }]),
      LIMITS,
    );
    expect(others).toEqual([]);
    expect(box?.leftPx).toBeCloseTo(50, 9);
    expect(box?.topPx).toBeCloseTo(20, 9);
    expect(box?.rightPx).toBeCloseTo(80, 9);
    expect(box?.bottomPx).toBeCloseTo(32, 9);
    expect(box?.classIndex).toBe(2);
    expect(box?.objectness).toBeCloseTo(1, 6);
  });

  it('are as sure as a thing is likely times its likeliest class', () => {
    // Logit 0 is 1/2; class logits log 3 against eleven zeros are 3/14.
    const outputs = outputsOf([{ cell: 0, logit: 0, sidesPx: [1, 1, 1, 1], classes: [0, Math.log(3)] }]);
    const [box] = readCells(outputs, LIMITS);
    expect(box?.objectness).toBeCloseTo(0.5 * (3 / 14), 12);
    expect(readCells(outputs, { leastObjectness: 0.11, most: 20 })).toEqual([]);
  });

  it('come surest first, no more than asked for, and never leave the picture', () => {
    const sure = [30, 0];
    const cells = Array.from({ length: 30 }, (_, cell) => {
      return { cell, logit: cell / 10, sidesPx: [120, 120, 120, 120], classes: sure };
    });
    const boxes = readCells(outputsOf(cells), LIMITS);
    expect(boxes).toHaveLength(20);
    boxes.forEach((box, k) => {
      expect(box.objectness).toBeCloseTo(1 / (1 + Math.exp(-(29 - k) / 10)), 9);
      expect([box.leftPx, box.topPx]).toEqual([0, 0]);
      expect(Math.max(box.rightPx, box.bottomPx)).toBeLessThanOrEqual(96);
    });
  });
});
