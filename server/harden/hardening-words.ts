import type { Proportion } from '../../sim/core/index.ts';
import { formatShare } from '../evaluate/summary.ts';
import { percent, plural, withInterval } from '../report/format.ts';
import type { Hardening } from './hardening.ts';
import { chance, type VerdictRow, verdictRows } from './verdict-rows.ts';

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Before and after, a line for each place. */
export function verdictTable(hardening: Hardening): Table {
  return {
    header: [
      'scenes',
      'failed before',
      'failed after',
      'mean Q before',
      'mean Q after',
      'mended',
      'broken',
      'p (McNemar)',
    ],
    rows: verdictRows(hardening).map(({ where, before, after, meanQBefore, meanQAfter, paired }) => [
      where,
      formatShare(before),
      formatShare(after),
      meanQBefore.toFixed(3),
      meanQAfter.toFixed(3),
      ...(paired === null
        ? ['not paired', '', '']
        : [String(paired.mended), String(paired.broken), chance(paired.p)]),
    ]),
  };
}

/** What became better, worse, or cannot be told, a sentence for each place. */
export function findings(hardening: Hardening): readonly string[] {
  return verdictRows(hardening).map((row) => `${capital(row.where)}: ${changeOf(row)}.`);
}

function changeOf({ before, after, paired }: VerdictRow): string {
  const figures = `${withInterval(before)} failed before, ${withInterval(after)} after`;
  const differs = paired === null ? apart(before, after) : paired.p < 0.05;
  if (!differs) return `no difference that is beyond chance (${figures})`;
  return `${after.share < before.share ? 'better' : 'worse'} (${figures})`;
}

/** Intervals that do not meet: stricter than a test at 5 %. */
function apart(a: Proportion, b: Proportion): boolean {
  return a.high < b.low || b.high < a.low;
}

/** How it was done and what to keep in mind, in sentences. */
export function settingOf({
  adversary,
  drawn,
  config,
  plan,
  noun,
  teacher,
  lessons,
  verdict,
}: Hardening): readonly string[] {
  const { rounds, episodes, steps } = plan;
  const source = drawn
    ? 'drawn anew from what the attack learned; other draws judge'
    : 'one half of the failures that the attack met; the other half judges';
  const taught =
    teacher === null
      ? `${plural(lessons.taught, 'scene')}`
      : `${lessons.taught} of ${plural(lessons.drawn, 'scene')} in which ${teacher}, which teaches, passes`;
  return [
    `Trained further from the weights that were attacked: ${plural(rounds, 'round')} of ${plural(episodes, noun)} and ${plural(steps, 'step')}, ${percent(config.share)} of the ${noun}s in learned failures (${source}): ${taught}.`,
    'No scene and no seed that judges was trained with. Before and after are the same scenes with the same seeds, so they are compared pair by pair; only scenes that can be are drawn.',
    ...(verdict.fresh.length === 0
      ? []
      : [
          `A new ${adversary} has the old one's method and budget and another seed, and attacks the agent as it was and as it is. It is one adversary, not all of them: its interval tells nothing of how another seed would do.`,
        ]),
    ...(verdict.unlearnable !== null && verdict.unlearnable.hits > 0
      ? [
          `In ${withInterval(verdict.unlearnable)} of the old adversary's scenes ${teacher} fails as well: what cannot be done cannot be learned, so they are told apart.`,
        ]
      : []),
    ...(verdict.learned === null
      ? ['The attack left too few failures to judge by any of them: all were trained in.']
      : []),
  ];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
