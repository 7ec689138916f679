import type { Estimate } from '../../adversary/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import { textTable } from '../cli/table.ts';
import { axisTitle, axisWords, figure, percent, plural, withInterval } from '../report/format.ts';
import { likeliestWords } from '../report/likeliest.ts';
import { narrowPlaces } from '../report/narrowed.ts';
import type { RunView } from '../report/run-view.ts';
import type { DistributionFacts, Explanation } from './explain-run.ts';
import { reasonsOf } from './explanation-json.ts';
import type { MixturePart } from './mixture-parts.ts';
import { boxWords } from './rule-words.ts';
import type { ScoreRules } from './score-rules.ts';

/** More rules than these are not read. */
const MOST_RULES = 5;

/** An explanation in plain words. */
export function explanationText(view: RunView, explanation: Explanation): string {
  const { axes } = view.space;
  const parts = [
    explanation.likeliest === null ? '' : likeliestWords(explanation.likeliest),
    ruleLines(axes, explanation).join('\n'),
    explanation.score === null ? '' : scoreText(explanation.score),
    importanceText(axes, explanation),
    groupsText(axes, explanation),
    distributionText(axes, explanation.distribution),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What the rules say, a sentence each, the first one being of what they are about. */
export function ruleLines(axes: readonly Axis[], explanation: Explanation): readonly string[] {
  const { head, rules } = ruleSentences(axes, explanation);
  const none = explanation.rules !== null && rules.length === 0 ? [`- ${NO_RULE}`] : [];
  return [head, ...rules.map(({ words }) => `- ${words}`), ...none];
}

export const NO_RULE = 'No rule stands out from the whole.';

/** A sentence on what the rules are about, and one for each with what it counts. */
export function ruleSentences(axes: readonly Axis[], { about, rules }: Explanation) {
  if (rules === null)
    return { head: 'Too few failures, or too few passes, to tell by rules where they lie.', rules: [] };
  const { overall, learnedOn, countedOn } = rules;
  const which =
    about === 'uniform'
      ? 'spread over the space'
      : 'of all phases, most of them where the adversary looked: their shares are not those of the space';
  const head =
    `Rules found on ${plural(learnedOn, 'episode')} and counted on ${countedOn} others, ${which}; ` +
    `${withInterval(overall)} of these fail.`;
  const failing = rules.failing.slice(0, MOST_RULES).map(({ box, fails, ofFailures, worst }) => ({
    words:
      `Fails in ${withInterval(fails)} of ${plural(fails.total, 'episode')} with ${boxWords(axes, box)}: ` +
      `${percent(ofFailures.share)} of the failures${worst === null ? '' : `, the worst ${worst.id}`}.`,
    fails,
    worst: worst?.id ?? null,
  }));
  const passing = rules.passing.slice(0, MOST_RULES).map(({ box, fails }) => ({
    words: `Fails in only ${withInterval(fails)} of ${plural(fails.total, 'episode')} with ${boxWords(axes, box)}.`,
    fails,
    worst: null,
  }));
  return { head, rules: [...failing, ...passing] };
}

export const MOST_OF_FRONT = 6;

function scoreText({ rules, front }: ScoreRules): string {
  const table = textTable(
    ['rule, the most important first', 'violated', 'worst', 'by'],
    rules.map(({ name, violated, worst }) => [
      name,
      withInterval(violated),
      worst.id,
      figure(worst.robustness),
    ]),
  );
  if (rules.length < 2) return table.trimEnd();
  return `${table}${frontNote(front)}\n${textTable(
    ['episode', ...rules.map(({ name }) => name)],
    front.slice(0, MOST_OF_FRONT).map(({ id, robustness }) => [id, ...robustness.map(figure)]),
  )}`.trimEnd();
}

export function frontNote(front: ScoreRules['front']): string {
  const some = front.length > MOST_OF_FRONT ? `${MOST_OF_FRONT} of ${front.length}` : `${front.length}`;
  return `The Pareto front, ${some}: no episode is worse than one of these by every rule (robustness; at or below 0 is violated).`;
}

function importanceText(axes: readonly Axis[], explanation: Explanation): string {
  const rows = shownShares(axes, explanation);
  if (rows.length === 0) return '';
  const cell = (estimate: Estimate | null) => (estimate === null ? 'not told' : estimateText(estimate));
  return (
    textTable(
      ['axis', 'share of Q by itself', 'with others'],
      rows.map(({ axis, first, total }) => [axisTitle(axis), cell(first), cell(total)]),
    ) + importanceNote(explanation)
  );
}

/** Below this a model's indices are those of the model, and are not shown. */
const TRUSTED = 0.7;

/**
 * What each axis decides, the largest first: by itself from the log where scenes are spread over the space, else by
 * the model; with others by the model, where it foretells enough.
 */
export function shownShares(axes: readonly Axis[], { mainEffects, importance }: Explanation) {
  const model = importance !== null && importance.foretold >= TRUSTED ? importance : null;
  if (mainEffects === null && model === null) return [];
  return axes
    .map((axis, i) => ({
      axis,
      first: mainEffects?.[i] ?? model?.axes[i]?.first ?? null,
      total: model?.axes[i]?.total ?? null,
    }))
    .sort((a, b) => leading(b) - leading(a));
}

function leading({
  first,
  total,
}: {
  readonly first: Estimate | null;
  readonly total: Estimate | null;
}): number {
  return (total ?? first)?.value ?? 0;
}

/** Where the shares come from, and how far to trust them. */
export function importanceNote({ mainEffects, importance }: Explanation): string {
  const first = mainEffects === null ? '' : 'By itself: counted from the episodes spread over the space. ';
  if (importance === null) return first;
  const { foretold, learnedOn } = importance;
  const model = `a Gaussian process that learned Q on ${plural(learnedOn, 'episode')}`;
  return foretold < TRUSTED
    ? `${first}What axes decide together is not told: ${model} foretells only ${percent(foretold)} of how Q varies among episodes that it has not seen.`
    : `${first}With others: Sobol's total indices of ${model}; it foretells ${percent(foretold)} of how Q varies among episodes that it has not seen.`;
}

export function estimateText({ value, low, high }: Estimate): string {
  const digits = (x: number) => x.toFixed(2);
  return `${digits(value)} (${digits(low)} to ${digits(high)})`;
}

function groupsText(axes: readonly Axis[], { groups }: Explanation): string {
  if (groups.groups.length === 0) return '';
  const rows = groups.groups.map(({ representative, members }) => [
    String(members.length),
    representative.id,
    representative.q.toFixed(3),
    reasonsOf(members)[0]?.reason ?? '',
    narrowPlaces(axes, members).slice(0, 3).join(', ') || 'all over',
  ]);
  return `${textTable(['failures', 'in the middle', 'Q', 'mostly ended by', 'where'], rows)}${groupsNote(groups)}`;
}

export function groupsNote({ groups, silhouette }: Explanation['groups']): string {
  return silhouette === null
    ? 'The failures do not fall into groups that lie apart.'
    : `${groups.length} groups by k-medoids, silhouette ${silhouette.toFixed(2)} (near 1 they are apart, near 0 they are not).`;
}

function distributionText(axes: readonly Axis[], facts: DistributionFacts | null): string {
  if (facts === null) return '';
  const places = marginalsByDistance(axes, facts)
    .slice(0, 4)
    .map(({ axis, fromUniform }) => `${axisWords(axis)} ${fromUniform.toFixed(2)}`);
  const head = `Learned distribution: ${facts.kind}. How far its marginals are from uniform, 0 to 1: ${places.join(', ')}.`;
  if (facts.mixture.length === 0) return head;
  const parts = textTable(['of its draws', 'nine in ten lie at'], facts.mixture.map(mixtureRow));
  return `${head}\n${mixtureNote(facts)}\n${parts}`.trimEnd();
}

export function mixtureNote({ mixture }: DistributionFacts): string {
  return mixture.length === 1
    ? 'Its draws are one heap, as far as a mixture of Gaussians can tell (by BIC).'
    : `Its draws fall into ${mixture.length} heaps, by a mixture of Gaussians (their number by BIC).`;
}

/** How large a heap is, and where it lies. */
export function mixtureRow({ share, where }: MixturePart): [string, string] {
  return [percent(share), where.join(', ') || 'all over'];
}

/** The axes with their marginals, the least uniform first. */
export function marginalsByDistance(axes: readonly Axis[], { marginals }: DistributionFacts) {
  return marginals
    .map((marginal, i) => ({ axis: axes[i] as Axis, index: i, ...marginal }))
    .sort((a, b) => b.fromUniform - a.fromUniform);
}
