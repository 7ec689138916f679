import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { haltonPoints } from '../../../adversary/filling/halton.ts';
import type { Trial } from '../../../adversary/index.ts';
import { distance } from '../../../adversary/metrics.ts';
import {
  GaussianProcess,
  type GpSettings,
  type Prediction,
} from '../../../adversary/models/gaussian-process.ts';
import { cautionFor } from '../../../adversary/surveyor/caution.ts';
import { emptiestPlaces } from '../../../adversary/surveyor/emptiest.ts';
import { evenSpread } from '../../../adversary/surveyor/even-spread.ts';
import { failingLevel } from '../../../adversary/surveyor/failing-level.ts';
import { featuresOf } from '../../../adversary/surveyor/features.ts';
import { levelSet } from '../../../adversary/surveyor/level-set.ts';
import { MapMaker } from '../../../adversary/surveyor/map-maker.ts';
import { nicheLayers } from '../../../adversary/surveyor/niches.ts';
import { areNoisy, foretold, shallow, skillOf } from '../../../adversary/surveyor/told-scores.ts';
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
    // Predicted 0.1, 0.2, ... below a level of 0, one deviation being 0.1; the four nearest to the level passed.
    const predictions = Array.from({ length: 20 }, (_, i) => ({
      mean: -0.1 * (i + 1) - 0.01,
      deviation: 0.1,
    }));
    expect(
      cautionFor(
        predictions,
        predictions.map((_, i) => i >= 4),
        0,
        { sure: 1, least: 3 },
      ),
    ).toBe(4.25);
    expect(
      cautionFor(
        predictions,
        predictions.map(() => true),
        0,
        { sure: 1, least: 3 },
      ),
    ).toBe(3);
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

describe('scores as the map is told them', () => {
  it('keep a share of their depth below the level, and no more than 0.6 deviations', () => {
    const scores = [1, 0.8, 0.6, 0.4, 0.3, 0];
    const told = shallow(scores, 0.5, 0.5);
    // The deviation of these six is 0.3287 by hand: their squares meant are 0.3750, their mean 0.5167.
    expect(told.map((score) => Number(score.toFixed(3)))).toEqual([1, 0.8, 0.6, 0.45, 0.4, 0.303]);
    expect(shallow(scores, 0.5, 0.1).map((score) => Number(score.toFixed(3)))).toEqual([
      1, 0.8, 0.6, 0.49, 0.48, 0.45,
    ]);
  });

  it('tell which scenes fail as well as their predictions make that likely', () => {
    // One deviation of 5 = sqrt(3^2 + 4^2) below and above the level: Phi(1) = 0.841345 each.
    const predictions = [-5, 5].map((mean) => ({ mean, deviation: 3 }));
    expect(foretold(predictions, [true, false], 0, 16)).toBeCloseTo(2 * Math.log(0.841345), 5);
    expect(foretold(predictions, [false, true], 0, 16)).toBeCloseTo(2 * Math.log(1 - 0.841345), 4);
    // A scene of which the map was certain costs no more than a millionth.
    expect(foretold([{ mean: -1, deviation: 0 }], [false], 0, 0)).toBeCloseTo(Math.log(1e-6), 9);
  });

  it('keep little of their depth where failures are a gorge between gentle slopes, and more where slopes go on', () => {
    const wide = (x: number) => Math.abs(x);
    const gorge = (x: number) => (Math.abs(x) < 0.1 ? 0.4 * Math.abs(x) * 10 - 0.4 : 0.2 * Math.abs(x));
    const mapOf = (score: (x: number) => number, level: number) => {
      const trials = Array.from({ length: 41 }, (_, i) => {
        const x = -1 + i / 20 + 0.001;
        return { point: [x], score: score(x), failed: score(x) <= level } as unknown as Trial;
      });
      const { map, known } = new MapMaker([null], 500, new Rng(1, 'depth')).map(trials);
      // How much of the lowest failure's depth the map was told.
      const lowest = known.reduce(
        (best, trial, i) => (trial.score < (known[best] as Trial).score ? i : best),
        0,
      );
      return (level - (map.scores[lowest] as number)) / (level - (known[lowest] as Trial).score);
    };
    expect(mapOf(gorge, 0)).toBeLessThan(mapOf(wide, 0.5));
  });

  it('are foretold to the extent that passing scenes are', () => {
    const scores = [0.1, 0.2, 0.6, 0.7, 0.8, 0.9];
    expect(skillOf(scores, scores, 0.5)).toBeCloseTo(1, 12);
    expect(skillOf([0.1, 0.2, 0.9, 0.8, 0.7, 0.6], scores, 0.5)).toBe(0);
    // Who knows only that failures are low knows nothing of the way there.
    expect(skillOf([0.1, 0.1, 0.9, 0.9, 0.9, 0.9], scores, 0.5)).toBe(0);
    expect(skillOf(scores, [0.1, 0.1, 0.9, 0.9, 0.9, 0.9], 0.5)).toBe(0);
    // Pearson's correlation of (1, 2, 3, 4) with (2, 1, 4, 3) is 0.6.
    expect(skillOf([0, 0, 0.2, 0.1, 0.4, 0.3], scores, 0.5)).toBeCloseTo(0.6, 12);
  });

  it('count as noisy where a scene run again scores otherwise', () => {
    const trials = (scores: readonly number[]) => scores.map((score) => ({ score }) as Trial);
    const all = trials([0.1, 0.5, 0.9]);
    expect(areNoisy(all, trials([0.1, 0.5, 0.9]), all)).toBe(false);
    expect(areNoisy(all, trials([0.1, 0.5, 0.91]), all)).toBe(false);
    expect(areNoisy(all, trials([0.15, 0.45, 0.9]), all)).toBe(true);
    expect(areNoisy(all, [], all)).toBe(false);
  });
});

