import type { Json } from '../../sim/core/index.ts';
import { narrowPlaces } from '../report/narrowed.ts';
import type { RunView } from '../report/run-view.ts';
import type { Explanation, ObservedEpisode } from './explain-run.ts';
import type { RerunResult } from './kept-reruns.ts';
import type { Reruns } from './reruns.ts';
import { boxWords, plainBox } from './rule-words.ts';

/** An explanation for programs: every figure, in the axes' own units and names. */
export function explanationJson(view: RunView, explanation: Explanation, reruns: Reruns | null = null): Json {
  const { axes } = view.space;
  const { about, rules, mainEffects, importance, groups, distribution, likeliest, score } = explanation;
  const json = {
    format: 'faultscape-explanation',
    version: 1,
    run: view.name,
    task: view.taskId,
    agent: view.agent,
    adversary: view.adversary,
    space: { name: view.space.name, axes },
    failsBelow: view.failsBelow,
    ...(likeliest === null ? {} : { likeliest }),
    rules:
      rules === null
        ? null
        : {
            about,
            learnedOn: rules.learnedOn,
            countedOn: rules.countedOn,
            overall: rules.overall,
            ...Object.fromEntries(
              (['failing', 'passing'] as const).map((which) => [
                which,
                rules[which].map(({ box, fails, ofFailures, worst }) => ({
                  words: boxWords(axes, box),
                  box: plainBox(axes, box),
                  fails,
                  ofFailures,
                  worst: worst?.id ?? null,
                })),
              ]),
            ),
          },
    mainEffects: mainEffects?.map((share, i) => ({ axis: axes[i]?.name, ...share })) ?? null,
    importance:
      importance === null
        ? null
        : {
            foretold: importance.foretold,
            learnedOn: importance.learnedOn,
            axes: importance.axes.map((shares, i) => ({ axis: axes[i]?.name, ...shares })),
          },
    silhouette: groups.silhouette,
    groups: groups.groups.map(({ representative, members }) => ({
      failures: members.length,
      representative: plainEpisode(representative),
      narrow: narrowPlaces(axes, members),
      reasons: reasonsOf(members),
      members: members.map(({ id }) => id),
    })),
    score,
    distribution,
    ...(reruns === null ? {} : { reruns: plainReruns(reruns) }),
  };
  return json as unknown as Json;
}

function plainReruns({ results, kept, queries }: Reruns) {
  return {
    queries,
    results: results.map((one) => ({ ...one, result: plainResult(one), kept: kept.includes(one) })),
  };
}

/** Axes by their names, as everywhere in this file. */
function plainResult({ kind, result }: RerunResult) {
  if (kind !== 'shrunk') return result;
  return { ...result, changes: result.changes.map((change) => ({ ...change, axis: change.axis.name })) };
}

function plainEpisode({ id, scene, seed, q, reason }: ObservedEpisode) {
  return { id, scene, seed, q, reason };
}

/** How a group's episodes ended, most frequent first. */
export function reasonsOf(members: readonly ObservedEpisode[]): readonly { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of members) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
