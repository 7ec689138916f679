import { mcNemar } from '../../adversary/index.ts';
import { mean, type Proportion, wilson } from '../../sim/core/index.ts';
import { summarise } from '../evaluate/summary.ts';
import { isUniform, phasesInOrder } from '../report/run-view.ts';
import type { EpisodeRow } from '../store/episode-store.ts';

/** The same episodes, scene by scene and seed by seed, with the agent as it was and as it is. */
export interface Paired {
  readonly before: Proportion;
  readonly after: Proportion;
  readonly meanQBefore: number;
  readonly meanQAfter: number;
  /** Episodes that failed before and pass now, and the other way round. */
  readonly mended: number;
  readonly broken: number;
  /** McNemar's, two-sided: the chance of a difference as large if the agents fail alike. */
  readonly p: number;
}

/** One new adversary, of the attack's method and budget, set on the agent as it was and as it is. */
export interface FreshAttack {
  readonly seed: number;
  /** Failing share of what it generated last, invalid scenes among them counted as not failed. */
  readonly before: Proportion;
  readonly after: Proportion;
  readonly meanQBefore: number;
  readonly meanQAfter: number;
}

export interface HardenVerdict {
  readonly nominal: Paired;
  /** Scenes drawn evenly from the space. */
  readonly uniform: Paired;
  /** Held-out scenes of the attack's; null where it left none beside those trained in. */
  readonly learned: Paired | null;
  /** Those of them in which the teacher fails too, with the same seeds; null where nobody teaches. */
  readonly unlearnable: Proportion | null;
  /** The others: null where none is left, or nobody teaches. */
  readonly learnable: Paired | null;
  readonly fresh: readonly FreshAttack[];
}

export interface JudgedRows {
  readonly nominal: readonly EpisodeRow[];
  readonly uniform: readonly EpisodeRow[];
  readonly learned: readonly EpisodeRow[];
  /** One log a fresh adversary. */
  readonly fresh: readonly (readonly EpisodeRow[])[];
}

/** What the logs before and after say. Episodes that were lost in either are left out of both. */
export function verdictOf(options: {
  before: JudgedRows;
  after: JudgedRows;
  /** The teacher in the held-out scenes; null where nobody teaches. */
  teacher: readonly EpisodeRow[] | null;
  freshSeeds: readonly number[];
}): HardenVerdict {
  const { before, after, teacher, freshSeeds } = options;
  const beyond = new Set(teacher?.filter(({ failed }) => failed === true).map(({ id }) => id));
  const within = (rows: readonly EpisodeRow[]) => rows.filter(({ id }) => !beyond.has(id));
  return {
    nominal: paired(before.nominal, after.nominal) as Paired,
    uniform: paired(before.uniform, after.uniform) as Paired,
    learned: paired(before.learned, after.learned),
    unlearnable: teacher === null || teacher.length === 0 ? null : wilson(beyond.size, teacher.length),
    learnable: teacher === null ? null : paired(within(before.learned), within(after.learned)),
    fresh: freshSeeds.map((seed, k) => {
      const [was, is] = [before, after].map(({ fresh }) => summarise(lastLearned(fresh[k] ?? []))) as [
        ReturnType<typeof summarise>,
        ReturnType<typeof summarise>,
      ];
      return { seed, before: was.failed, after: is.failed, meanQBefore: was.meanQ, meanQAfter: is.meanQ };
    }),
  };
}

/** Null where no episode ended both times. */
function paired(before: readonly EpisodeRow[], after: readonly EpisodeRow[]): Paired | null {
  const later = new Map(after.filter(isDone).map((row) => [row.id, row]));
  const pairs = before.filter(isDone).flatMap((row) => {
    const other = later.get(row.id);
    return other === undefined ? [] : [[row, other] as const];
  });
  if (pairs.length === 0) return null;
  const passedBefore = pairs.map(([row]) => row.failed !== true);
  const passedAfter = pairs.map(([, row]) => row.failed !== true);
  const { onlyFirst, onlySecond, p } = mcNemar(passedBefore, passedAfter);
  const failures = (passed: readonly boolean[]) => wilson(passed.filter((one) => !one).length, passed.length);
  return {
    before: failures(passedBefore),
    after: failures(passedAfter),
    meanQBefore: mean(pairs.map(([row]) => row.q as number)),
    meanQAfter: mean(pairs.map(([, row]) => row.q as number)),
    mended: onlySecond,
    broken: onlyFirst,
    p,
  };
}

function isDone({ status }: EpisodeRow): boolean {
  return status === 'done';
}

/** What an adversary proposed last of its own; all it tried where its scenes are spread over the space. */
function lastLearned(rows: readonly EpisodeRow[]): readonly EpisodeRow[] {
  const last = phasesInOrder(rows)
    .filter((phase) => !isUniform(phase))
    .at(-1);
  return last === undefined ? rows : rows.filter(({ phase }) => phase === last);
}
