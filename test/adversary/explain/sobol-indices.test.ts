import { describe, expect, it } from 'vitest';
import { axisImportance } from '../../../adversary/explain/axis-importance.ts';
import { mainEffects } from '../../../adversary/explain/main-effects.ts';
import type { Observed } from '../../../adversary/explain/observed.ts';
import { evaluateDesign, sobolDesign, sobolIndices } from '../../../adversary/explain/sobol-indices.ts';
import { GaussianProcess } from '../../../adversary/models/gaussian-process.ts';
import { Rng } from '../../../sim/core/rng.ts';
import { mean, standardDeviation } from '../../../sim/core/stats.ts';
import type { Axis, Point } from '../../../sim/space/axis.ts';

const [A, B] = [7, 0.1];

/** Ishigami and Homma 1990, over [-pi, pi]^3. */
function ishigami(point: Point): number {
  const [x = 0, y = 0, z = 0] = point.map((u) => Math.PI * u);
  return Math.sin(x) + A * Math.sin(y) ** 2 + B * z ** 4 * Math.sin(x);
}

/** Its indices in closed form (Saltelli et al. 2008, section 4). */
function truth() {
  const v1 = 0.5 * (1 + (B * Math.PI ** 4) / 5) ** 2;
  const v2 = A ** 2 / 8;
  const v13 = (B ** 2 * Math.PI ** 8 * 8) / 225;
  const v = v1 + v2 + v13;
  return { first: [v1 / v, v2 / v, 0], total: [(v1 + v13) / v, v2 / v, v13 / v] };
}

const keep = (point: Point) => point;
const all = (n: number) => Array.from({ length: n }, (_, k) => k);

describe('sobolIndices', () => {
  it("finds the Ishigami function's indices in closed form", () => {
    const design = sobolDesign(8192, 3, new Rng(1, 'design'));
    const found = sobolIndices(evaluateDesign(design, ishigami), all(8192));
    const { first, total } = truth();
    expect(first[0]).toBeCloseTo(0.3139, 4);
    expect(total[2]).toBeCloseTo(0.2437, 4);
    found.forEach((shares, axis) => {
      expect(Math.abs(shares.first - (first[axis] as number))).toBeLessThan(0.01);
      expect(Math.abs(shares.total - (total[axis] as number))).toBeLessThan(0.01);
    });
  });

  it('gives an additive function its shares, and nothing to what does not matter', () => {
    const design = sobolDesign(4096, 3, new Rng(2, 'design'));
    const values = evaluateDesign(design, ([x = 0, y = 0]) => 3 * x + 4 * y);
    const shares = [9 / 25, 16 / 25, 0];
    sobolIndices(values, all(4096)).forEach(({ first, total }, axis) => {
      expect(Math.abs(first - (shares[axis] as number))).toBeLessThan(0.01);
      expect(Math.abs(total - (shares[axis] as number))).toBeLessThan(0.01);
    });
    expect(
      sobolIndices(
        evaluateDesign(design, () => 0.7),
        all(4096),
      ),
    ).toEqual([0, 1, 2].map(() => ({ first: 0, total: 0 })));
  });
});

function episodes(n: number, f: (point: Point) => number, noise: number, seed: number): readonly Observed[] {
  const rng = new Rng(seed, 'episodes');
  return Array.from({ length: n }, (_, i) => {
    const point = [0, 1, 2].map(() => rng.range(-1, 1));
    return { id: String(i), point, score: f(point) + noise * rng.normal(), failed: false };
  });
}

describe('axisImportance', () => {
  it("finds the Ishigami function's indices from 250 noisy values, and its intervals hold them", () => {
    const { first, total } = truth();
    let [held, asked] = [0, 0];
    for (const seed of [1, 2]) {
      const found = axisImportance(episodes(250, ishigami, 0.3, seed), { seed, snap: keep, draws: 20 });
      expect(found?.foretold).toBeGreaterThan(0.9);
      found?.axes.forEach((axis, i) => {
        expect(Math.abs(axis.first.value - (first[i] as number))).toBeLessThan(0.08);
        expect(Math.abs(axis.total.value - (total[i] as number))).toBeLessThan(0.08);
        for (const [estimate, true_] of [
          [axis.first, first[i]],
          [axis.total, total[i]],
        ] as const) {
          asked++;
          if (estimate.low - 0.01 <= (true_ as number) && (true_ as number) <= estimate.high + 0.01) held++;
        }
      });
    }
    expect(held / asked).toBeGreaterThan(0.8);
  });

  it('says that it cannot foretell scores that ignore the scene', () => {
    const found = axisImportance(
      episodes(120, () => 0, 1, 5),
      { seed: 1, snap: keep, draws: 8, rows: 64 },
    );
    expect(found?.foretold).toBeLessThan(0.1);
  });

  it('says nothing about too few episodes, or about one score', () => {
    expect(axisImportance(episodes(19, ishigami, 0, 1), { seed: 1, snap: keep })).toBeNull();
    expect(
      axisImportance(
        episodes(50, () => 1, 0, 1),
        { seed: 1, snap: keep },
      ),
    ).toBeNull();
  });
});

