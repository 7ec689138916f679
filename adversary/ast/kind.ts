import type { Trial } from '../adversary.ts';
import { real, whole } from '../number-options.ts';
import { type Generations, type SearchStart, searchKind } from '../search/search.ts';
import { type Outcome, Rewards } from './outcome.ts';
import { PathTree } from './path-tree.ts';

/**
 * Adaptive stress testing (Lee, Kochenderfer, Mengshoel, Brat and Owen, DASC 2015; Lee et al., JAIR 69, 2020): Monte
 * Carlo tree search with progressive widening (Couetoux et al. 2011) for the likeliest path of disturbances that ends in
 * failure. Open loop, as the simulator is a black box: an episode is run from its start, with all of its path said before.
 */
export const astKind = searchKind({
  name: 'ast',
  description: 'searches a tree of paths for the likeliest failure: adaptive stress testing',
  options: [
    whole('level', 'axes', 1, 1, 'axes that a level of the tree sets, in the order of the space'),
    whole('batch', 'episodes', 1, 8, 'paths tried before the tree is told of them', 10_000),
    real('miss', 'nats', [0, 1e6], 40, 'what the furthest miss costs, in log-likelihood'),
    real(
      'widening',
      'children',
      [0.1, 1e6],
      2,
      'k: a beginning asked n times is continued in at most k n^a ways',
    ),
    real('exponent', '', [0.05, 1], 0.5, 'a of these'),
    real(
      'exploration',
      '',
      [0, 100],
      0.1,
      'weight of what was tried seldom against what is likely and fails',
    ),
  ],
  begin: generations,
});

function* generations(start: SearchStart): Generations {
  const { dimension, rng, number, logLikelihood } = start;
  const rewards = new Rewards(number('miss'));
  const tree = new PathTree(
    {
      dimension,
      perLevel: number('level'),
      widening: number('widening'),
      exponent: number('exponent'),
      exploration: number('exploration'),
    },
    rewards,
  );
  for (;;) {
    const tried = Array.from({ length: number('batch') }, () => tree.next(rng));
    const trials = yield tried.map(({ point }) => point);
    const outcomes = trials.map((trial) => outcomeOf(trial, logLikelihood));
    for (const outcome of outcomes) rewards.note(outcome);
    outcomes.forEach((outcome, i) => {
      tree.tell(tried[i] as (typeof tried)[number], outcome);
    });
    if (tree.best?.failed === true) {
      const { id, logLikelihood: found } = tree.best;
      start.figure('likeliest', { id, logLikelihood: found });
    }
  }
}

function outcomeOf(trial: Trial, logLikelihood: SearchStart['logLikelihood']): Outcome {
  const { id, point, score, failed } = trial;
  return { id, point, score, failed, logLikelihood: logLikelihood(point) };
}
