import {
  type AxisImportance,
  axisImportance,
  correlationsOf,
  type Estimate,
  type FailureGroups,
  type FailureRules,
  findRules,
  groupFailures,
  loadDistribution,
  type Marginal,
  mainEffects,
  marginalsOf,
  type Observed,
} from '../../adversary/index.ts';
import type { Json } from '../../sim/core/index.ts';
import { type Likeliest, likeliestFailure } from '../report/likeliest.ts';
import { type EpisodeView, isUniform, type RunView } from '../report/run-view.ts';
import { type MixturePart, mixtureParts } from './mixture-parts.ts';
import { keptLikeliest } from './repeat-likeliest.ts';
import { type ScoreRules, scoreRules } from './score-rules.ts';

/** What a run's log tells of its failures, and what it learned of them; computed from its folder alone. */
export interface Explanation {
  /** Which episodes the rules are about: those spread over the space, or all for want of failures there. */
  readonly about: 'uniform' | 'all';
  readonly rules: FailureRules<ObservedEpisode> | null;
  /** First-order indices from the episodes spread over the space, by axis. */
  readonly mainEffects: readonly Estimate[] | null;
  /** The same and total ones by a model that learned on all episodes. */
  readonly importance: AxisImportance | null;
  readonly groups: FailureGroups<ObservedEpisode>;
  readonly distribution: DistributionFacts | null;
  /** In a space with priors: the failure that is likeliest to happen. */
  readonly likeliest: Likeliest | null;
  /** For a run that was judged by rules. */
  readonly score: ScoreRules | null;
}

export interface ObservedEpisode extends EpisodeView, Observed {}

export interface DistributionFacts {
  /** As it was saved: everything needed to draw from it, or to know its density where it has one. */
  readonly saved: Json;
  readonly kind: string;
  /** How many draws the marginals and correlations are of, and their seed. */
  readonly draws: number;
  readonly seed: number;
  readonly marginals: readonly Marginal[];
  readonly correlations: readonly (readonly number[])[];
  /** The heaps that its draws lie in, the largest first; none where nothing was learned and they are uniform. */
  readonly mixture: readonly MixturePart[];
}

const DRAWS = 2000;

export function explainRun(view: RunView, { seed }: { seed: number }): Explanation {
  const { axes } = view.space;
  const episodes = view.episodes.map((episode): ObservedEpisode => ({ ...episode, score: episode.q }));
  const uniform = episodes.filter(({ phase }) => isUniform(phase));
  const ofUniform = findRules(axes, uniform, { seed });
  return {
    about: ofUniform === null ? 'all' : 'uniform',
    rules: ofUniform ?? findRules(axes, episodes, { seed }),
    mainEffects: mainEffects(axes, uniform, { seed }),
    importance: axisImportance(episodes, { seed, snap: (point) => view.space.snap(point) }),
    groups: groupFailures(episodes, { seed }),
    distribution: view.distribution === null ? null : distributionFacts(view, view.distribution, seed),
    likeliest: likeliestFailure(axes, episodes, keptLikeliest(view)?.failures),
    score: scoreRules(view.episodes),
  };
}

function distributionFacts(view: RunView, saved: Json, seed: number): DistributionFacts {
  const draws = loadDistribution(saved)
    .sample(DRAWS, seed)
    .map((point) => view.space.snap(point));
  const kind = String((saved as { kind?: unknown }).kind);
  return {
    saved,
    kind,
    draws: DRAWS,
    seed,
    marginals: marginalsOf(view.space.axes, draws),
    correlations: correlationsOf(draws),
    mixture: kind === 'uniform' ? [] : mixtureParts(view.space, draws, seed),
  };
}
