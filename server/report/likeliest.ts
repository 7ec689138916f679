import type { Proportion } from '../../sim/core/index.ts';
import { type Axis, hasPriors, logLikelihood, mostLogLikelihood, type Scene } from '../../sim/space/index.ts';
import { figure, plural, withInterval } from './format.ts';
import { isUniform } from './run-view.ts';

/** An episode, as far as its likelihood goes. */
interface Episode {
  readonly id: string;
  readonly phase: string;
  readonly scene: Scene;
  readonly failed: boolean | null;
}

/** How often a failure fails with new seeds. */
export interface FailureAgain {
  readonly id: string;
  readonly again: Proportion;
}

export interface LikelyFailure {
  readonly id: string;
  readonly logLikelihood: number;
  /** A normal axis that far from its mean, in standard deviations, is as unlikely. */
  readonly deviations: number;
  /** Of new seeds; null where it was not run again. */
  readonly again: Proportion | null;
}

/** The likeliest failure of a run, by the priors of its space. */
export interface Likeliest extends LikelyFailure {
  /** Log-likelihood of the likeliest scene there is. */
  readonly most: number;
  readonly failures: number;
  /** The median over the failures among draws from the priors; null where there is none. */
  readonly random: { readonly median: number; readonly failures: number } | null;
  /** How many failures were run again with new seeds. */
  readonly tried: number;
  /** The likeliest of them that repeats; null where none does, or none was tried. */
  readonly repeating: LikelyFailure | null;
}

/** Null for a space without priors, and where nothing failed. */
export function likeliestFailure(
  axes: readonly Axis[],
  episodes: readonly Episode[],
  rerun: readonly FailureAgain[] = [],
): Likeliest | null {
  if (!hasPriors(axes)) return null;
  const most = mostLogLikelihood(axes);
  const again = new Map(rerun.map((one) => [one.id, one.again]));
  const failures = likeliestFirst(axes, episodes).map(({ episode: { id, phase }, logLikelihood }) => ({
    id,
    logLikelihood,
    deviations: Math.sqrt(Math.max(0, 2 * (most - logLikelihood))),
    again: again.get(id) ?? null,
    phase,
  }));
  const [likeliest] = failures;
  if (likeliest === undefined) return null;
  // An even filling is no random sample.
  const random = failures.filter(({ phase }) => isUniform(phase) && phase !== 'filling');
  const middle = random[Math.floor(random.length / 2)];
  const repeating = failures.find((one) => one.again !== null && repeats(one.again));
  return {
    ...likely(likeliest),
    most,
    failures: failures.length,
    random: middle === undefined ? null : { median: middle.logLikelihood, failures: random.length },
    tried: failures.filter((one) => one.again !== null).length,
    repeating: repeating === undefined ? null : likely(repeating),
  };
}

function likely({ id, logLikelihood, deviations, again }: LikelyFailure): LikelyFailure {
  return { id, logLikelihood, deviations, again };
}

/** Failures with their log-likelihood, the likeliest first. */
export function likeliestFirst<E extends Pick<Episode, 'scene' | 'failed'>>(
  axes: readonly Axis[],
  episodes: readonly E[],
): readonly { readonly episode: E; readonly logLikelihood: number }[] {
  return episodes
    .filter(({ failed }) => failed === true)
    .map((episode) => ({ episode, logLikelihood: logLikelihood(axes, episode.scene) }))
    .sort((a, b) => b.logLikelihood - a.logLikelihood);
}

/** Whether a failure is of its scene more than of its seed: it fails in more than half of new seeds, beyond chance. */
export function repeats({ low }: Proportion): boolean {
  return low > 0.5;
}

/** What it is, and whether it repeats, in sentences. */
export function likeliestWords(likeliest: Likeliest): string {
  const { id, logLikelihood: its, most, deviations, failures, random } = likeliest;
  const beside =
    random === null
      ? ''
      : `; the median of ${plural(random.failures, 'failure')} among draws from the priors is ${figure(most - random.median)} below`;
  return (
    `The likeliest of ${plural(failures, 'failure')} is ${id}: its log-likelihood is ${figure(its)}, ` +
    `${figure(most - its)} below that of the likeliest scene, like one axis ${figure(deviations)} deviations off${beside}. ` +
    repeatWords(likeliest)
  );
}

function repeatWords({ id, again, most, tried, repeating }: Likeliest): string {
  if (again === null)
    return 'It failed with one seed; explain --repeat 20 tells how often it does with others.';
  const its = `With ${plural(again.total, 'new seed')} it fails again in ${withInterval(again)}`;
  if (repeating?.id === id) return `${its}.`;
  if (repeating === null) {
    return `${its}; none of the ${plural(tried, 'likeliest failure')} fails in more than half of its new seeds beyond chance.`;
  }
  const { id: other, logLikelihood, deviations, again: rate } = repeating;
  return (
    `${its}. The likeliest that fails in more than half, beyond chance, is ${other}: ${figure(most - logLikelihood)} below, ` +
    `like one axis ${figure(deviations)} deviations off; it fails again in ${withInterval(rate as Proportion)}.`
  );
}
