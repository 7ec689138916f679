import { criticalDifference, defaultRadius, friedman, indistinct } from '../../adversary/index.ts';
import { FaultscapeError, mean, type Proportion, wilson } from '../../sim/core/index.ts';
import type { CompareConfig } from '../config/compare-config.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { Case, CellFigures, CellResult } from './cell.ts';
import { median } from './cell-figures.ts';
import { type Differences, differences } from './differences.ts';
import { type Front, frontOf } from './fronts.ts';
import { expectSameGround, type Ground } from './ground.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import type { ComparisonPlan } from './plan-comparison.ts';

/** How one adversary did on one case, over all seeds. */
export interface Row {
  readonly adversary: string;
  readonly seeds: number;
  /** One value a seed, in the order of the seeds; null where there is none. */
  readonly values: Readonly<Record<MeasureName, readonly (number | null)[]>>;
  /** Failing share of all episodes of all seeds: failures per query. */
  readonly perQuery: Proportion;
  /** Failing share of all draws of all seeds: the attack fooling rate of what was learned. */
  readonly drawsFailed: Proportion;
  readonly invalid: Proportion;
  readonly aborted: number;
  readonly nearest: number;
  readonly learnerSeconds: number;
  readonly firstFailure: number | null;
  /** Seeds in which no episode failed. */
  readonly without: number;
  /** Failures met after equal parts of the episodes, meant over the seeds. */
  readonly curve: readonly number[];
}

export interface CaseSummary {
  readonly case: Case;
  readonly dimension: number;
  readonly agentVersion: string;
  readonly versions: Ground['versions'];
  readonly radius: number;
  readonly heldOut: number;
  readonly heldOutOf: number | null;
  readonly clusters: number;
  /** How likely a random scene fails, where that is known. */
  readonly known: number | null;
  readonly rows: readonly Row[];
  /** Who is dominated in what its draws are worth; null where nothing was held out. */
  readonly front: Front | null;
  readonly differences: Readonly<Record<MeasureName, Differences>>;
}

/** Adversaries ranked over the cases by one measure. */
export interface Ranking {
  readonly measure: MeasureName;
  readonly cases: number;
  readonly meanRanks: readonly { readonly adversary: string; readonly rank: number }[];
  readonly chiSquared: number;
  readonly p: number;
  readonly criticalDifference: number;
  /** Those who cannot be told apart. */
  readonly groups: readonly (readonly string[])[];
}

export interface Comparison {
  readonly format: 'faultscape-comparison';
  readonly version: 1;
  readonly faultscape: string;
  readonly episodes: number;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly draws: number;
  readonly against: string;
  /** Episodes, of all that were asked for, that another run had simulated already. */
  readonly cached: number;
  /** TensorFlow.js on which adversaries with nets learned; null where none did. */
  readonly learner: string | null;
  readonly adversaries: readonly string[];
  readonly settings: CompareConfig['settings'];
  readonly cases: readonly CaseSummary[];
  /** Empty below two cases or two adversaries. */
  readonly rankings: readonly Ranking[];
}

/** Sums up the cells of a comparison, which must all be there. */
export function summariseComparison(
  config: CompareConfig,
  plan: ComparisonPlan,
  results: readonly CellResult[],
): Comparison {
  const cases = plan.cases.map(({ case: one, dimension }) => {
    const own = results.filter(({ cell }) => sameCase(cell.case, one));
    return summariseCase(one, dimension, own, plan.adversaries, config.against);
  });
  const ranked = cases.length < 2 || plan.adversaries.length < 2 ? [] : RANKED;
  return {
    format: 'faultscape-comparison',
    version: 1,
    faultscape: PACKAGE_VERSION,
    episodes: config.episodes,
    seeds: config.seeds,
    firstSeed: config.firstSeed,
    draws: config.draws,
    against: config.against,
    cached: results.reduce((sum, result) => sum + result.cached, 0),
    learner: learnerOf(results),
    adversaries: plan.adversaries,
    settings: config.settings,
    cases,
    rankings: ranked.flatMap((measure) => rankingOf(measure, cases, plan.adversaries) ?? []),
  };
}