describe('the even spread', () => {
  it('steps by the golden section on one axis', () => {
    const [a = [0], b = [0], c = [0]] = evenSpread(3, 1, new Rng(1, 'even'));
    const step = (x: readonly number[], y: readonly number[]) => {
      const apart = ((y[0] as number) - (x[0] as number)) / 2;
      return apart < 0 ? apart + 1 : apart;
    };
    expect(step(a, b)).toBeCloseTo((Math.sqrt(5) - 1) / 2, 12);
    expect(step(b, c)).toBeCloseTo((Math.sqrt(5) - 1) / 2, 12);
  });

  it.each([2, 3, 4])('meets a small cube more often than Halton points do, on %i axes', (dimension) => {
    const rng = new Rng(1, 'cubes', dimension);
    // Cubes with 1 % of the box, which 200 points meet twice on the mean.
    const half = 0.01 ** (1 / dimension);
    let [ours, haltons] = [0, 0];
    for (let run = 0; run < 40; run++) {
      const sets = [evenSpread(200, dimension, rng), haltonPoints(200, dimension, rng)];
      for (let cube = 0; cube < 20; cube++) {
        const centre = Array.from({ length: dimension }, () => rng.range(half - 1, 1 - half));
        const missed = sets.map(
          (points) => !points.some((p) => p.every((x, i) => Math.abs(x - (centre[i] as number)) <= half)),
        );
        if (missed[0]) ours++;
        if (missed[1]) haltons++;
      }
    }
    expect(ours).toBeLessThan(0.9 * haltons);
  });

  it('stays in the box on many axes', () => {
    const points = evenSpread(50, 20, new Rng(1, 'many'));
    expect(points.flat().every((x) => x >= -1 && x <= 1)).toBe(true);
    expect(new Set(points.map(String)).size).toBe(50);
  });
});

describe('the emptiest places', () => {
  const open = [null, null];

  it('are the middle of the largest gap, a wall counting as a twin beyond it', () => {
    // With nothing known the farthest from all four walls is the centre; beside that, each corner is as empty.
    const [centre = [], next = []] = emptiestPlaces(40, [], open, new Rng(1, 'empty'));
    expect(Math.hypot(...centre)).toBeLessThan(0.1);
    // On the diagonal at a from the wall: 2 a = sqrt(2) (1 - a), so a = 0.414 and the coordinates are 0.586.
    for (const x of next) expect(Math.abs(Math.abs(x) - 0.586)).toBeLessThan(0.1);
  });

  it('heed whatever was run', () => {
    const left = Array.from({ length: 200 }, (_, i) => [
      -1 + (i % 20) / 20,
      -0.95 + 0.2 * Math.floor(i / 20),
    ]);
    const places = emptiestPlaces(10, left, open, new Rng(2, 'empty'));
    expect(places.every(([x = 0]) => x > 0)).toBe(true);
  });

  it('are shared by the names of a categorical axis', () => {
    const places = emptiestPlaces(30, [], [null, 3], new Rng(3, 'empty'));
    const counts = [0, 0, 0];
    for (const point of places) {
      const bin = Math.min(2, Math.floor((((point[1] as number) + 1) / 2) * 3));
      counts[bin] = (counts[bin] as number) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(8);
  });

  it('miss fewer small cubes than a sequence that goes on', () => {
    const rng = new Rng(1, 'gaps');
    const half = 0.2;
    let [ours, sequences] = [0, 0];
    for (let run = 0; run < 6; run++) {
      const sequence = evenSpread(250, 3, rng);
      const begun = sequence.slice(0, 60);
      const sets = [[...begun, ...emptiestPlaces(190, begun, [null, null, null], rng)], sequence];
      for (let cube = 0; cube < 200; cube++) {
        const centre = [0, 1, 2].map(() => rng.range(half - 1, 1 - half));
        const missed = sets.map(
          (points) => !points.some((p) => p.every((x, i) => Math.abs(x - (centre[i] as number)) <= half)),
        );
        if (missed[0]) ours++;
        if (missed[1]) sequences++;
      }
    }
    expect(ours).toBeLessThan(0.5 * sequences);
  });
});

describe('niches', () => {
  it('come in layers that each have been everywhere', () => {
    const rng = new Rng(1, 'niches');
    // A crowd of a hundred, three in a row, and one alone.
    const crowd = Array.from({ length: 100 }, () => [rng.range(-0.1, 0.1), rng.range(-0.1, 0.1)]);
    const row = [0.5, 0.65, 0.8].map((x) => [x, 0.8]);
    const points = [...crowd, ...row, [-0.9, -0.9]];
    const layers = nicheLayers(points, 0.31);
    expect(layers.flat()).toHaveLength(points.length);
    expect(new Set(layers.flat().map(String)).size).toBe(points.length);
    const first = layers[0] ?? [];
    // One of the crowd, one of the row, and the one alone: nobody is farther than the radius.
    expect(first).toHaveLength(3);
    for (const point of points) expect(first.some((p) => distance(p, point) <= 0.31)).toBe(true);
    for (const layer of layers.slice(1, 3)) expect(layer.some((p) => (p[1] as number) > 0.7)).toBe(true);
  });

  it('are none where there is no point', () => {
    expect(nicheLayers([], 1)).toEqual([]);
  });
});
