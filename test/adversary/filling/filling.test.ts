import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { haltonPoints } from '../../../adversary/filling/halton.ts';
import { sobolPoints } from '../../../adversary/filling/sobol.ts';
import { createAdversary, type OptionValues } from '../../../adversary/index.ts';
import { isUniform } from '../../../server/report/run-view.ts';
import { Rng } from '../../../sim/core/rng.ts';
import type { Point } from '../../../sim/space/axis.ts';

interface Sequence {
  readonly dimension: number;
  readonly rows: Readonly<Record<string, readonly number[]>>;
}
const golden = new URL('../../golden/adversary/sequences.json', import.meta.url);
const reference = JSON.parse(readFileSync(golden, 'utf8')) as Record<'halton' | 'sobol', Sequence>;

async function pointsOf(name: string, options: OptionValues, context: object = {}): Promise<Point[]> {
  const adversary = await createAdversary(name, options, { dimension: 3, seed: 1, ...context });
  return (await adversary.ask(100_000)).map(({ point }) => point);
}

/** Into which of n equal parts of [-1, 1] a coordinate falls. */
const part = (x: number, n: number) => Math.floor(((x + 1) / 2) * n);

describe.each([
  ['halton', haltonPoints],
  ['sobol', sobolPoints],
] as const)('the sequence %s', (name, points) => {
  it('is that of scipy where it is not scrambled', () => {
    const { dimension, rows } = reference[name];
    const made = points(5000, dimension, null);
    for (const [i, row] of Object.entries(rows)) {
      row.forEach((value, axis) => {
        expect(((made[Number(i)]?.[axis] as number) + 1) / 2).toBeCloseTo(value, 12);
      });
    }
  });

  it('is more even than chance once it is scrambled, and stays in the box in 50 dimensions', () => {
    const made = points(512, 50, new Rng(3, 'even'));
    for (let axis = 0; axis < 50; axis++) {
      const mean = made.reduce((sum, point) => sum + (point[axis] as number), 0) / 512;
      // Chance has a standard error of 0.026.
      expect(Math.abs(mean)).toBeLessThan(name === 'sobol' ? 0.002 : 0.02);
      for (const point of made) expect(Math.abs(point[axis] as number)).toBeLessThanOrEqual(1);
    }
  });

  it('puts equally many points into each part of an axis', () => {
    const [base, size] = [16, 256];
    const made = points(size, 1, new Rng(5, 'parts'));
    const counts = new Array(base).fill(0);
    for (const [x] of made) counts[part(x as number, base)]++;
    expect(counts).toEqual(new Array(base).fill(size / base));
  });

  it('can be had plain, without its corner', async () => {
    const plain = await pointsOf(name, { samples: 2, scramble: 'none' });
    expect(plain[0]).toEqual(points(2, 3, null)[1]);
  });
});

it('scrambles Halton so that high axes do not run along lines', () => {
  const correlation = (made: readonly Point[]) => {
    const [a, b] = [40, 41].map((axis) => made.map((point) => point[axis] as number)) as [number[], number[]];
    const middle = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const [ma, mb] = [middle(a), middle(b)];
    const covariance = (x: number[], mx: number, y: number[], my: number) =>
      x.reduce((sum, v, i) => sum + (v - mx) * ((y[i] as number) - my), 0);
    return covariance(a, ma, b, mb) / Math.sqrt(covariance(a, ma, a, ma) * covariance(b, mb, b, mb));
  };
  expect(correlation(haltonPoints(150, 50, null))).toBeGreaterThan(0.9);
  expect(Math.abs(correlation(haltonPoints(150, 50, new Rng(2, 'lines'))))).toBeLessThan(0.3);
});

it('refuses more axes than Sobol has directions for, and says what else there is', async () => {
  await expect(createAdversary('sobol', { samples: 2 }, { dimension: 129, seed: 1 })).rejects.toThrow(
    /at most 128 axes[\s\S]*halton/,
  );
});

it('covers every part of every axis once with a Latin hypercube', async () => {
  const points = await pointsOf('latin-hypercube', { samples: 97 });
  for (const axis of [0, 1, 2]) {
    const parts = points.map((point) => part(point[axis] as number, 97)).sort((a, b) => a - b);
    expect(parts).toEqual(Array.from({ length: 97 }, (_, i) => i));
  }
});

describe('the grid', () => {
  it('visits every cell once, all values of a categorical axis among them', async () => {
    const points = await pointsOf('grid', { samples: 1000, levels: 4 }, { binsPerAxis: [null, 6, null] });
    expect(points).toHaveLength(96);
    expect(new Set(points.map((point) => point.join())).size).toBe(96);
    expect([...new Set(points.map((point) => point[0]))].sort()).toEqual([-0.25, -0.75, 0.25, 0.75]);
    expect(new Set(points.map((point) => point[1])).size).toBe(6);
  });

  it('chooses the fewest levels that give as many cells as samples', async () => {
    const points = await pointsOf('grid', { samples: 216 });
    expect(new Set(points.map((point) => point[0])).size).toBe(6);
    expect(points).toHaveLength(216);
  });

  it('visits different cells of a grid too large to list', async () => {
    const points = await pointsOf('grid', { samples: 500, levels: 3 }, { dimension: 50 });
    expect(new Set(points.map((point) => point.join())).size).toBe(500);
  });

  it('ends early where all axes are categorical', async () => {
    const points = await pointsOf('grid', { samples: 50 }, { dimension: 2, binsPerAxis: [2, 3] });
    expect(points).toHaveLength(6);
  });
});

it('counts as uniform in reports what fills evenly, and a grid not', async () => {
  for (const name of ['halton', 'sobol', 'latin-hypercube', 'grid']) {
    const adversary = await createAdversary(name, { samples: 3 }, { dimension: 2, seed: 1 });
    const phases = (await adversary.ask(3)).map(({ phase }) => isUniform(phase));
    expect(new Set(phases)).toEqual(new Set([name !== 'grid']));
  }
});
