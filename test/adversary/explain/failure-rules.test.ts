import { describe, expect, it } from 'vitest';
import { isInside } from '../../../adversary/explain/box.ts';
import { findRules } from '../../../adversary/explain/failure-rules.ts';
import type { Observed } from '../../../adversary/explain/observed.ts';
import { Rng } from '../../../sim/core/rng.ts';
import type { Axis, Point } from '../../../sim/space/axis.ts';

const AXES: readonly Axis[] = [
  { kind: 'continuous', name: 'heightM', unit: 'm', low: 1, high: 2, description: '' },
  { kind: 'continuous', name: 'rain', unit: '1', low: 0, high: 1, description: '' },
  { kind: 'categorical', name: 'weather', values: ['sun', 'fog', 'wind', 'snow'], description: '' },
];

function episodes(n: number, chance: (point: Point) => number, seed = 3): readonly Observed[] {
  const rng = new Rng(seed, 'episodes');
  return Array.from({ length: n }, (_, i) => {
    const point = AXES.map(() => rng.range(-1, 1));
    const failed = rng.float() < chance(point);
    return { id: String(i), point, score: failed ? 0 : 1, failed };
  });
}

/** Fails nine times in ten in a corner of two axes, and seldom elsewhere. */
const corner = ([height = 0, rain = 0]: Point) => (height > 0.4 && rain > 0.2 ? 0.9 : 0.03);

describe('findRules', () => {
  it('finds the corner in which an agent fails, by its two axes', () => {
    const rules = findRules(AXES, episodes(1200, corner), { seed: 1 });
    const [first] = rules?.failing ?? [];
    const lowEnd = (axis: number) => {
      const part = first?.box.find((one) => one.axis === axis);
      return part?.kind === 'range' ? part.low : Number.NaN;
    };
    expect(first?.box).toHaveLength(2);
    expect(Math.abs(lowEnd(0) - 0.4)).toBeLessThan(0.1);
    expect(Math.abs(lowEnd(1) - 0.2)).toBeLessThan(0.1);
    expect(first?.fails.share).toBeGreaterThan(0.8);
    expect(first?.ofFailures.share).toBeGreaterThan(0.75);
    expect((rules?.learnedOn ?? 0) + (rules?.countedOn ?? 0)).toBe(1200);
  });

  it('counts a rule on episodes that it was not found on, so that its interval holds the truth', () => {
    let [held, all] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const rules = findRules(AXES, episodes(300, corner, seed), { seed });
      for (const { box, fails } of [...(rules?.failing ?? []), ...(rules?.passing ?? [])]) {
        if (fails.total < 15) continue;
        const truth = trueShare((point) => isInside(AXES, box, point));
        all++;
        if (fails.low <= truth && truth <= fails.high) held++;
      }
    }
    expect(all).toBeGreaterThan(60);
    // Rules are shown for standing out, which costs a little of the 95 %.
    expect(held / all).toBeGreaterThan(0.88);
  });

  it('names the categories in which an agent fails, wherever they stand on their axis', () => {
    const rules = findRules(
      AXES,
      episodes(800, (p) => (weatherOf(p) === 1 || weatherOf(p) === 3 ? 0.85 : 0.05)),
      { seed: 1 },
    );
    expect(rules?.failing[0]?.box).toContainEqual({ axis: 2, kind: 'categories', categories: [1, 3] });
  });

  it('has no rule where failures ignore the scene', () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      found +=
        findRules(
          AXES,
          episodes(300, () => 0.3, seed),
          { seed },
        )?.failing.length ?? 0;
    }
    expect(found).toBeLessThanOrEqual(3);
  });

  it('says nothing where almost nothing, or almost everything, fails', () => {
    expect(
      findRules(
        AXES,
        episodes(300, () => 0),
        { seed: 1 },
      ),
    ).toBeNull();
    expect(
      findRules(
        AXES,
        episodes(300, () => 1),
        { seed: 1 },
      ),
    ).toBeNull();
    expect(findRules(AXES, [], { seed: 1 })).toBeNull();
  });
});

function weatherOf(point: Point): number {
  return Math.floor(((point[2] as number) + 1) * 2);
}

function trueShare(isIn: (point: Point) => boolean): number {
  const rng = new Rng(0, 'truth');
  let [sum, count] = [0, 0];
  for (let i = 0; i < 20_000; i++) {
    const point = AXES.map(() => rng.range(-1, 1));
    if (!isIn(point)) continue;
    sum += corner(point);
    count++;
  }
  return sum / count;
}
