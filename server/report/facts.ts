import { mean, type Proportion, wilson } from '../../sim/core/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import { keptLikeliest } from '../explain/repeat-likeliest.ts';
import { type Concentration, findConcentrations } from './concentration.ts';
import {
  coverageOf,
  type Diversity,
  heldOutFailures,
  measureDiversity,
  spreadOfFailures,
} from './diversity.ts';
import { findings, headline } from './headline.ts';
import { likeliestFailure, likeliestWords } from './likeliest.ts';
import { narrowedTo } from './narrowed.ts';
import { type EpisodeView, isUniform, phasesInOrder, type RunView } from './run-view.ts';

/** How one phase of a run went. */
export interface PhaseFacts {
  readonly phase: string;
  /** Attack fooling rate: failures among the phase's proposals, invalid ones too. */
  readonly afr: Proportion;
  /** Scenes that the task refused, unsimulated. */
  readonly invalid: number;
  readonly meanScore: number;
  /** Mean over the axes of the standard deviation of its failures; null below two failures. */
  readonly spread: number | null;
  /** Share of held-out failures with one of its failures nearby; null where that says nothing. */
  readonly coverage: Proportion | null;
  readonly episodes: readonly EpisodeView[];
  /** Why its failures ended, most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

/** A named part of the score, averaged over passes and over failures; NaN where there are none. */
export interface TermFacts {
  readonly term: string;
  readonly meanOfPasses: number;
  readonly meanOfFailures: number;
}

/** Everything the page and the terminal say, computed once from the rows. */
export interface RunFacts {
  readonly headline: string;
  readonly findings: readonly string[];
  readonly phases: readonly PhaseFacts[];
  /** Episodes in scenes drawn uniformly: the pool and the random baseline. */
  readonly uniform: readonly EpisodeView[];
  /** What the last generator was trained on; empty when that is not known. */
  readonly induced: readonly EpisodeView[];
  /** Episodes of the last phase that was not drawn uniformly; empty before there is one. */
  readonly learned: readonly EpisodeView[];
  readonly diversity: Diversity | null;
  readonly concentrations: readonly Concentration[];
  readonly terms: readonly TermFacts[];
}

export function gatherFacts(run: RunView): RunFacts {
  const uniform = run.episodes.filter((episode) => isUniform(episode.phase));
  const inducedIds = new Set(run.inducedIds);
  const induced = run.episodes.filter(({ id }) => inducedIds.has(id));
  const heldOut = heldOutFailures(uniform, induced);
  const phases = phasesInOrder(run.episodes).map((phase) =>
    phaseFacts(
      phase,
      run.episodes.filter((episode) => episode.phase === phase),
      run.invalid.get(phase) ?? 0,
      heldOut,
    ),
  );
  const learned = phases.filter(({ phase }) => !isUniform(phase)).at(-1);
  const concentrations = findConcentrations(run.space.axes, uniform);
  const narrowed = narrowedTo(run.space.axes, learned?.episodes ?? []);
  const likeliest = likeliestFailure(run.space.axes, run.episodes, keptLikeliest(run)?.failures);
  return {
    headline: headline(run.agent, run.taskId, uniform, learned?.episodes ?? []),
    findings: [
      ...(likeliest === null ? [] : [likeliestWords(likeliest)]),
      ...findings(concentrations, uniform),
      ...(narrowed === null ? [] : [narrowed]),
    ],
    phases,
    uniform,
    induced,
    learned: learned?.episodes ?? [],
    diversity: measureDiversity(learned?.episodes ?? [], induced, uniform),
    concentrations,
    terms: termFacts(run.episodes),
  };
}

function phaseFacts(
  phase: string,
  episodes: readonly EpisodeView[],
  invalid: number,
  heldOut: readonly EpisodeView[],
): PhaseFacts {
  const failures = episodes.filter((episode) => episode.failed);
  const counts = new Map<string, number>();
  for (const { reason } of failures) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return {
    phase,
    afr: wilson(failures.length, episodes.length + invalid),
    invalid,
    meanScore: mean(episodes.map((episode) => episode.q)),
    spread: spreadOfFailures(episodes),
    // A phase covers its own failures whatever it learned.
    coverage: heldOut[0]?.phase === phase ? null : coverageOf(episodes, heldOut),
    episodes,
    reasons: [...counts]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

function termFacts(episodes: readonly EpisodeView[]): TermFacts[] {
  const names = [...new Set(episodes.flatMap((episode) => Object.keys(episode.terms)))];
  const average = (term: string, failed: boolean) =>
    mean(
      episodes
        .filter((episode) => episode.failed === failed)
        .map((episode) => episode.terms[term])
        .filter((value) => value !== undefined),
    );
  return names.map((term) => ({
    term,
    meanOfPasses: average(term, false),
    meanOfFailures: average(term, true),
  }));
}

/** Axes in the order in which they tell failures from passes, the strongest first. */
export function axesByStrength(axes: readonly Axis[], concentrations: readonly Concentration[]): Axis[] {
  const ranked = concentrations.map((c) => c.axis);
  return [...ranked, ...axes.filter((axis) => !ranked.includes(axis))];
}
