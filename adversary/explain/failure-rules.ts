import { type Proportion, Rng, wilson } from '../../sim/core/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import { type Box, isInside } from './box.ts';
import { growBoxes } from './grow-boxes.ts';
import type { Observed } from './observed.ts';

/** A rule: in the scenes of this box so many episodes failed, among those the rule was not found on. */
export interface Rule<Episode extends Observed = Observed> {
  readonly box: Box;
  readonly fails: Proportion;
  /** Share of the counted failures that lie in the box. */
  readonly ofFailures: Proportion;
  /** The lowest-scoring of all episodes in the box, if one failed there. */
  readonly worst: Episode | null;
}

export interface FailureRules<Episode extends Observed = Observed> {
  /** Those that fail more often than the whole, beyond the reach of chance; the most certain first. */
  readonly failing: readonly Rule<Episode>[];
  /** Those that fail less often; the most certain first. */
  readonly passing: readonly Rule<Episode>[];
  readonly overall: Proportion;
  /** Episodes that the tree was grown on, and those the rules were counted on. */
  readonly learnedOn: number;
  readonly countedOn: number;
}

/** Growing takes time with the square of the episodes; more than these add little. */
const MOST_LEARNED = 800;
/** Fewer failures, or fewer passes, than these in either half tell nothing of where they lie. */
const FEWEST = 4;
const DEPTH = 4;
const LEAST_GAIN = 0.005;

/**
 * Where an agent fails, as rules that a person can check: a decision tree is grown on one half of the episodes,
 * drawn at random, and each of its leaves is counted on the other, so that a rule's interval is that of a share
 * and not of the best of many. Null where there are too few failures, or passes, to tell.
 */
export function findRules<Episode extends Observed>(
  axes: readonly Axis[],
  episodes: readonly Episode[],
  { seed }: { seed: number },
): FailureRules<Episode> | null {
  const order = new Rng(seed, 'rules').shuffle([...episodes]);
  const half = Math.min(MOST_LEARNED, Math.floor(order.length / 2));
  const [learned, counted] = [order.slice(0, half), order.slice(half)];
  if ([learned, counted].some((part) => !hasBoth(part))) return null;
  const boxes = growBoxes(
    axes,
    learned.map(({ point }) => point),
    learned.map(({ failed }) => failed),
    { depth: DEPTH, leastPoints: Math.max(8, Math.ceil(half / 25)), leastGain: LEAST_GAIN },
  );
  const failures = counted.filter(({ failed }) => failed).length;
  const overall = wilson(failures, counted.length);
  const rules = boxes
    .filter((box) => box.length > 0)
    .map((box): Rule<Episode> => {
      const inside = counted.filter(({ point }) => isInside(axes, box, point));
      const hits = inside.filter(({ failed }) => failed).length;
      return {
        box,
        fails: wilson(hits, inside.length),
        ofFailures: wilson(hits, failures),
        worst: worstOf(order.filter(({ failed, point }) => failed && isInside(axes, box, point))),
      };
    });
  return {
    failing: rules.filter(({ fails }) => fails.low > overall.share).sort((a, b) => b.fails.low - a.fails.low),
    passing: rules
      .filter(({ fails }) => fails.high < overall.share)
      .sort((a, b) => a.fails.high - b.fails.high),
    overall,
    learnedOn: learned.length,
    countedOn: counted.length,
  };
}

function hasBoth(episodes: readonly Observed[]): boolean {
  const failures = episodes.filter(({ failed }) => failed).length;
  return failures >= FEWEST && episodes.length - failures >= FEWEST;
}

function worstOf<Episode extends Observed>(failures: readonly Episode[]): Episode | null {
  const [first, ...others] = failures;
  if (first === undefined) return null;
  return others.reduce(
    (worst, one) =>
      one.score < worst.score || (one.score === worst.score && one.id < worst.id) ? one : worst,
    first,
  );
}
