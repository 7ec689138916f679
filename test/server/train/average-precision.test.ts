import { describe, expect, it } from 'vitest';
import { averagePrecision } from '../../../server/train/detector/average-precision.ts';

const claim = (objectness: number, iou: number, classIndex = 0) => ({ objectness, iou, classIndex });

describe('average precision', () => {
  it('is 1 where every thing is found before any false alarm, and 0 where none is', () => {
    const found = [0.9, 0.8, 0.7].map((q) => ({ classIndex: 0, claims: [claim(q, 0.6)] }));
    const alarm = { classIndex: 1, claims: [claim(0.3, 0.9)] };
    expect(averagePrecision([...found, alarm], 0)).toBe(1);
    expect(averagePrecision([{ classIndex: 0, claims: [claim(0.9, 0.49)] }], 0)).toBe(0);
    expect(averagePrecision([{ classIndex: 0, claims: [] }], 0)).toBe(0);
  });

  it('is the area worked out by hand for hits and false alarms in turn', () => {
    // By sureness: hit (1/1), alarm, hit (2/3), alarm, hit (3/5); four things, one never found.
    const pictures = [
      { classIndex: 0, claims: [claim(0.9, 0.8)] },
      { classIndex: 1, claims: [claim(0.8, 0.9)] },
      { classIndex: 0, claims: [claim(0.7, 0.5)] },
      { classIndex: 2, claims: [claim(0.6, 0.9)] },
      { classIndex: 0, claims: [claim(0.5, 0.7)] },
      { classIndex: 0, claims: [] },
    ];
    expect(averagePrecision(pictures, 0)).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 4, 12);
  });

  it('counts a thing once, and takes the best precision to the right of each recall', () => {
    // Alarm (second box on one thing counts as one), then hits: precisions 1/1, 2/3 -> made monotonous 1, 2/3.
    const twice = { classIndex: 0, claims: [claim(0.9, 0.9), claim(0.85, 0.6)] };
    const late = { classIndex: 0, claims: [claim(0.5, 0.9)] };
    expect(averagePrecision([twice, late], 0)).toBeCloseTo((1 + 2 / 3) / 2, 12);
    // One alarm first, then three hits: 1/2, 2/3, 3/4 are all lifted to 3/4.
    const hits = [0.5, 0.4, 0.3].map((q) => ({ classIndex: 0, claims: [claim(q, 1)] }));
    expect(averagePrecision([{ classIndex: 1, claims: [claim(0.9, 1)] }, ...hits], 0)).toBeCloseTo(0.75, 12);
  });

  it('is not a number for a class that no picture shows', () => {
    expect(averagePrecision([{ classIndex: 1, claims: [] }], 0)).toBeNaN();
  });
});
