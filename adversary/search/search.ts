import { type Json, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { FailureDistribution, Trial } from '../adversary.ts';
import { type Course, CourseAdversary, type Notes, seenFailures } from '../course.ts';
import { BASELINE, SAMPLES } from '../number-options.ts';
import type { OptionSpec, OptionValues } from '../options.ts';
import type { AdversaryContext, AdversaryKind } from '../registry.ts';

/** Yields one generation after the other without end, and goes on with its trials; see `courseOf`. */
export type Generations = Generator<readonly Point[], never, readonly Trial[]>;

/** What a search is given to begin with. */
export interface SearchStart {
  readonly dimension: number;
  /** Per axis into how many bins told points are snapped; null where they are not. */
  readonly binsPerAxis: readonly (number | null)[];
  readonly samples: number;
  readonly rng: Rng;
  readonly options: OptionValues;
  /** 0 for the likeliest points, and for all where none are likelier than others. */
  logLikelihood(point: Point): number;
  number(option: string): number;
  /** Puts a figure into the diagnostics; a later one of that name replaces it. */
  figure(name: string, value: Json): void;
  /** Sets what is learned in place of the failures that were met. */
  learn(distribution: FailureDistribution): void;
}

export interface Search {
  readonly name: string;
  readonly description: string;
  /** What it takes besides `samples` and `baseline`. */
  readonly options: readonly OptionSpec[];
  begin(start: SearchStart): Generations;
}

/** A search as an adversary: its generations, cut where the samples end, are the phase "search". */
export function searchKind(search: Search): AdversaryKind {
  return {
    name: search.name,
    description: search.description,
    options: [SAMPLES, BASELINE, ...search.options],
    create(options, context) {
      const length = Number(options.samples);
      const baseline = Number(options.baseline);
      const begin = (notes: Notes) => courseOf(search, options, context, notes);
      return new CourseAdversary({ name: search.name, length, baseline, begin }, context);
    },
  };
}

function* courseOf(search: Search, options: OptionValues, context: AdversaryContext, notes: Notes): Course {
  const { dimension, seed } = context;
  const samples = Number(options.samples);
  let learned: FailureDistribution | undefined;
  const generations = search.begin({
    dimension,
    samples,
    binsPerAxis: context.binsPerAxis ?? Array.from({ length: dimension }, () => null),
    rng: new Rng(seed, search.name),
    options,
    logLikelihood: context.logLikelihood ?? (() => 0),
    number: (option) => Number(options[option]),
    figure: (name, value) => {
      notes.figures[name] = value;
    },
    learn: (distribution) => {
      learned = distribution;
    },
  });
  notes.figures.options = { ...options };
  const trials: Trial[] = [];
  let told: readonly Trial[] = [];
  while (trials.length < samples) {
    const points = generations.next(told).value.slice(0, samples - trials.length);
    told = yield { phase: 'search', points };
    trials.push(...told);
  }
  return learned ?? seenFailures(trials, notes);
}

/** Into the box, axis by axis. */
export function clip(point: readonly number[]): Point {
  return point.map((x) => Math.max(-1, Math.min(1, x)));
}

/** Lowest score first; equal scores keep their order. */
export function byScore<T extends { readonly score: number }>(trials: readonly T[]): T[] {
  return [...trials].sort((a, b) => a.score - b.score);
}
