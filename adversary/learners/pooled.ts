import { deriveSeed, FaultscapeError, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { FailureDistribution, Trial } from '../adversary.ts';
import { induce } from '../bbgan/inducer.ts';
import type { Notes } from '../course.ts';
import { whole } from '../number-options.ts';
import type { OptionSpec, OptionValues } from '../options.ts';
import type { AdversaryContext } from '../registry.ts';
import { uniformPoint } from '../uniform.ts';

/** The sizes of a run, by the names that BBGAN gives them. */
export const POOL = whole('pool', 'episodes', 1, 1000, 'uniform random scenes scored first');
export const GENERATED = whole('samples', 'episodes', 1, 50, 'scenes generated and scored');
export const COMPARED = whole(
  'baseline',
  'episodes',
  0,
  null,
  'independent random scenes to compare with (default: as many as samples)',
);
export const INDUCED: readonly OptionSpec[] = [
  whole('induced', 'episodes', 1, 100, 'trials of the pool that are imitated, at most'),
  {
    name: 'inducer',
    type: 'choice',
    unit: '',
    choices: ['rank', 'eps'],
    default: 'eps',
    description: 'rank: the lowest scores, as published; eps: failures only, as by default in bbgan',
  },
];

/** The pool that BBGAN has for the same seed, so that rivals are compared on the same scenes. */
export function poolPoints(size: number, { seed, dimension }: AdversaryContext): readonly Point[] {
  const rng = new Rng(seed, 'bbgan', 'pool');
  return Array.from({ length: size }, () => uniformPoint(rng, dimension));
}

/** The trials that BBGAN would imitate, named in the figures as it names them. */
export function inducedOf(
  pool: readonly Trial[],
  options: OptionValues,
  context: AdversaryContext,
  notes: Notes,
): readonly Trial[] {
  const rng = new Rng(deriveSeed(context.seed, 'bbgan', 'generated'), 'induce');
  const inducer = options.inducer === 'rank' ? 'rank' : 'eps';
  const { trials, remarks } = induce(inducer, pool, Number(options.induced), rng);
  notes.remarks.push(...remarks);
  tellStage(notes, pool, trials);
  return trials;
}

/** What reports want to know of a learned stage. */
export function tellStage(notes: Notes, pool: readonly Trial[], induced: readonly Trial[]): void {
  notes.figures.stages = [
    {
      phase: 'generated',
      pool: pool.length,
      poolFailures: pool.filter((trial) => trial.failed).length,
      induced: induced.map((trial) => trial.id),
      inducedFailures: induced.filter((trial) => trial.failed).length,
    },
  ];
}

/** How many random scenes are compared with. */
export function baselineOf(options: OptionValues): number {
  return Number(options.baseline ?? options.samples);
}

export function checkInduced(options: OptionValues, from: string): void {
  if (Number(options.induced) <= Number(options[from])) return;
  throw new FaultscapeError('usage', `The induced set cannot be larger than ${from}.`, {
    expected: `induced at most ${options[from]}`,
    got: String(options.induced),
    hint: `raise ${from} or lower induced`,
  });
}

/** The draws that are scored. */
export function drawn(distribution: FailureDistribution, n: number, seed: number): readonly Point[] {
  return distribution.sample(n, deriveSeed(seed, 'samples'));
}
