import { type Axis, hasPriors, logLikelihood, mostLogLikelihood, type Scene } from '../../sim/space/index.ts';
import { figure, plural } from './format.ts';
import { isUniform } from './run-view.ts';

/** An episode, as far as its likelihood goes. */
interface Episode {
  readonly id: string;
  readonly phase: string;
  readonly scene: Scene;
  readonly failed: boolean | null;
}

/** The likeliest failure of a run, by the priors of its space. */
export interface Likeliest {
  readonly id: string;
  readonly logLikelihood: number;
  /** Log-likelihood of the likeliest scene there is. */
  readonly most: number;
  /** A normal axis that far from its mean, in standard deviations, is as unlikely. */
  readonly deviations: number;
  readonly failures: number;
  /** The median over the failures among draws from the priors; null where there is none. */
  readonly random: { readonly median: number; readonly failures: number } | null;
}

/** Null for a space without priors, and where nothing failed. */
export function likeliestFailure(axes: readonly Axis[], episodes: readonly Episode[]): Likeliest | null {
  if (!hasPriors(axes)) return null;
  const failures = episodes
    .filter(({ failed }) => failed === true)
    .map(({ id, phase, scene }) => ({ id, phase, logLikelihood: logLikelihood(axes, scene) }))
    .sort((a, b) => b.logLikelihood - a.logLikelihood);
  const [likeliest] = failures;
  if (likeliest === undefined) return null;
  const most = mostLogLikelihood(axes);
  // An even filling is no random sample.
  const random = failures.filter(({ phase }) => isUniform(phase) && phase !== 'filling');
  const middle = random[Math.floor(random.length / 2)];
  return {
    id: likeliest.id,
    logLikelihood: likeliest.logLikelihood,
    most,
    deviations: Math.sqrt(Math.max(0, 2 * (most - likeliest.logLikelihood))),
    failures: failures.length,
    random: middle === undefined ? null : { median: middle.logLikelihood, failures: random.length },
  };
}

/** One sentence of it. */
export function likeliestWords({
  id,
  logLikelihood: its,
  most,
  deviations,
  failures,
  random,
}: Likeliest): string {
  const beside =
    random === null
      ? ''
      : `; the median of ${plural(random.failures, 'failure')} among draws from the priors is ${figure(most - random.median)} below`;
  return (
    `The likeliest of ${plural(failures, 'failure')} is ${id}: its log-likelihood is ${figure(its)}, ` +
    `${figure(most - its)} below that of the likeliest scene, like one axis ${figure(deviations)} deviations off${beside}.`
  );
}
