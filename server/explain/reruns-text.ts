import type { FailureProbability } from '../../adversary/index.ts';
import { wilson } from '../../sim/core/index.ts';
import { axisValue, axisWords, figure, percent, plural, withInterval } from '../report/format.ts';
import { repeats } from '../report/likeliest.ts';
import { isUniform, type RunView } from '../report/run-view.ts';
import { KEPT_FILE, type RerunResult } from './kept-reruns.ts';
import type { LikelyRepeats } from './repeat-likeliest.ts';
import type { Reruns } from './reruns.ts';
import type { ShrunkEpisode } from './shrink-episode.ts';
import type { Repeats, Transfer } from './try-again.ts';

/** What running episodes again told, in plain words, and what that took. */
export function rerunsText(view: RunView, { results, kept, queries }: Reruns): string {
  const before =
    kept.length === 0
      ? ''
      : `Kept from before in ${KEPT_FILE}: ${kept.length} of these; --again runs the episodes anew.`;
  const parts = [
    ...results.map((one) =>
      one.kind === 'shrunk'
        ? `${rerunWords(view, one)}\nscene: ${JSON.stringify(one.result.scene)}`
        : rerunWords(view, one),
    ),
    [`${plural(queries, 'episode')} run for this.`, before].filter((part) => part !== '').join(' '),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** One result in plain words, in lines. */
export function rerunWords(view: RunView, one: RerunResult): string {
  const words = wordsOf(view, one);
  const { agentVersion } = view.manifest;
  const others = one.kind === 'transfer' || one.agentVersion === agentVersion;
  return others
    ? words
    : `${words}\nRun with version ${one.agentVersion} of the agent; the run was made with ${agentVersion}.`;
}

function wordsOf(view: RunView, one: RerunResult): string {
  switch (one.kind) {
    case 'shrunk':
      return shrunkText(one.result);
    case 'repeats':
      return repeatsText(one.result);
    case 'likeliest':
      return likeliestText(one.result);
    case 'transfer':
      return transferText(view, one.result);
    case 'probability':
      return probabilityText(view, one.result);
  }
}

function shrunkText({ id, changes, from, queries }: ShrunkEpisode): string {
  const head =
    changes.length === 0
      ? `${id}: the nominal scene fails with this seed by itself.`
      : `${id}: of ${plural(from, 'changed axis', 'changed axes')} it takes ${changes.length} to fail; without any one of them it passes (${plural(queries, 'episode')}).`;
  const lines = changes.map(
    ({ axis, nominal, failing }) =>
      `- ${axisWords(axis)} ${axisValue(axis, failing)} in place of ${axisValue(axis, nominal)}`,
  );
  return [head, ...lines].join('\n');
}

function repeatsText({ rate, seeds, failures }: Repeats): string {
  const always = failures.filter(({ again }) => again.hits === seeds).length;
  const least = failures
    .filter(({ again }) => again.hits < seeds)
    .slice(0, 5)
    .map(({ id, again }) => `${id} ${again.hits} of ${seeds}`);
  return (
    `Of ${plural(failures.length, 'failure')}, each run with ${plural(seeds, 'new seed')}, ` +
    `${percent(rate.value)} (${percent(rate.low).replace(' %', '')} to ${percent(rate.high)}) fail again; ` +
    `${always} fail with every seed.${least.length === 0 ? '' : `\nThe least reliable: ${least.join(', ')}.`}`
  );
}

function likeliestText({ seeds, failures }: LikelyRepeats): string {
  const often = failures.filter(({ again }) => repeats(again)).length;
  const head =
    `Of the ${plural(failures.length, 'likeliest failure')}, each run with ${plural(seeds, 'new seed')}, ` +
    `${often} ${often === 1 ? 'fails' : 'fail'} again in more than half, beyond chance:`;
  const lines = failures.map(
    ({ id, below, again }) => `- ${id}, ${figure(below)} below the likeliest scene: ${withInterval(again)}`,
  );
  return [head, ...lines].join('\n');
}

function transferText(view: RunView, { run, agent, rate, elsewhere, covered }: Transfer): string {
  const lines = [
    `${agent} of ${run} fails in ${withInterval(rate)} of ${plural(rate.total, 'scene')} in which ${view.agent} failed` +
      (elsewhere === null ? '.' : `, against ${withInterval(elsewhere)} of scenes spread over the space.`),
  ];
  if (covered !== null) {
    lines.push(
      `${percent(covered.byOther.share)} of the failures here have one of ${run} within ${covered.radius.toFixed(2)}, ` +
        `${percent(covered.ofOther.share)} of those there one of these.`,
    );
  }
  return lines.join('\n');
}

function probabilityText(view: RunView, p: FailureProbability): string {
  const uniform = view.episodes.filter(({ phase }) => isUniform(phase));
  const logged = wilson(uniform.filter(({ failed }) => failed).length, uniform.length);
  const share = (x: number) => `${(100 * x).toPrecision(3)} %`;
  return (
    `Chance to fail in a scene drawn uniformly from the space: ${share(p.value)}, with 95 % at least between ` +
    `${share(p.low)} and ${share(p.high)} (standard error ${share(p.standardError)}; ${p.failures} of ` +
    `${plural(p.episodes, 'episode')} failed${p.worth === null ? '' : `, worth ${Math.round(p.worth)} random ones`}).` +
    (uniform.length === 0 ? '' : `\nThe log by itself, valid scenes only: ${withInterval(logged)}.`)
  );
}
