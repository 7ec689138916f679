import { holm, signedRank } from '../../adversary/index.ts';
import { mean } from '../../sim/core/index.ts';
import type { Row } from './summarise-comparison.ts';

/** Draws that fail less often than that are no good, however much they cover. */
export const LEAST_AFR = 0.9;
const SIGNIFICANT = 0.05;

/** An adversary by what its draws are worth on one case: how many fail, and how many failures lie near those. */
export interface Standing {
  readonly adversary: string;
  readonly afr: number;
  readonly coverage: number;
  /** Those whose draws fail and cover at least as much on the mean, and one of both more. */
  readonly dominatedBy: readonly string[];
  /** Of those, the ones of whom one of the two is more beyond chance: Wilcoxon over the seeds, corrected by Holm. */
  readonly surelyBy: readonly string[];
}

export interface Front {
  readonly standings: readonly Standing[];
  /** Who covers most of those whose draws fail in 9 of 10 cases; several if equal, none if there is none. */
  readonly best: readonly string[];
  /** Whose coverage is not below the best's beyond chance, the best among them. */
  readonly nearBest: readonly string[];
}

interface Sample {
  readonly adversary: string;
  readonly afr: readonly number[];
  readonly coverage: readonly number[];
}

/** Who is dominated by whom on a case; null where nothing was held out. */
export function frontOf(rows: readonly Row[]): Front | null {
  const samples = rows.flatMap(({ adversary, values }): Sample[] => {
    const coverage = values.drawsCoverage.filter((value) => value !== null);
    const afr = values.fooling.filter((value) => value !== null);
    return coverage.length === 0 || coverage.length < values.drawsCoverage.length
      ? []
      : [{ adversary, afr, coverage }];
  });
  if (samples.length < 2) return null;
  const standings = samples.map((own) => standingOf(own, samples));
  const good = standings.filter(({ afr }) => afr >= LEAST_AFR);
  const most = Math.max(...good.map(({ coverage }) => coverage));
  const best = good.filter(({ coverage }) => coverage === most).map(({ adversary }) => adversary);
  return { standings, best, nearBest: best.length === 0 ? [] : notBelow(best[0] as string, good, samples) };
}

function standingOf(own: Sample, all: readonly Sample[]): Standing {
  const others = all.filter((other) => other !== own);
  const mine = { afr: mean(own.afr), coverage: mean(own.coverage) };
  const above = others.filter((other) => {
    const theirs = { afr: mean(other.afr), coverage: mean(other.coverage) };
    const atLeast = theirs.afr >= mine.afr && theirs.coverage >= mine.coverage;
    return atLeast && (theirs.afr > mine.afr || theirs.coverage > mine.coverage);
  });
  // Two questions of every other adversary, as any of them could have been the one that dominates.
  const ps = holm(
    others.flatMap((other) => [signedRank(other.afr, own.afr), signedRank(other.coverage, own.coverage)]),
  );
  const surely = above.filter((other) => {
    const at = 2 * others.indexOf(other);
    const moreFail = mean(other.afr) > mine.afr && (ps[at] as number) < SIGNIFICANT;
    return moreFail || (mean(other.coverage) > mine.coverage && (ps[at + 1] as number) < SIGNIFICANT);
  });
  return {
    adversary: own.adversary,
    ...mine,
    dominatedBy: above.map(({ adversary }) => adversary),
    surelyBy: surely.map(({ adversary }) => adversary),
  };
}

function notBelow(best: string, good: readonly Standing[], samples: readonly Sample[]): readonly string[] {
  const sampleOf = (name: string) => samples.find(({ adversary }) => adversary === name) as Sample;
  const others = good.filter(({ adversary }) => adversary !== best).map(({ adversary }) => adversary);
  const ps = holm(others.map((name) => signedRank(sampleOf(name).coverage, sampleOf(best).coverage)));
  return [best, ...others.filter((_, i) => (ps[i] as number) >= SIGNIFICANT)];
}
