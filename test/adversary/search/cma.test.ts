import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Cma } from '../../../adversary/search/cma.ts';
import { Rng } from '../../../sim/core/rng.ts';

interface Generation {
  readonly points: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly covariance: readonly number[];
}
interface Run {
  readonly n: number;
  readonly lambda: number;
  readonly generations: readonly Generation[];
}
const golden = new URL('../../golden/adversary/cma.json', import.meta.url);
const runs = JSON.parse(readFileSync(golden, 'utf8')) as readonly Run[];

const near = (made: ArrayLike<number>, wanted: readonly number[]) => {
  expect(made).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((made[i] as number) - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
  }
};

it.each(runs)('updates mean, step and covariance as the package cma does ($n axes)', (run) => {
  const cma = new Cma(new Array(run.n).fill(0.3), 0.4, run.lambda);
  for (const { points, scores, mean, sigma, covariance } of run.generations) {
    const order = points.map((point, i) => ({ point, score: scores[i] as number }));
    order.sort((a, b) => a.score - b.score);
    cma.update(order.map(({ point }) => point));
    near(cma.mean, mean);
    near([cma.sigma], [sigma]);
    near(cma.covariance, covariance);
  }
});

it('draws from its Gaussian', () => {
  const [first] = runs as [Run];
  const cma = new Cma([0.3, 0.3, 0.3], 0.4, first.lambda);
  for (const { points, scores } of first.generations) {
    const order = points.map((point, i) => ({ point, score: scores[i] as number }));
    cma.update(order.sort((a, b) => a.score - b.score).map(({ point }) => point));
  }
  const rng = new Rng(4, 'draws');
  const drawn = Array.from({ length: 20_000 }, () => cma.draw(rng));
  for (const [i, k] of [
    [0, 0],
    [1, 2],
    [2, 2],
  ] as const) {
    const moment = drawn.reduce(
      (sum, p) =>
        sum + ((p[i] as number) - (cma.mean[i] as number)) * ((p[k] as number) - (cma.mean[k] as number)),
      0,
    );
    const variance = (j: number) => cma.sigma * cma.sigma * (cma.covariance[j * 3 + j] as number);
    const wanted = cma.sigma * cma.sigma * (cma.covariance[i * 3 + k] as number);
    // Four standard errors of a covariance of normals: sqrt((c_ii c_kk + c_ik^2) / n).
    const error = Math.sqrt((variance(i) * variance(k) + wanted * wanted) / drawn.length);
    expect(Math.abs(moment / drawn.length - wanted)).toBeLessThan(4 * error);
  }
});

it('finds the minimum of an ellipsoid to nine digits', () => {
  const cma = new Cma([0.5, -0.5, 0.5, -0.5, 0.5], 0.5, 8);
  const rng = new Rng(1, 'ellipsoid');
  const score = (p: readonly number[]) => p.reduce((sum, x, i) => sum + 10 ** i * (x - 0.2) ** 2, 0);
  for (let generation = 0; generation < 300; generation++) {
    const points = Array.from({ length: 8 }, () => cma.draw(rng));
    cma.update(points.sort((a, b) => score(a) - score(b)));
  }
  for (const x of cma.mean) expect(x).toBeCloseTo(0.2, 9);
});
