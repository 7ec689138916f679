import { describe, expect, it } from 'vitest';
import { deriveSeed, Rng } from '../../../sim/core/rng.ts';
import { mean, standardDeviation, wilson } from '../../../sim/core/stats.ts';

describe('a random stream', () => {
  it('gives the same numbers for the same seed and name, others for another', () => {
    const draw = (rng: Rng) => Array.from({ length: 20 }, () => rng.float());
    expect(draw(new Rng(1, 'a'))).toEqual(draw(new Rng(1, 'a')));
    expect(draw(new Rng(1, 'a'))).not.toEqual(draw(new Rng(1, 'b')));
    expect(draw(new Rng(1, 'a'))).not.toEqual(draw(new Rng(2, 'a')));
  });

  it('continues from its saved state exactly', () => {
    const rng = new Rng(3, 'x');
    rng.normal();
    const again = Rng.restore(rng.save());
    expect(Array.from({ length: 9 }, () => again.normal())).toEqual(
      Array.from({ length: 9 }, () => rng.normal()),
    );
  });

  it('is uniform and normal within sampling error', () => {
    const rng = new Rng(4, 'stats');
    const uniform = Array.from({ length: 20_000 }, () => rng.float());
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(standardDeviation(uniform)).toBeCloseTo(Math.sqrt(1 / 12), 1);
    const normal = Array.from({ length: 20_000 }, () => rng.normal());
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(standardDeviation(normal)).toBeCloseTo(1, 1);
  });

  it('derives seeds that do not collide over ten thousand names', () => {
    const seeds = new Set(Array.from({ length: 10_000 }, (_, i) => deriveSeed(1, `pool-${i}`)));
    expect(seeds.size).toBeGreaterThan(9_997);
  });
});

describe('the Wilson interval', () => {
  it('gives the published 78.3 to 85.8 % for 331 of 402', () => {
    const { low, high } = wilson(331, 402);
    expect(low).toBeCloseTo(0.783, 3);
    expect(high).toBeCloseTo(0.858, 3);
  });

  it('stays within [0, 1] at both ends', () => {
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(10, 10).high).toBe(1);
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});
