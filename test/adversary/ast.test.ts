import { expect, it } from 'vitest';
import { createAdversary, type OptionValues, runExperiment, type Trial } from '../../adversary/index.ts';
import { createTask, mean, PROBLEM_FAILS_BELOW, PROBLEMS, type Problem } from '../../sim/index.ts';
import { logLikelihood, mostLogLikelihood } from '../../sim/space/index.ts';
import { PATH_FAILS_ABOVE } from '../../sim/tasks/problems/problems.ts';

const PATH = PROBLEMS.find(({ name }) => name === 'path') as Problem;
const SAMPLES = 800;
const SEEDS = [1, 2, 3, 4, 5];
/** Equal shares: every step threshold / sqrt(n), so that -1/2 sum z^2 is -threshold^2 / 2. */
const LIKELIEST = -0.5 * PATH_FAILS_ABOVE * PATH_FAILS_ABOVE;

const likelihoodOf = PATH.space.logLikelihood as (point: readonly number[]) => number;

async function trialsOf(name: string, seed: number, options: OptionValues = {}): Promise<readonly Trial[]> {
  const adversary = await createAdversary(
    name,
    { samples: SAMPLES, ...options },
    { dimension: PATH.space.dimension, seed, logLikelihood: likelihoodOf },
  );
  const { trials } = await runExperiment({
    adversary,
    evaluate: async (p) => ({
      ...p,
      score: PATH.score(p.point),
      failed: PATH.score(p.point) <= PROBLEM_FAILS_BELOW,
    }),
    concurrency: 1,
  });
  const failures = trials.filter(({ failed }) => failed);
  if (name !== 'ast') return failures;
  // What it says it found is the likeliest of what it met.
  const said = adversary.diagnostics() as { likeliest?: { id: string; logLikelihood: number } };
  const best = failures.reduce((a, b) => (likelihoodOf(b.point) > likelihoodOf(a.point) ? b : a));
  expect(said.likeliest).toEqual({ id: best.id, logLikelihood: likelihoodOf(best.point) });
  return failures;
}

const best = (failures: readonly Trial[]) => Math.max(...failures.map(({ point }) => likelihoodOf(point)));

it('comes near to the likeliest failure there is, which random search and cross-entropy do not', async () => {
  const [ast, random, crossEntropy] = await Promise.all(
    ['ast', 'random', 'cross-entropy'].map((name) =>
      Promise.all(SEEDS.map(async (seed) => best(await trialsOf(name, seed)))),
    ),
  );
  for (const [i, found] of (ast as number[]).entries()) {
    expect(found).toBeLessThanOrEqual(LIKELIEST + 1e-9);
    expect(found).toBeGreaterThan(LIKELIEST - 1.3);
    expect(found).toBeGreaterThan((random?.[i] as number) + 0.5);
  }
  expect(mean(ast as number[])).toBeGreaterThan(mean(crossEntropy as number[]) + 0.3);
});

it('finds a path in which all steps pull the same way', async () => {
  const failures = await trialsOf('ast', 6);
  const worst = failures.reduce((a, b) => (likelihoodOf(b.point) > likelihoodOf(a.point) ? b : a));
  const scene = PATH.space.decode(worst.point);
  const steps = PATH.space.axes.map(({ name }) => scene[name] as number);
  const equal = PATH_FAILS_ABOVE / Math.sqrt(steps.length);
  const off = Math.sqrt(steps.reduce((sum, z) => sum + (z - equal) * (z - equal), 0) / steps.length);
  expect(off).toBeLessThan(equal / 1.5);
  expect(steps.filter((z) => z > 0).length).toBeGreaterThanOrEqual(9);
});

it('measures the likelihood of a point as its space does, from the likeliest', () => {
  const task = createTask('problem/path');
  const [space] = [...task.spaces.values()];
  const scene = { ...task.nominal, step3: 2, step7: -1 };
  const { axes } = PATH.space;
  expect(likelihoodOf(PATH.space.encode(scene))).toBeCloseTo(-2.5, 9);
  expect(logLikelihood(axes, scene) - mostLogLikelihood(axes)).toBeCloseTo(-2.5, 9);
  expect(space?.logLikelihood?.(PATH.space.encode(task.nominal))).toBeCloseTo(0, 12);
  expect(createTask('problem/modes').spaces.get('box')?.logLikelihood).toBeNull();
});

it.each([
  ['as one draw for the whole path', { level: 10 }],
  ['two steps to a level', { level: 2 }],
])('finds failures with levels %s', async (_, options) => {
  expect(best(await trialsOf('ast', 1, options))).toBeGreaterThan(LIKELIEST - 1.5);
});
