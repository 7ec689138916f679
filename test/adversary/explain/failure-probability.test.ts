import { describe, expect, it } from 'vitest';
import { bettingInterval } from '../../../adversary/explain/betting-interval.ts';
import { drawWeighted, failureProbability } from '../../../adversary/explain/failure-probability.ts';
import { KernelProposal } from '../../../adversary/explain/kernel-proposal.ts';
import { uniformPoint } from '../../../adversary/uniform.ts';
import { Rng } from '../../../sim/core/rng.ts';
import { wilson } from '../../../sim/core/stats.ts';
import type { Point } from '../../../sim/space/axis.ts';

describe('bettingInterval', () => {
  it('holds the mean nineteen times in twenty, of few values and of skewed ones', () => {
    for (const [n, p] of [
      [12, 0.5],
      [60, 0.03],
      [400, 0.9],
    ] as const) {
      let held = 0;
      for (let seed = 0; seed < 300; seed++) {
        const rng = new Rng(seed, 'values');
        // Mostly 0, and else anything up to 1: mean p / 2.
        const values = Array.from({ length: n }, () => (rng.float() < p ? rng.float() : 0));
        const { low, high } = bettingInterval(values);
        if (low <= p / 2 && p / 2 <= high) held++;
      }
      expect(held / 300).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('is not much wider than that of Wilson for a share', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i % 5 === 0 ? 1 : 0));
    const { low, high } = bettingInterval(values);
    const { low: wilsonLow, high: wilsonHigh } = wilson(200, 1000);
    expect((high - low) / (wilsonHigh - wilsonLow)).toBeLessThan(1.7);
  });

  it('keeps the ends of [0, 1] where all values lie there, and knows nothing of none', () => {
    expect(bettingInterval([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])).toMatchObject({ value: 1, high: 1 });
    expect(bettingInterval(new Array(10).fill(0))).toMatchObject({ value: 0, low: 0 });
    expect(bettingInterval(new Array(10).fill(0)).high).toBeGreaterThan(0.25);
    expect(bettingInterval([])).toMatchObject({ low: 0, high: 1 });
  });
});

describe('KernelProposal', () => {
  const rng = new Rng(3, 'centres');
  const centres = Array.from({ length: 40 }, () => [rng.range(0.5, 1), rng.range(-0.2, 0.2)]);
  const proposal = new KernelProposal(centres);

  it('has a density that sums to 1 over the box', () => {
    let sum = 0;
    const side = 200;
    for (let i = 0; i < side; i++) {
      for (let k = 0; k < side; k++) {
        const at = (x: number) => ((x + 0.5) / side) * 2 - 1;
        sum += proposal.density([at(i), at(k)]) * (2 / side) ** 2;
      }
    }
    expect(sum).toBeCloseTo(1, 4);
  });

  it('draws from that density', () => {
    const draws = Array.from({ length: 20_000 }, () => proposal.draw(rng));
    const inside = draws.filter(([x = 0, y = 0]) => x > 0.8 && y > 0).length / draws.length;
    let sum = 0;
    const side = 100;
    for (let i = 0; i < side; i++) {
      for (let k = 0; k < side; k++) {
        sum += (proposal.density([0.8 + (0.2 * (i + 0.5)) / side, (k + 0.5) / side]) * 0.2) / side ** 2;
      }
    }
    expect(Math.abs(inside - sum)).toBeLessThan(0.015);
  });
});

/** Two corners of three axes; the second is never learned. The share that fails, in closed form. */
const fails = ([x = 0, y = 0]: Point) => (x > 0.8 && y > 0.6) || (x < -0.9 && y < -0.9);
const TRUTH = 0.1 * 0.2 + 0.05 * 0.05;

function learnedPoints(): readonly Point[] {
  const rng = new Rng(2, 'learned');
  return Array.from({ length: 200 }, () => [rng.range(0.75, 1), rng.range(0.55, 1), rng.range(-1, 1)]);
}

function estimated(n: number, seed: number, learned: readonly Point[]) {
  const draws = drawWeighted(n, 3, learned, seed);
  return failureProbability(draws.map(({ point, weight }) => ({ weight, failed: fails(point) })));
}

describe('failureProbability', () => {
  const learned = learnedPoints();

  it('agrees with brute force and with the closed form', () => {
    const rng = new Rng(3, 'brute force');
    const hits = Array.from({ length: 200_000 }, () => uniformPoint(rng, 3)).filter(fails).length;
    expect(Math.abs(hits / 200_000 - TRUTH)).toBeLessThan(0.001);
    expect(Math.abs(estimated(20_000, 1, learned).value - TRUTH)).toBeLessThan(0.001);
  });

  it('holds the truth in its interval nineteen times in twenty, though one region was not learned', () => {
    let held = 0;
    let sum = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { value, low, high } = estimated(300, seed, learned);
      sum += value / 200;
      if (low <= TRUTH && TRUTH <= high) held++;
    }
    expect(held / 200).toBeGreaterThanOrEqual(0.95);
    expect(Math.abs(sum - TRUTH)).toBeLessThan(0.001);
  });

  it('is worth more random scenes than it runs where most of what fails was learned', () => {
    const { worth } = estimated(2000, 4, learned);
    expect(worth).toBeGreaterThan(2.5 * 2000);
    // From the prior alone every scene is worth itself.
    expect(estimated(2000, 4, []).worth).toBeCloseTo(1999, 6);
  });

  it('has an upper end where nothing failed', () => {
    const draws = drawWeighted(200, 3, learned, 1).map(({ weight }) => ({ weight, failed: false }));
    const { value, low, high, worth } = failureProbability(draws);
    expect([value, low, worth]).toEqual([0, 0, null]);
    expect(high).toBeGreaterThan(3 / 200);
    expect(high).toBeLessThan(0.1);
  });
});
