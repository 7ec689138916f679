import { describe, expect, it } from 'vitest';
import { mcNemar } from '../../../adversary/index.ts';

/** b pictures that only the first names rightly, c that only the second does, and some that both or neither do. */
function answers(b: number, c: number): [boolean[], boolean[]] {
  const repeat = (count: number, value: boolean) => Array.from({ length: count }, () => value);
  return [
    [...repeat(b, true), ...repeat(c, false), true, false],
    [...repeat(b, false), ...repeat(c, true), true, false],
  ];
}

describe("McNemar's test", () => {
  it('gives the published values where few answers differ', () => {
    // R: binom.test(1, 10)$p.value, binom.test(10, 20)$p.value.
    expect(mcNemar(...answers(1, 9)).p).toBeCloseTo(0.021484375, 12);
    expect(mcNemar(...answers(10, 10)).p).toBe(1);
    expect(mcNemar(...answers(0, 0)).p).toBe(1);
  });

  it('takes chi-squared with continuity correction where many do', () => {
    // scipy.stats.chi2.sf((abs(60 - 30) - 1) ** 2 / 90, 1)
    expect(mcNemar(...answers(60, 30)).p).toBeCloseTo(0.002236, 5);
    expect(mcNemar(...answers(13, 12)).p).toBeCloseTo(1, 5);
  });

  it('refuses answers that are not paired', () => {
    expect(() => mcNemar([true], [])).toThrow(RangeError);
  });
});
