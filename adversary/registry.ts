import { FaultscapeError } from '../sim/core/index.ts';
import type { Point } from '../sim/space/index.ts';
import type { Adversary } from './adversary.ts';
import { type OptionSpec, type OptionValues, resolveOptions } from './options.ts';

/** How far a learner is, for a progress line or a live chart. */
export interface LearnerProgress {
  /** The phase whose samples are being prepared, e.g. "generated". */
  readonly phase: string;
  readonly iteration: number;
  readonly iterations: number;
  /** Named figures of this iteration, e.g. generatorLoss; empty before the first. */
  readonly figures: Readonly<Record<string, number>>;
  /** Draws from what is learned so far; costs time, changes nothing. */
  sample(n: number): readonly Point[];
}

/** What an adversary is given: the shape of the box, never what its axes mean. */
export interface AdversaryContext {
  readonly dimension: number;
  readonly seed: number;
  /**
   * Per coordinate: into how many equal bins of [-1, 1] told points are snapped to the centre of,
   * or null where they are not. Without it every coordinate counts as continuous.
   */
  readonly binsPerAxis?: readonly (number | null)[];
  /**
   * How likely a point is under the priors of its axes, as a logarithm that is 0 for the likeliest. Left out where all
   * points are alike; uniform points are draws from the priors.
   */
  readonly logLikelihood?: (point: Point) => number;
  readonly onProgress?: (progress: LearnerProgress) => void;
}

/** An adversary known by name. `create` gets options that are complete and checked. */
export interface AdversaryKind {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /**
   * The settings with which it asks for so many episodes in all, its pool included and no baseline. Left out by
   * one whose `samples` are all it asks for.
   */
  spend?(episodes: number): OptionValues;
  create(options: OptionValues, context: AdversaryContext): Adversary | Promise<Adversary>;
}

const kinds = new Map<string, AdversaryKind>();

/** Makes an adversary known by name; third parties call this from their plug-in module. */
export function registerAdversary(kind: AdversaryKind): void {
  kinds.set(kind.name, kind);
}

export function adversaryNames(): readonly string[] {
  return [...kinds.keys()];
}

export function adversaryKind(name: string): AdversaryKind {
  const kind = kinds.get(name);
  if (kind !== undefined) return kind;
  throw new FaultscapeError('usage', 'There is no such adversary.', {
    expected: `one of ${adversaryNames().join(', ')}`,
    got: name,
  });
}

export async function createAdversary(
  name: string,
  options: OptionValues,
  context: AdversaryContext,
): Promise<Adversary> {
  const kind = adversaryKind(name);
  if (!Number.isInteger(context.dimension) || context.dimension < 1) {
    throw new FaultscapeError('usage', 'An adversary needs at least one axis to search.', {
      expected: 'a dimension of 1 or more',
      got: String(context.dimension),
    });
  }
  if (context.binsPerAxis !== undefined && context.binsPerAxis.length !== context.dimension) {
    throw new FaultscapeError('usage', 'The list of bins per axis does not fit the space.', {
      expected: `${context.dimension} entries`,
      got: `${context.binsPerAxis.length}`,
    });
  }
  return kind.create(resolveOptions(kind.options, options), context);
}
