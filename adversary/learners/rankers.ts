import { type Json, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { type Course, CourseAdversary, type Notes } from '../course.ts';
import { EmpiricalDistribution } from '../failures.ts';
import { whole } from '../number-options.ts';
import type { OptionSpec, OptionValues } from '../options.ts';
import type { AdversaryContext, AdversaryKind } from '../registry.ts';
import { spendOnPool } from '../spending.ts';
import { uniformPoint } from '../uniform.ts';
import { baselineOf, COMPARED, GENERATED, POOL, poolPoints } from './pooled.ts';

/** A model of the score, learned on the pool: the lower, the likelier a failure. */
export interface Ranker<Tool = undefined> {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /** Loads what `learn` needs and cannot wait for. */
  prepare(): Promise<Tool>;
  learn(
    trials: readonly Trial[],
    options: OptionValues,
    rng: Rng,
    tool: Tool,
  ): { readonly rank: (point: Point) => number; readonly figures: Json };
}

const CANDIDATES = whole(
  'candidates',
  'points',
  1,
  5000,
  'random scenes of which those ranked lowest are run',
  1_000_000,
);
const LEARNED_ON = whole(
  'most',
  'trials',
  2,
  1000,
  'trials that the model is made from, at most; drawn at random from a larger pool',
  5000,
);

/**
 * A ranker as an adversary (the baselines "SVM" and "GPR" of SADA, AAAI 2020): learn on the pool, then
 * run the scenes ranked lowest of many random ones. What it leaves are those scenes.
 */
export function rankerKind<Tool>(ranker: Ranker<Tool>): AdversaryKind {
  return {
    name: ranker.name,
    description: ranker.description,
    options: [POOL, GENERATED, COMPARED, CANDIDATES, LEARNED_ON, ...ranker.options],
    spend: spendOnPool,
    async create(options, context) {
      const tool = await ranker.prepare();
      const length = Number(options.pool) + Number(options.samples);
      const begin = (notes: Notes) => learnAndRank(ranker, tool, options, context, notes);
      return new CourseAdversary(
        { name: ranker.name, length, baseline: baselineOf(options), begin },
        context,
      );
    },
  };
}

function* learnAndRank<Tool>(
  ranker: Ranker<Tool>,
  tool: Tool,
  options: OptionValues,
  context: AdversaryContext,
  notes: Notes,
): Course {
  const pool = yield { phase: 'pool', points: poolPoints(Number(options.pool), context) };
  const most = Number(options.most);
  if (pool.length > most)
    notes.remarks.push(`The model is made from ${most} of the ${pool.length} pool trials.`);
  const known = new Rng(context.seed, ranker.name, 'known').shuffle([...pool]).slice(0, most);
  const { rank, figures } = ranker.learn(known, options, new Rng(context.seed, ranker.name, 'learn'), tool);
  notes.figures.model = figures;
  const samples = Number(options.samples);
  const rng = new Rng(context.seed, ranker.name, 'candidates');
  const candidates = Array.from({ length: Math.max(samples, Number(options.candidates)) }, () => {
    const point = uniformPoint(rng, context.dimension);
    return { point, rank: rank(point) };
  });
  const points = candidates
    .sort((a, b) => a.rank - b.rank)
    .slice(0, samples)
    .map(({ point }) => point);
  // Shuffled, so that a run that is stopped has not run the lowest ranks only.
  rng.shuffle(points);
  const told = yield { phase: 'generated', points };
  return new EmpiricalDistribution(told.map((trial) => trial.point));
}
