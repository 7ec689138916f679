import { isDeepStrictEqual } from 'node:util';
import { splitScore } from '../../sim/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import type { ExplanationAbout } from '../http/api.ts';
import { binMiddle } from '../report/charts/axis-scale.ts';
import { axisTitle, figure } from '../report/format.ts';
import { type Likeliest, likeliestWords } from '../report/likeliest.ts';
import { narrowPlaces } from '../report/narrowed.ts';
import type { RunView } from '../report/run-view.ts';
import type { DistributionFacts, Explanation } from './explain-run.ts';
import { reasonsOf } from './explanation-json.ts';
import {
  frontNote,
  groupsNote,
  importanceNote,
  MOST_OF_FRONT,
  marginalsByDistance,
  mixtureNote,
  mixtureRow,
  ruleSentences,
  shownShares,
} from './explanation-text.ts';
import { keptReruns } from './kept-reruns.ts';
import { keptLikeliest, type LikelyRepeats } from './repeat-likeliest.ts';
import { rerunWords } from './reruns-text.ts';

/** An explanation for the page: sentences and figures, in the order in which they are shown. */
export function explanationAbout(view: RunView, explanation: Explanation): ExplanationAbout {
  const { axes } = view.space;
  const { groups, distribution, likeliest, score } = explanation;
  const shares = shownShares(axes, explanation);
  const { results, problem } = keptReruns(view);
  const likely = keptLikeliest(view);
  return {
    ...ruleSentences(axes, explanation),
    likeliest: likeliest === null ? null : likeliestAbout(likeliest, likely),
    score:
      score === null
        ? null
        : {
            written: splitScore(view.taskId).score ?? '',
            rules: score.rules,
            front: score.front.slice(0, MOST_OF_FRONT),
            note: score.rules.length < 2 ? '' : frontNote(score.front),
          },
    importance:
      shares.length === 0
        ? null
        : {
            note: importanceNote(explanation),
            axes: shares.map(({ axis, first, total }) => ({ title: axisTitle(axis), first, total })),
          },
    groups: {
      note: groups.groups.length === 0 ? 'Nothing failed.' : groupsNote(groups),
      groups: groups.groups.map(({ representative, members }) => ({
        failures: members.length,
        representative: representative.id,
        q: representative.q,
        reason: reasonsOf(members)[0]?.reason ?? '',
        where: narrowPlaces(axes, members).join(', ') || 'all over',
      })),
    },
    distribution: distribution === null ? null : distributionAbout(axes, distribution),
    reruns: results
      // These have a table of their own.
      .filter(({ kind, result }) => kind !== 'likeliest' || !isDeepStrictEqual(result, likely))
      .map((one) => rerunWords(view, one).split('\n')),
    problem,
  };
}

function likeliestAbout(
  likeliest: Likeliest,
  likely: LikelyRepeats | null,
): NonNullable<ExplanationAbout['likeliest']> {
  const { id, logLikelihood, most } = likeliest;
  return {
    words: likeliestWords(likeliest),
    failures: likely?.failures ?? [{ id, below: most - logLikelihood, again: null }],
  };
}

function distributionAbout(
  axes: readonly Axis[],
  facts: DistributionFacts,
): NonNullable<ExplanationAbout['distribution']> {
  return {
    kind: facts.kind,
    draws: facts.draws,
    heaps: facts.mixture.map((part) => ({ share: part.share, where: mixtureRow(part)[1] })),
    heapsNote: mixtureNote(facts),
    marginals: marginalsByDistance(axes, facts).map(({ axis, shares, fromUniform }) => ({
      title: axisTitle(axis),
      fromUniform,
      limits: axis.kind === 'continuous' ? [axis.low, axis.high] : null,
      bins: shares.map((share, bin) => {
        const middle = binMiddle(axis, bin, shares.length);
        return { label: typeof middle === 'number' ? figure(middle) : middle, share };
      }),
    })),
  };
}
