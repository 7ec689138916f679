import { describe, expect, it } from 'vitest';
import { findConcentrations, type LabelledPoint } from '../../../server/report/concentration.ts';
import { place } from '../../../server/report/headline.ts';
import { Rng } from '../../../sim/core/rng.ts';
import type { Axis, Point } from '../../../sim/space/axis.ts';

const AXES: readonly Axis[] = [
  { kind: 'continuous', name: 'heightM', unit: 'm', low: 0, high: 10, description: '' },
  { kind: 'continuous', name: 'pitchDeg', unit: 'deg', low: -10, high: 10, description: '' },
  { kind: 'categorical', name: 'weather', values: ['sun', 'rain', 'snow', 'fog'], description: '' },
];

function scenes(n: number, fails: (p: Point, chance: number) => boolean, seed = 1): LabelledPoint[] {
  const rng = new Rng(seed, 'scenes');
  return Array.from({ length: n }, () => {
    const point = AXES.map(() => rng.range(-1, 1));
    return { point, failed: fails(point, rng.float()) };
  });
}

describe('findConcentrations', () => {
  it('finds the end of an axis where failures lie, with its shares', () => {
    const points = scenes(600, (p, chance) => (p[0] as number) < -0.4 && chance < 0.8);
    const [first] = findConcentrations(AXES, points);
    expect(first && place(first)).toBe('height below 3 m');
    expect(first?.shareOfFailures).toBe(1);
    expect(first?.shareOfScenes).toBeCloseTo(0.3, 1);
    expect(first?.inside.share).toBeCloseTo(0.8, 1);
    expect(first?.outside.hits).toBe(0);
    expect(first?.pValue).toBeLessThan(0.01);
  });

  it('finds a middle, both ends, and categories', () => {
    const where = (fails: (p: Point) => boolean) => {
      const [first] = findConcentrations(AXES, scenes(600, fails));
      return first && place(first);
    };
    expect(where((p) => Math.abs(p[1] as number) < 0.2)).toBe('pitch from \u22122 to 2 deg');
    expect(where((p) => Math.abs(p[1] as number) > 0.6)).toBe('pitch below \u22126 deg or above 6 deg');
    expect(where((p) => (p[2] as number) > 0.5)).toBe('weather fog');
    expect(where((p) => Math.abs(p[2] as number) > 0.5)).toBe('weather sun or fog');
  });

  it('reports no small p-value more often than chance allows when failures ignore the scene', () => {
    const runs = 40;
    let clear = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const [first] = findConcentrations(
        AXES,
        scenes(150, (_, chance) => chance < 0.2, seed),
      );
      if (first !== undefined && first.pValue < 0.05) clear++;
    }
    // Binomial(40, 0.05): more than 6 has probability below 1 %.
    expect(clear).toBeLessThanOrEqual(6);
  });

  it('finds nothing where nothing failed, or everything did', () => {
    expect(
      findConcentrations(
        AXES,
        scenes(50, () => false),
      ),
    ).toEqual([]);
    expect(
      findConcentrations(
        AXES,
        scenes(50, () => true),
      ),
    ).toEqual([]);
    expect(findConcentrations(AXES, [])).toEqual([]);
  });
});