/** Nets that learned on different backends differ in their last bits, and then in all that they propose. */
function learnerOf(results: readonly CellResult[]): string | null {
  const learners = [...new Set(results.flatMap(({ learner }) => learner ?? []))];
  if (learners.length < 2) return learners[0] ?? null;
  throw new FaultscapeError('usage', "The comparison's adversaries learned on different backends.", {
    expected: learners[0] as string,
    got: learners.slice(1).join(', '),
    hint: 'go on with the backend that it began with (--tf), or begin it anew in another folder',
  });
}

/** By which measures adversaries are ranked over the cases. */
const RANKED: readonly MeasureName[] = ['failures', 'coverage', 'drawsCoverage'];

function summariseCase(
  one: Case,
  dimension: number,
  results: readonly CellResult[],
  adversaries: readonly string[],
  against: string,
): CaseSummary {
  const ground = results[0] as CellResult;
  for (const other of results) expectSameGround(one, ground, other);
  const rows = adversaries.map((name) =>
    rowOf(
      name,
      results.filter(({ cell }) => cell.adversary === name),
    ),
  );
  const { heldOut, of, clusters, known } = ground.reference;
  const bySeed = (measure: MeasureName) =>
    rows.map((row) => ({ name: row.adversary, values: row.values[measure] }));
  const names = Object.keys(MEASURES) as MeasureName[];
  return {
    case: one,
    dimension,
    agentVersion: ground.agentVersion,
    versions: ground.versions,
    radius: defaultRadius(dimension),
    heldOut,
    heldOutOf: of,
    clusters,
    known,
    rows,
    front: frontOf(rows),
    differences: Object.fromEntries(
      names.map((measure) => [measure, differences(bySeed(measure), against)]),
    ) as Record<MeasureName, Differences>,
  };
}

function rowOf(adversary: string, results: readonly CellResult[]): Row {
  const all = results.map(({ figures }) => figures);
  const sum = (of: (figures: CellFigures) => number) =>
    all.reduce((total, figures) => total + of(figures), 0);
  const firsts = all.flatMap(({ firstFailure }) => firstFailure ?? []);
  const names = Object.keys(MEASURES) as MeasureName[];
  return {
    adversary,
    seeds: all.length,
    values: Object.fromEntries(
      names.map((name) => [name, results.map((result) => MEASURES[name].of(result))]),
    ) as unknown as Row['values'],
    perQuery: wilson(
      sum((one) => one.failures),
      sum((one) => one.episodes),
    ),
    drawsFailed: wilson(
      sum((one) => one.drawsFailed),
      sum((one) => one.draws),
    ),
    invalid: wilson(
      sum((one) => one.invalid),
      sum((one) => one.episodes),
    ),
    aborted: sum((one) => one.aborted),
    nearest: median(all.map((one) => one.nearest)),
    learnerSeconds: mean(all.map((one) => one.learnerSeconds)),
    firstFailure: firsts.length === 0 ? null : median(firsts),
    without: all.length - firsts.length,
    curve: (all[0]?.curve ?? []).map((_, i) => mean(all.map((one) => one.curve[i] as number))),
  };
}

function rankingOf(
  measure: MeasureName,
  cases: readonly CaseSummary[],
  adversaries: readonly string[],
): Ranking | null {
  const blocks = cases
    .map(({ rows }) => rows.map((row) => meanOf(row.values[measure])))
    .filter((block): block is number[] => block.every((value) => value !== null));
  if (blocks.length < 2) return null;
  const { meanRanks, chiSquared, p } = friedman(blocks);
  const difference = criticalDifference(adversaries.length, blocks.length);
  return {
    measure,
    cases: blocks.length,
    meanRanks: meanRanks.map((rank, i) => ({ adversary: adversaries[i] as string, rank })),
    chiSquared,
    p,
    criticalDifference: difference,
    groups: indistinct(meanRanks, difference).map((group) => group.map((i) => adversaries[i] as string)),
  };
}

/** The mean of what there is; null where there is nothing. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : mean(there);
}

function sameCase(a: Case, b: Case): boolean {
  return a.task === b.task && a.agent === b.agent && a.space === b.space;
}
