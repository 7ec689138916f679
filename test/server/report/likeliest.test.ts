import { expect, it } from 'vitest';
import { type Likeliest, likeliestFailure, likeliestWords } from '../../../server/report/likeliest.ts';
import type { ContinuousAxis } from '../../../sim/space/index.ts';

const even: ContinuousAxis = {
  kind: 'continuous',
  name: 'even',
  unit: '1',
  low: 0,
  high: 1,
  description: 'every value alike',
};
const gust: ContinuousAxis = {
  ...even,
  name: 'gust',
  unit: 'm/s',
  low: -40,
  high: 40,
  prior: { kind: 'normal', mean: 0, deviation: 2 },
};

const episode = (id: string, phase: string, gustMps: number, failed: boolean) => ({
  id,
  phase,
  scene: { gust: gustMps, even: 0.5 },
  failed,
});

const EPISODES = [
  episode('search-1', 'search', 1, false),
  episode('search-2', 'search', -4, true),
  episode('random-1', 'random', 6, true),
  episode('random-2', 'random', 8, true),
  episode('random-3', 'random', -10, true),
  episode('filling-1', 'filling', 3, true),
  { ...episode('random-4', 'random', 0, true), failed: null },
];

it('finds the failure that departs least, and what failures drawn from the prior are like', () => {
  const found = likeliestFailure([gust, even], EPISODES.slice(0, 5)) as Likeliest;
  const atMean = -0.5 * Math.log(2 * Math.PI);
  expect(found.id).toBe('search-2');
  expect(found.logLikelihood).toBeCloseTo(atMean - 2, 12);
  expect(found.most).toBeCloseTo(atMean, 12);
  expect(found.deviations).toBeCloseTo(2, 12);
  expect(found.random?.median).toBeCloseTo(atMean - 8, 12);
  expect([found.failures, found.random?.failures]).toEqual([4, 3]);
  expect(likeliestWords(found)).toBe(
    'The likeliest of 4 failures is search-2: its log-likelihood is −2.92, 2 below that of the likeliest scene, ' +
      'like one axis 2 deviations off; the median of 3 failures among draws from the priors is 8 below. ' +
      'It failed with one seed; explain --repeat 20 tells how often it does with others.',
  );
});

it('counts an even filling as a failure met, but not as a draw from the priors', () => {
  const found = likeliestFailure([gust], EPISODES) as Likeliest;
  expect([found.id, found.failures, found.random?.failures]).toEqual(['filling-1', 5, 3]);
  expect(likeliestFailure([gust], EPISODES.slice(0, 2))?.random).toBeNull();
});

it('says nothing of spaces without priors, or where nothing failed', () => {
  expect(likeliestFailure([even], EPISODES)).toBeNull();
  expect(likeliestFailure([gust], EPISODES.slice(0, 1))).toBeNull();
});
