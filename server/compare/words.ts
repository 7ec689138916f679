import { splitScore } from '../../sim/index.ts';
import { caseTitle } from './cell.ts';
import { LEAST_AFR } from './fronts.ts';
import { MEASURES } from './measures.ts';
import type { CaseSummary, Comparison, Ranking } from './summarise-comparison.ts';

/** What a reader needs to know of how the figures were made. */
export function settingText(comparison: Comparison): string {
  const { episodes, seeds, firstSeed, draws, against, settings, cached } = comparison;
  const changed = Object.entries(settings).map(([name, values]) => `${name} ${JSON.stringify(values)}`);
  return [
    `Every adversary spends ${episodes} episodes in a run: pool, failures and scenes that cannot be count alike.`,
    `Seeds ${firstSeed} to ${firstSeed + seeds - 1}.`,
    `${draws} scenes drawn from what it learned are run afterwards, and it hears nothing of them.`,
    `A12 is how likely a run has more than one of ${against}, with one star where p < 0.05 and two where p < 0.01`,
    '(Mann and Whitney, corrected by Holm for the number of adversaries).',
    ...judgedText(comparison),
    cached === 0 ? '' : `${cached} episodes were asked for by several and simulated once.`,
    changed.length === 0 ? 'Settings are the defaults.' : `Settings: ${changed.join('; ')}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** By what tasks are judged that rules judge, a sentence for each such score. */
function judgedText({ cases }: Pick<Comparison, 'cases'>): readonly string[] {
  const scores = new Map(
    cases.flatMap(({ case: { task: spec } }) => {
      const { task, score } = splitScore(spec);
      return score === null ? [] : [[spec, { task, rules: ruleNames(score) }] as const];
    }),
  );
  return [...scores.values()].map(({ task, rules }) =>
    rules.length === 1
      ? `${task} is judged by a rule in place of its own score: Q says how far it is from being violated, and a scene that violates it failed.`
      : `${task} is judged by rules in their order, ${rules.join(' before ')}, and not by their Pareto front: all figures are of Q, one ` +
        'number that the first violated rule decides; a scene that violates any of them failed.',
  );
}

/** The labels of "NAME: RULE; NAME: RULE". */
function ruleNames(score: string): readonly string[] {
  return score
    .split(';')
    .filter((rule) => rule.trim() !== '')
    .map((rule, i) => /^\s*([^:[\]]+?)\s*:/.exec(rule)?.[1] ?? `rule ${i + 1}`);
}

export function caseText({
  known,
  heldOut,
  heldOutOf,
  radius,
  dimension,
  agentVersion,
  versions,
  ...rest
}: CaseSummary): string {
  const random = known === null ? '' : `A random scene fails in ${(100 * known).toPrecision(2)} % of cases. `;
  const from =
    heldOutOf === null
      ? `${heldOut} failures drawn from all there are`
      : `the ${heldOut} failures among ${heldOutOf} random scenes of their own`;
  const near = `near is within ${radius.toFixed(2)} in [-1, 1]^${dimension}`;
  return `${random}Held out: ${from}; ${near}. ${caseTitle(rest.case)}, version ${agentVersion}${ranBy(versions)}.`;
}

/** What drew and what computed nets, where anything did. */
function ranBy({ renderer, tensor }: CaseSummary['versions']): string {
  return [
    tensor === undefined ? '' : `, nets run by ${tensor}`,
    renderer === undefined ? '' : `, drawn by ${renderer}`,
  ].join('');
}

export function rankingText({ measure, cases, chiSquared, p, criticalDifference }: Ranking): string {
  return (
    `Mean rank over ${cases} tasks by ${MEASURES[measure].title} (Friedman: chi-squared ${chiSquared.toFixed(1)}, ` +
    `p ${p < 1e-4 ? '< 0.0001' : p.toFixed(4)}). Those of one letter differ by less than Nemenyi's critical ` +
    `difference of ${criticalDifference.toFixed(2)} ranks at 0.05.`
  );
}

export const RANKING_TITLE = (ranking: Ranking): string => `Ranks by ${MEASURES[ranking.measure].title}`;

export const FRONT_TITLE = 'What draws are worth';

/** How to read the table of fronts. */
export const FRONT_TEXT =
  'Failing share of the draws, AFR, and share of held-out failures near a failing draw, in %, means over the seeds. In brackets: another has ' +
  'at least as much of both, and more of one; with a star where that one is more beyond chance (Wilcoxon over the seeds, two-sided, p < 0.05, ' +
  `corrected by Holm for both questions and all others). The most covered at an AFR of ${100 * LEAST_AFR} % or more stands out.`;
