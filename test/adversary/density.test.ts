import { expect, it } from 'vitest';
import { density } from '../../adversary/density.ts';

it('gives one kernel its closed form', () => {
  // A lone sample has no spread: the least bandwidth, 0.02, gives 1 / (0.02 sqrt(2 pi)) at its peak.
  const [peak, aside] = density([[0.5]], [[0.5], [0.52]]) as [number, number];
  expect(peak).toBeCloseTo(19.947114, 5);
  expect(aside / peak).toBeCloseTo(Math.exp(-0.5), 12);
});

it('integrates to one', () => {
  const samples = [
    [-0.5, 0.1],
    [0.4, -0.2],
    [0.3, 0.5],
    [0, 0],
  ];
  const step = 0.05;
  const grid = Array.from({ length: 121 }, (_, i) => -3 + i * step);
  const points = grid.flatMap((x) => grid.map((y) => [x, y]));
  const sum = density(samples, points).reduce((a, b) => a + b, 0);
  expect(sum * step * step).toBeCloseTo(1, 2);
});

it('is zero without samples', () => {
  expect(density([], [[0]])).toEqual([0]);
});