describe('mainEffects', () => {
  const axes = ['x', 'y', 'z'].map(
    (name): Axis => ({
      kind: 'continuous',
      name,
      unit: '1',
      low: -1,
      high: 1,
      description: '',
    }),
  );

  it("finds the Ishigami function's first-order indices from episodes alone", () => {
    const { first } = truth();
    const found = mainEffects(axes, episodes(2000, ishigami, 0, 9), { seed: 1 });
    expect(found).toHaveLength(3);
    for (const [i, share] of (found ?? []).entries()) {
      expect(Math.abs(share.value - (first[i] as number))).toBeLessThan(0.05);
    }
  });

  it('has intervals that hold the truth nineteen times in twenty', () => {
    // Straight lines in parts of a twentieth lose a 400th of their variance.
    const f = ([x = 0, y = 0]: Point) => 3 * x + 4 * y;
    const shares = [9 / 25.75, 16 / 25.75, 0];
    let held = 0;
    for (let seed = 0; seed < 60; seed++) {
      mainEffects(axes, episodes(400, f, 0.5, seed), { seed })?.forEach(({ low, high }, i) => {
        if (low - 0.003 <= (shares[i] as number) && (shares[i] as number) <= high + 0.003) held++;
      });
    }
    expect(held / 180).toBeGreaterThan(0.9);
  });

  it('says nothing about too few episodes, or about one score', () => {
    expect(mainEffects(axes, episodes(49, ishigami, 0, 1), { seed: 1 })).toBeNull();
    expect(
      mainEffects(
        axes,
        episodes(60, () => 1, 0, 1),
        { seed: 1 },
      ),
    ).toBeNull();
  });
});

describe('GaussianProcess', () => {
  const known = episodes(40, ([x = 0, y = 0]) => Math.sin(3 * x) + y, 0.1, 8);
  const points = known.map(({ point }) => point);
  const scores = known.map(({ score }) => score);
  const settings = { lengths: [0.7, 1.5, 20], signal: 1.2, noise: 0.02 };
  const process = new GaussianProcess(points, scores, settings);

  it.each(['gaussian', 'matern'] as const)(
    'draws functions with the means and deviations that it predicts, %s',
    (kernel) => {
      const process = new GaussianProcess(points, scores, { ...settings, kernel });
      const places: readonly Point[] = [
        [0.1, -0.2, 0],
        [0.95, 0.9, 0.9],
      ];
      const rng = new Rng(1, 'paths');
      const draw = process.pathsAt(places);
      const paths = Array.from({ length: 1500 }, () => draw(rng));
      places.forEach((place, k) => {
        const values = paths.map((path) => path[k] as number);
        const told = process.predict(place);
        expect(Math.abs(mean(values) - told.mean)).toBeLessThan(0.1 * told.deviation);
        expect(standardDeviation(values) / told.deviation).toBeGreaterThan(0.9);
        expect(standardDeviation(values) / told.deviation).toBeLessThan(1.1);
      });
    },
  );

  it('foretells a score that it was not shown as it does without it', () => {
    const leftOut = process.leaveOneOut();
    for (const i of [0, 17, 39]) {
      const without = <T>(all: readonly T[]) => all.filter((_, k) => k !== i);
      // The centre stays that of all scores.
      const centre = mean(scores) - mean(without(scores));
      const others = new GaussianProcess(without(points), without(scores), settings);
      expect(Math.abs((leftOut[i]?.mean as number) - others.mean(points[i] as Point))).toBeLessThan(
        Math.abs(centre) + 1e-9,
      );
    }
  });
});
