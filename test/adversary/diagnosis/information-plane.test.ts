import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entropyBits, oneVersusRest, planePoint } from '../../../adversary/diagnosis/information-plane.ts';
import { kendallTau } from '../../../adversary/diagnosis/kendall-tau.ts';
import { Rng } from '../../../sim/core/index.ts';

const rng = () => new Rng(1, 'shuffles');
const oneHot = (k: number, classes: number) => Array.from({ length: classes }, (_, i) => (i === k ? 1 : 0));
const balanced = (n: number, classes: number) => Array.from({ length: n }, (_, i) => i % classes);

describe('the information plane', () => {
  it('puts a perfect balanced classifier of K classes at (log2 K, log2 K)', () => {
    for (const classes of [2, 4, 12]) {
      const labels = balanced(1200, classes);
      const point = planePoint(
        labels.map((label) => oneHot(label, classes)),
        labels,
        { rng: rng() },
      );
      expect(point.inputBits).toBeCloseTo(Math.log2(classes), 12);
      expect(point.labelBits).toBeCloseTo(Math.log2(classes), 12);
      expect(point.boundBits).toBeCloseTo(Math.log2(classes), 12);
      expect(point.symbols).toBe(classes);
    }
  });

  it('puts a constant output at (0, 0), whatever the labels', () => {
    const labels = balanced(60, 3);
    const point = planePoint(
      labels.map(() => [0.2, 0.3, 0.5]),
      labels,
      { rng: rng() },
    );
    expect(point).toMatchObject({ inputBits: 0, labelBits: 0, correctedLabelBits: 0, symbols: 1 });
  });

  it('finds nothing in outputs that know nothing, once the bias is taken off', () => {
    const noise = new Rng(3, 'noise');
    const labels = balanced(3000, 6);
    const rows = labels.map(() => {
      const raw = Array.from({ length: 6 }, () => noise.float());
      const sum = raw.reduce((total, x) => total + x, 0);
      return raw.map((x) => x / sum);
    });
    const point = planePoint(rows, labels, { rng: rng() });
    // Counted naively, it would look like a good classifier.
    expect(point.labelBits).toBeGreaterThan(1);
    expect(Math.abs(point.correctedLabelBits)).toBeLessThan(0.03);
  });

  it('knows half of two bits from a classifier that tells pairs of four classes apart', () => {
    const labels = balanced(400, 4);
    const rows = labels.map((label) => oneHot(label >> 1, 2));
    expect(planePoint(rows, labels, { rng: rng() }).labelBits).toBeCloseTo(1, 12);
  });

  it('is the mutual information of a noisy channel: 1 - H(e) for one bit flipped in e of the cases', () => {
    // 1,000 of each class, a quarter of them taken for the other.
    const labels = [...Array(1000).fill(0), ...Array(1000).fill(1)];
    const rows = labels.map((label, i) => oneHot(i % 4 === 0 ? 1 - label : label, 2));
    const entropy = -(0.25 * Math.log2(0.25) + 0.75 * Math.log2(0.75));
    expect(planePoint(rows, labels, { rng: rng() }).labelBits).toBeCloseTo(1 - entropy, 12);
  });

  it('does not depend on the order of the samples, and keeps its bounds', () => {
    const sample = fc.record({
      row: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      label: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 60 }), (samples) => {
        const point = (list: typeof samples) =>
          planePoint(
            list.map(({ row }) => row),
            list.map(({ label }) => label),
            { rng: rng() },
          );
        const [one, other] = [point(samples), point([...samples].reverse())];
        expect(other.inputBits).toBe(one.inputBits);
        expect(other.labelBits).toBe(one.labelBits);
        expect(one.labelBits).toBeGreaterThanOrEqual(0);
        expect(one.labelBits).toBeLessThanOrEqual(one.boundBits + 1e-9);
        expect(one.inputBits).toBeLessThanOrEqual(Math.log2(samples.length) + 1e-9);
      }),
    );
  });

  it('tells which class is told from the rest', () => {
    const labels = balanced(900, 3);
    // Classes 1 and 2 are never told apart.
    const rows = labels.map((label) => (label === 0 ? [1, 0, 0] : [0, 0.5, 0.5]));
    const bits = [0, 1, 2].map((k) => oneVersusRest(rows, labels, k, { rng: rng() }).labelBits);
    const entropyOfThird = Math.log2(3) - 2 / 3;
    expect(bits[0]).toBeCloseTo(entropyOfThird, 12);
    expect(bits[1]).toBeCloseTo(bits[2] as number, 12);
    expect(bits[1]).toBeLessThan(bits[0] as number);
  });

  it('refuses what is no probability, no label, or no sample, naming the place', () => {
    const options = { rng: rng() };
    expect(() => planePoint([], [], options)).toThrow('needs samples');
    expect(() => planePoint([[0.5, 0.5]], [], options)).toThrow('one label');
    expect(() => planePoint([[0.5, 0.5], [0.5]], [0, 1], options)).toThrow('Sample 1');
    expect(() => planePoint([[0.5, Number.NaN]], [0], options)).toThrow('Sample 0');
    expect(() => planePoint([[0.5, 0.5]], [-1], options)).toThrow('label of sample 0');
    expect(() => planePoint([[0.5, 0.5]], [0], { ...options, shuffles: 2 })).toThrow('shuffled');
  });
});

describe('entropy', () => {
  it('is log2 of the number of equal shares', () => {
    expect(entropyBits(balanced(64, 8))).toBeCloseTo(3, 12);
    expect(entropyBits([7, 7, 7])).toBe(0);
  });
});

describe("Kendall's tau", () => {
  it('agrees with values worked out with scipy.stats.kendalltau 1.10', () => {
    expect(kendallTau([1, 2, 3, 4, 5], [3, 4, 1, 2, 5])).toBeCloseTo(0.2, 12);
    expect(kendallTau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.4714045207910316, 12);
    expect(kendallTau([1, 1, 2, 3, 3, 4], [1, 2, 2, 4, 3, 5])).toBeCloseTo(0.8894991799933215, 12);
  });

  it('is 1 for the same order, -1 for the opposite, and nothing where nothing is ranked', () => {
    expect(kendallTau([1, 5, 9], [2, 3, 4])).toBe(1);
    expect(kendallTau([1, 5, 9], [4, 3, 2])).toBe(-1);
    expect(kendallTau([1, 1, 1], [4, 3, 2])).toBeNaN();
  });
});
