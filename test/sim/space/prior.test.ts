import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../../sim/core/rng.ts';
import {
  type ContinuousAxis,
  hasPriors,
  logLikelihood,
  mostLogLikelihood,
  Space,
  valueAt,
} from '../../../sim/space/index.ts';

interface Golden {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly deviation: number;
  readonly coordinates: readonly number[];
  readonly values: readonly number[];
  readonly logDensities: readonly number[];
}

const GOLDEN = JSON.parse(
  readFileSync(new URL('../../golden/space/priors.json', import.meta.url), 'utf8'),
) as readonly Golden[];

const even: ContinuousAxis = {
  kind: 'continuous',
  name: 'even',
  unit: '1',
  low: 2,
  high: 6,
  description: 'every value alike',
};

function normal({ low, high, mean, deviation }: Omit<Golden, 'coordinates' | 'values' | 'logDensities'>) {
  const prior = { kind: 'normal', mean, deviation } as const;
  return { ...even, name: 'normal', low, high, prior } satisfies ContinuousAxis;
}

describe.each(GOLDEN)('a normal prior about $mean, cut at $low and $high', (golden) => {
  const axis = normal(golden);

  it('has the quantiles and log densities of scipy', () => {
    golden.coordinates.forEach((x, i) => {
      const value = valueAt(axis, x);
      expect(value).toBeCloseTo(golden.values[i] as number, 8);
      expect(logLikelihood([axis], { normal: value })).toBeCloseTo(golden.logDensities[i] as number, 8);
    });
  });

  it('takes a coordinate to a value and back, its ends exactly', () => {
    const space = new Space('one', [axis]);
    const rng = new Rng(1, 'coordinates');
    for (let k = 0; k < 500; k++) {
      const x = rng.range(-1, 1);
      expect(space.snap([x])[0]).toBeCloseTo(x, 11);
    }
    expect(space.decode([-1])).toEqual({ normal: axis.low });
    expect(space.decode([1])).toEqual({ normal: axis.high });
    expect(space.encode({ normal: axis.high })).toEqual([1]);
  });

  it('is likeliest where nothing is likelier', () => {
    const most = mostLogLikelihood([axis]);
    for (let x = -1; x <= 1; x += 0.01) {
      expect(logLikelihood([axis], { normal: valueAt(axis, x) })).toBeLessThanOrEqual(most + 1e-12);
    }
  });
});

describe('a space with priors', () => {
  const gust = normal({ low: -18, high: 18, mean: 0, deviation: 4.5 });
  const other = { ...gust, name: 'other' };

  it('decodes uniform points to draws from the prior', () => {
    const space = new Space('gusts', [gust]);
    const rng = new Rng(2, 'draws');
    const draws = Array.from({ length: 20_000 }, () => space.decode([rng.range(-1, 1)]).normal as number);
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(4 * (4.5 / Math.sqrt(draws.length)));
    expect(Math.sqrt(variance)).toBeCloseTo(4.5, 0);
    // 15.87 % of a normal lie more than one deviation above its mean.
    expect(draws.filter((x) => x > 4.5).length / draws.length).toBeCloseTo(0.1587, 2);
  });

  it('adds the log densities of its axes, and leaves out those without a prior', () => {
    const scene = { normal: 3, other: -9, even: 5 };
    const [a, b] = [logLikelihood([gust], scene), logLikelihood([other], scene)];
    expect(logLikelihood([gust, even, other], scene)).toBeCloseTo(a + b, 12);
    expect(mostLogLikelihood([gust, even, other]) - (a + b)).toBeCloseTo(0.5 * (4 / 9 + 4), 12);
    expect([hasPriors([even]), hasPriors([even, gust])]).toEqual([false, true]);
    expect(logLikelihood([even], scene)).toBe(0);
  });
});
