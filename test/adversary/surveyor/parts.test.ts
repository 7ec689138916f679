import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../adversary/index.ts';
import {
  GaussianProcess,
  type GpSettings,
  type Prediction,
} from '../../../adversary/models/gaussian-process.ts';
import { cautionFor } from '../../../adversary/surveyor/caution.ts';
import { failingLevel } from '../../../adversary/surveyor/failing-level.ts';
import { featuresOf } from '../../../adversary/surveyor/features.ts';
import { levelSet } from '../../../adversary/surveyor/level-set.ts';
import { Rng } from '../../../sim/core/rng.ts';

interface Maps {
  readonly points: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly settings: GpSettings;
  readonly at: readonly (readonly number[])[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly leftOut: readonly Prediction[];
}
const golden = new URL('../../golden/adversary/maps.json', import.meta.url);
const reference = JSON.parse(readFileSync(golden, 'utf8')) as Maps;

describe('the map', () => {
  const process = new GaussianProcess(reference.points, reference.scores, reference.settings);

  it('predicts what scikit-learn predicts with a Matern kernel', () => {
    reference.at.forEach((point, i) => {
      const { mean, deviation } = process.predict(point);
      expect(mean).toBeCloseTo(reference.mean[i] as number, 8);
      expect(deviation).toBeCloseTo(reference.deviation[i] as number, 6);
    });
  });

  it('leaves a point out as scikit-learn does that never saw it', () => {
    process.leaveOneOut().forEach(({ mean, deviation }, i) => {
      expect(mean).toBeCloseTo(reference.leftOut[i]?.mean as number, 8);
      expect(deviation).toBeCloseTo(reference.leftOut[i]?.deviation as number, 6);
    });
  });

  it('sees names as columns, and only names', () => {
    expect(featuresOf([0.25, -1, 1, 0.1], [null, 3, 3, 2])).toEqual([0.25, 1, 0, 0, 0, 0, 1, 0, 1]);
  });
});

describe('the failing level', () => {
  const trials = (scores: readonly number[], fails: (score: number, i: number) => boolean) =>
    scores.map((score, i) => ({ score, failed: fails(score, i) }) as Trial);

  it('lies midway between what fails and what passes', () => {
    expect(failingLevel(trials([0.9, 0.2, 0.6, 0.4], (q) => q <= 0.5))).toBeCloseTo(0.5, 12);
    expect(failingLevel(trials([0.2, 0.3], () => true))).toBe(0.3);
  });

  it('is the lowest score met while nothing fails', () => {
    expect(failingLevel(trials([0.9, 0.7, 0.8], () => false))).toBe(0.7);
  });

  it('puts the fewest on the wrong side where failing and passing overlap', () => {
    const order = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    const failed = [true, true, false, true, false, false];
    // One is wrong at 0.45, none of the others has fewer; at 0.25 it is one as well, and the lower comes first.
    expect(failingLevel(trials(order, (_, i) => failed[i] as boolean))).toBeCloseTo(0.25, 12);
  });
});

describe('caution', () => {
  it('grows until what is called failing does fail', () => {
    // Predicted 0.1, 0.2, ... below a level of 0, one deviation being 0.1; the two nearest to the level passed.
    const predictions = Array.from({ length: 20 }, (_, i) => ({
      mean: -0.1 * (i + 1) - 0.01,
      deviation: 0.1,
    }));
    expect(
      cautionFor(
        predictions,
        predictions.map((_, i) => i >= 2),
        0,
        1,
      ),
    ).toBe(2.25);
    expect(
      cautionFor(
        predictions,
        predictions.map(() => true),
        0,
        1,
      ),
    ).toBe(1);
  });
});

describe('the level set', () => {
  const plan = { dimension: 3, first: 500, size: 800 };

  it('is met evenly in all its parts where random points hardly meet it', () => {
    // Two balls of 0.05 % and 0.4 % of the box.
    const balls = [
      { centre: [-0.6, 0.5, 0.2], radius: 0.1 },
      { centre: [0.5, -0.5, -0.4], radius: 0.2 },
    ];
    const gap = (point: readonly number[]) =>
      Math.min(
        ...balls.map(
          ({ centre, radius }) => Math.hypot(...point.map((x, i) => x - (centre[i] as number))) - radius,
        ),
      );
    const shares = [1, 2, 3, 4].map((seed) => {
      const points = levelSet(gap, 0, plan, new Rng(seed, 'balls'));
      expect(points).toHaveLength(800);
      expect(points.filter((point) => gap(point) > 0)).toEqual([]);
      const inner = points
        .filter(([x = 0]) => x > 0)
        .map((p) => Math.hypot((p[0] as number) - 0.5, (p[1] as number) + 0.5, (p[2] as number) + 0.4));
      // Within a ball a share of 1/8 lies within half its radius.
      expect(inner.filter((r) => r < 0.1).length / inner.length).toBeCloseTo(1 / 8, 1);
      return inner.length / 800;
    });
    // The larger holds 8 of 9 parts of the volume.
    expect(shares.reduce((a, b) => a + b, 0) / 4).toBeCloseTo(8 / 9, 1);
  });

  it('is empty where nothing comes down to the level', () => {
    expect(levelSet(() => 1, 0, plan, new Rng(1, 'none'))).toEqual([]);
  });
});
