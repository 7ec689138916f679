import { describe, expect, it } from 'vitest';
import {
  createTask,
  isFailure,
  PROBLEM_FAILS_BELOW,
  PROBLEMS,
  type Problem,
  Rng,
  sampleFailures,
  scoreWithNoise,
} from '../../../../sim/index.ts';
import { irwinHall } from '../../../../sim/tasks/problems/volumes.ts';

const DRAWS = 100_000;
/** Four standard errors: one test in 16,000 would fail by chance, were the draws not always the same. */
const Z = 4;

function drawn(problem: Problem, rng: Rng): readonly number[] {
  return problem.space.axes.map(() => rng.range(-1, 1));
}

/** Wilson interval at four standard errors. */
function bounds(hits: number, total: number): readonly [number, number] {
  const share = hits / total;
  const centre = (share + (Z * Z) / (2 * total)) / (1 + (Z * Z) / total);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total))) / (1 + (Z * Z) / total);
  return [centre - half, centre + half];
}

describe('the table of problems', () => {
  it('holds more than ten, from 2 to 20 axes, with noise, names, constraints and rare failures among them', () => {
    expect(PROBLEMS.length).toBeGreaterThanOrEqual(10);
    expect(new Set(PROBLEMS.map(({ name }) => name)).size).toBe(PROBLEMS.length);
    const dimensions = PROBLEMS.map(({ space }) => space.dimension);
    expect([Math.min(...dimensions), Math.max(...dimensions)]).toEqual([2, 20]);
    expect(PROBLEMS.some(({ noise }) => noise > 0)).toBe(true);
    expect(PROBLEMS.some(({ space }) => space.axes.some(({ kind }) => kind === 'categorical'))).toBe(true);
    expect(PROBLEMS.some(({ invalid }) => invalid !== undefined)).toBe(true);
    expect(Math.min(...PROBLEMS.map(({ failureSet }) => failureSet))).toBeCloseTo(0.001, 12);
  });
});

describe.each(PROBLEMS.map((problem): [string, Problem] => [problem.name, problem]))(
  'problem %s',
  (_, problem) => {
    it('fails as often, and on as much of the box, as brute force finds', () => {
      const rng = new Rng(1, 'brute force', problem.name);
      let inside = 0;
      let failed = 0;
      for (let i = 0; i < DRAWS; i++) {
        const point = drawn(problem, rng);
        if (isFailure(problem, point)) inside++;
        if ((problem.invalid?.(point) ?? null) !== null) continue;
        if (scoreWithNoise(problem, point, i) <= PROBLEM_FAILS_BELOW) failed++;
      }
      for (const [hits, stated] of [
        [inside, problem.failureSet],
        [failed, problem.failing],
      ] as const) {
        const [low, high] = bounds(hits, DRAWS);
        expect(stated).toBeGreaterThan(low);
        expect(stated).toBeLessThan(high);
      }
    });

    it('scores within 0 and 1, and its nominal scene passes', () => {
      const rng = new Rng(2, 'scores', problem.name);
      const scores = Array.from({ length: 5000 }, () => problem.score(drawn(problem, rng)));
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...scores)).toBeLessThanOrEqual(1);
      const { nominal } = createTask(`problem/${problem.name}`);
      expect(isFailure(problem, problem.space.encode(nominal))).toBe(false);
    });

    it('draws failures that are failures, the same for the same seed', () => {
      const sampled = sampleFailures(problem, 400, 1);
      expect(sampled).toHaveLength(400);
      for (const point of sampled) expect(isFailure(problem, point)).toBe(true);
      expect(sampleFailures(problem, 3, 1)).toEqual(sampled.slice(0, 3));
      expect(sampleFailures(problem, 3, 2)).not.toEqual(sampled.slice(0, 3));
    });

    it('is a task whose episodes score what the landscape says', () => {
      const task = createTask(`problem/${problem.name}`);
      const rng = new Rng(4, 'episodes', problem.name);
      for (let seed = 0; seed < 50; seed++) {
        const point = drawn(problem, rng);
        const scene = problem.space.decode(point);
        if ((task.invalid?.(scene) ?? null) !== null) continue;
        const episode = task.begin(scene, {
          seed,
          seat: 0,
          renderer: null,
          needs: { camera: null, truth: false },
        });
        episode.advance([0]);
        expect(episode.score().total).toBe(scoreWithNoise(problem, problem.space.encode(scene), seed));
        expect(episode.over).toBe(true);
      }
    });
  },
);

describe('the sum of uniform numbers', () => {
  // Written by irwin_hall.py beside this file.
  it.each([
    [2, 0.5, 0.125],
    [3, 1.5, 0.5],
    [20, 7, 0.009680761241755645],
    [20, 3, 1.4245592544836956e-9],
  ])('is at most %d-fold %d as often as exact fractions say', (n, s, expected) => {
    expect(Math.abs(irwinHall(n, s) / expected - 1)).toBeLessThan(1e-6);
  });
});
