import {
  bettingInterval,
  coverage,
  defaultRadius,
  drawWeighted,
  type Estimate,
  type FailureProbability,
  failureProbability,
  loadDistribution,
} from '../../adversary/index.ts';
import { deriveSeed, FaultscapeError, type Proportion, Rng, wilson } from '../../sim/core/index.ts';
import { sceneProblem } from '../../sim/space/index.ts';
import { type EpisodeView, isUniform, type RunView } from '../report/run-view.ts';
import type { Rerunner } from './rerunner.ts';

/** How often failures fail again with other seeds. */
export interface Repeats {
  /** Mean over the failures of the share of their new seeds that failed; an interval that needs no assumption. */
  readonly rate: Estimate;
  readonly seeds: number;
  /** The least reliable first. */
  readonly failures: readonly { readonly id: string; readonly again: Proportion }[];
}

/** Runs failures, at most so many, drawn at random, each with so many new seeds. */
export async function repeatFailures(
  view: RunView,
  rerunner: Pick<Rerunner, 'fail'>,
  { seeds, most, seed }: { seeds: number; most: number; seed: number },
): Promise<Repeats> {
  const failures = someFailures(view, most, seed);
  const counted: { id: string; again: Proportion }[] = [];
  for (const { id, scene } of failures) {
    counted.push({ id, again: await failAgain(rerunner, { id, scene }, { seeds, seed, as: 'repeat' }) });
  }
  const rate = bettingInterval(counted.map(({ again }) => again.share));
  return { rate, seeds, failures: counted.sort((a, b) => a.again.share - b.again.share) };
}

/** How often a failure fails with so many new seeds, the same ones whoever asks; `as` tells the episodes apart. */
export async function failAgain(
  rerunner: Pick<Rerunner, 'fail'>,
  { id, scene }: Pick<EpisodeView, 'id' | 'scene'>,
  { seeds, seed, as }: { seeds: number; seed: number; as: string },
): Promise<Proportion> {
  const again = await rerunner.fail(
    Array.from({ length: seeds }, (_, k) => ({
      id: `${as}-${id}-${k}`,
      scene,
      seed: deriveSeed(seed, 'repeat', id, k),
    })),
  );
  return wilson(again.filter(Boolean).length, seeds);
}

/** What one agent's failures are to another. */
export interface Transfer {
  readonly run: string;
  readonly agent: string;
  /** Share of this run's failures, with their seeds, in which the other agent fails too. */
  readonly rate: Proportion;
  /** How often it fails in scenes spread over its own run's space, to compare with; null where there are none. */
  readonly elsewhere: Proportion | null;
  /** Share of this run's failures that have one of the other run's nearby, and the other way round. */
  readonly covered: {
    readonly radius: number;
    readonly byOther: Proportion;
    readonly ofOther: Proportion;
  } | null;
}

/** Puts the agent of another run to failures of this one; `rerunner` is of that other run. */
export async function transferFailures(
  view: RunView,
  other: RunView,
  rerunner: Rerunner,
  { most, seed }: { most: number; seed: number },
): Promise<Transfer> {
  const failures = someFailures(view, most, seed);
  for (const { scene } of failures.slice(0, 1)) {
    const problem = sceneProblem(`Task ${rerunner.task.id}`, [...rerunner.task.spaces.values()], scene);
    if (problem !== null) throw problem;
  }
  const failed = await rerunner.fail(
    failures.map((episode) => ({ id: `transfer-${episode.id}`, scene: episode.scene, seed: episode.seed })),
  );
  const uniform = other.episodes.filter(({ phase }) => isUniform(phase));
  return {
    run: other.name,
    agent: other.agent,
    rate: wilson(failed.filter(Boolean).length, failed.length),
    elsewhere:
      uniform.length === 0 ? null : wilson(uniform.filter((one) => one.failed).length, uniform.length),
    covered: coveredBy(view, other),
  };
}

function coveredBy(view: RunView, other: RunView): Transfer['covered'] {
  if (JSON.stringify(view.space.axes) !== JSON.stringify(other.space.axes)) return null;
  const points = ({ episodes }: RunView) => episodes.filter(({ failed }) => failed).map(({ point }) => point);
  const radius = defaultRadius(view.space.dimension);
  const [own, theirs] = [points(view), points(other)];
  return { radius, byOther: coverage(own, theirs, radius), ofOther: coverage(theirs, own, radius) };
}

const LEARNED_DRAWS = 400;

/**
 * The chance to fail in a scene drawn uniformly from the run's space, by importance sampling from what it learned;
 * invalid scenes count as not failed, as they do in a fooling rate.
 */
export async function estimateProbability(
  view: RunView,
  rerunner: Rerunner,
  { episodes, seed }: { episodes: number; seed: number },
): Promise<FailureProbability> {
  const { space, distribution } = view;
  const knows = distribution !== null && (distribution as { kind?: unknown }).kind !== 'uniform';
  const learned = knows ? loadDistribution(distribution).sample(LEARNED_DRAWS, seed) : [];
  const draws = drawWeighted(episodes, space.dimension, learned, seed);
  const failed = await rerunner.fail(
    draws.map(({ point }, k) => ({
      id: `probability-${k}`,
      scene: space.decode(point),
      seed: deriveSeed(seed, 'probability', k),
    })),
  );
  return failureProbability(draws.map(({ weight }, k) => ({ weight, failed: failed[k] === true })));
}

function someFailures(view: RunView, most: number, seed: number): readonly EpisodeView[] {
  const failures = view.episodes.filter(({ failed }) => failed);
  if (failures.length === 0) {
    throw new FaultscapeError('data', `No episode of ${view.name} failed.`, {
      expected: 'at least one failure to run again',
      got: `${view.episodes.length} episodes, all passed`,
    });
  }
  return new Rng(seed, 'again').shuffle([...failures]).slice(0, most);
}
