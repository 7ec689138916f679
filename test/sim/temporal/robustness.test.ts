import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { robustness, type Signals, stepsOf } from '../../../sim/temporal/robustness.ts';
import { readRules } from '../../../sim/temporal/rules.ts';
import { slidingMax, slidingMin } from '../../../sim/temporal/sliding.ts';
import { processorMs } from '../../support/processor-ms.ts';

interface Golden {
  readonly stepS: number;
  readonly cases: readonly {
    readonly text: string;
    readonly signals: Readonly<Record<string, readonly number[]>>;
    readonly robustness: readonly (number | string)[];
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/temporal/robustness.json', import.meta.url), 'utf8'),
) as Golden;

function signalsOf(values: Readonly<Record<string, readonly number[]>>, stepS = 0.1): Signals {
  const arrays = new Map(Object.entries(values).map(([name, list]) => [name, Float64Array.from(list)]));
  const steps = Object.values(values)[0]?.length ?? 0;
  return { steps, stepS, get: (name) => arrays.get(name) as Float64Array };
}

function told(text: string, values: Readonly<Record<string, readonly number[]>>, stepS = 0.1): number[] {
  const [rule] = readRules(text, { names: Object.keys(values), stepS });
  if (rule === undefined) throw new Error('no rule');
  return [...robustness(rule.formula, signalsOf(values, stepS))];
}

describe('robustness', () => {
  it('equals the definition, told by a program of its own, on 160 random formulas at every step', () => {
    for (const { text, signals, robustness } of golden.cases) {
      const expected = robustness.map(Number);
      told(text, signals, golden.stepS).forEach((value, t) => {
        if (Number.isFinite(expected[t]))
          expect(value, `${text} at ${t}`).toBeCloseTo(expected[t] as number, 9);
        else expect(value, `${text} at ${t}`).toBe(expected[t]);
      });
    }
  });

  it('tells a few cases that a person can check', () => {
    const x = [1, 3, 2, 5];
    expect(told('always (x < 6)', { x })).toEqual([1, 1, 1, 1]);
    expect(told('eventually[0.1,0.2] (x > 2)', { x })).toEqual([1, 3, 3, Number.NEGATIVE_INFINITY]);
    expect(told('once (x >= 3)', { x })).toEqual([-2, 0, 0, 2]);
    expect(told('x < 4 until x > 4', { x })).toEqual([-1, -1, -1, -1]);
    expect(told('x < 9 until x > 4', { x })).toEqual([1, 1, 1, 1]);
    expect(told('2 * x + 1 == 5', { x })).toEqual([-2, -2, 0, -6]);
    expect(told('x / 0 < 1', { x: [0] })).toEqual([Number.NEGATIVE_INFINITY]);
  });

  it('flips its sign with not, by which always and eventually, and their pasts, are each other', () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 30 });
    const bounds = fc.tuple(fc.nat(12), fc.nat(12)).map(([a, b]) => `[${a / 10},${(a + b) / 10}]`);
    fc.assert(
      fc.property(values, bounds, (x, window) => {
        const flipped = (text: string) => told(text, { x }).map((value) => 0 - value);
        const same = (a: string, b: string) => expect(flipped(a)).toEqual(told(b, { x }).map((v) => v + 0));
        same('x < 3', 'not x < 3');
        same(`always${window} x < 3`, `eventually${window} not x < 3`);
        same(`historically${window} x < 3`, `once${window} not x < 3`);
        same(`x < 3 and x > 1`, `(not x < 3) or not x > 1`);
      }),
    );
  });

  it('looks along windows as a loop over all steps does', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -5, max: 5 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(20), fc.option(fc.nat(20)), (list, from, more) => {
        const to = more === null ? Number.POSITIVE_INFINITY : from + more;
        const window = (t: number) => list.filter((_, u) => u - t >= from && u - t <= to);
        const all = Float64Array.from(list);
        expect([...slidingMax(all, { from, to })]).toEqual(list.map((_, t) => Math.max(...window(t))));
        expect([...slidingMin(all, { from, to })]).toEqual(list.map((_, t) => Math.min(...window(t))));
      }),
    );
  });

  it('takes the steps whose times lie in a window, however its bounds are rounded', () => {
    const window = (fromS: number, toS: number) => stepsOf({ fromS, toS, at: 0 }, 0.1);
    expect(window(0.3, 0.7)).toEqual({ from: 3, to: 7 });
    expect(window(0.25, 0.7000001)).toEqual({ from: 3, to: 7 });
    expect(window(0, Number.POSITIVE_INFINITY).to).toBe(Number.POSITIVE_INFINITY);
    expect(() => window(0.11, 0.19)).toThrow('No step of the log');
  });

  it('takes time in proportion to the steps, whatever the window', () => {
    const x = Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 1000);
    const startMs = processorMs();
    told('always[0,9000] (x < 2000 until[100,9000] x > 990)', { x });
    // A loop over windows of 90,000 steps would take minutes.
    expect(processorMs() - startMs).toBeLessThan(5_000);
  });
});
