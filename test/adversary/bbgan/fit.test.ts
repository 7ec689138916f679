import { expect, it } from 'vitest';
import { energyDistance, expectedEnergyDistance } from '../../../adversary/bbgan/fit.ts';
import { Rng } from '../../../sim/core/rng.ts';
import { mean } from '../../../sim/core/stats.ts';

it('is zero for equal samples and twice the distance for two single points', () => {
  const points = [
    [0, 0],
    [1, 0],
    [0, 1],
  ];
  expect(energyDistance(points, points)).toBeCloseTo(0, 12);
  expect(energyDistance([[0, 0]], [[0.3, 0.4]])).toBeCloseTo(1, 12);
  // 2 * mean(0, 1) - mean(0, 1, 1, 0) - 0 = 1 - 0.5
  expect(energyDistance([[0], [1]], [[0]])).toBeCloseTo(0.5, 12);
});

it('comes on average to what two samples of one distribution are expected to show', () => {
  const rng = new Rng(1, 'fit');
  const draw = (n: number) => Array.from({ length: n }, () => [rng.range(-1, 1), rng.range(-1, 1)]);
  const pairs = Array.from({ length: 60 }, () => [draw(30), draw(50)] as const);
  const seen = mean(pairs.map(([a, b]) => energyDistance(a, b)));
  const expected = mean(pairs.map(([a]) => expectedEnergyDistance(a, 50)));
  expect(seen / expected).toBeGreaterThan(0.85);
  expect(seen / expected).toBeLessThan(1.15);
});
