import { textTable } from '../cli/table.ts';
import type { RunFacts } from './facts.ts';
import { axisTitle, figure, percent, withInterval } from './format.ts';
import { phaseTitle, type RunView } from './run-view.ts';

/** The report's facts as plain text, in the page's order. */
export function renderText(run: RunView, facts: RunFacts): string {
  const parts = [
    `${facts.headline}\n`,
    run.finished ? '' : `This run is not finished: ${run.episodes.length} episodes so far.\n`,
    facts.findings.map((finding) => `- ${finding}\n`).join(''),
    textTable(
      ['scenes', 'AFR (95 % interval)', 'fail', 'run', 'spread', 'coverage', 'mean Q'],
      facts.phases.map(({ phase, afr, meanScore, spread, coverage }) => [
        phaseTitle(phase),
        withInterval(afr),
        String(afr.hits),
        String(afr.total),
        spread === null ? 'n/a' : figure(spread),
        coverage === null ? 'n/a' : percent(coverage.share),
        figure(meanScore),
      ]),
    ),
    spreadText(run, facts),
    diversityText(facts),
    invalidText(facts),
    reasonsText(facts),
    run.remarks.map((remark) => `remark: ${remark}\n`).join(''),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function spreadText(run: RunView, { diversity }: RunFacts): string {
  if (diversity === null || !diversity.knowsInduced) return '';
  return textTable(
    ['axis', 'spread of generated / induced'],
    run.space.axes.map((axis, i) => [axisTitle(axis), figure(diversity.spreadRatios[i] as number)]),
  );
}

function diversityText({ diversity }: RunFacts): string {
  if (diversity === null) return '';
  const { coverage, clusters, radius, heldOut } = diversity;
  return (
    `coverage of held-out failures (${heldOut}) within ${figure(radius)}: ${withInterval(coverage)}\n` +
    `groups of known failures reached: ${clusters.hit} of ${clusters.total}\n` +
    (diversity.knowsInduced
      ? `median distance to the nearest induced scene: ${figure(diversity.toInduced)} ` +
        `(between neighbours in the induced set: ${figure(diversity.withinInduced)})\n`
      : '')
  );
}

function invalidText({ phases }: RunFacts): string {
  return phases
    .filter(({ invalid }) => invalid > 0)
    .map(
      ({ phase, invalid, afr }) =>
        `${phaseTitle(phase)}: ${invalid} of ${afr.total} scenes were invalid and count as not failed\n`,
    )
    .join('');
}

function reasonsText({ phases }: RunFacts): string {
  const rows = phases.flatMap(({ phase, reasons, afr }) =>
    reasons.map(({ reason, count }) => [
      phaseTitle(phase),
      reason,
      `${count} (${percent(count / afr.hits)})`,
    ]),
  );
  return rows.length === 0 ? '' : textTable(['scenes', 'failures end by', 'how many'], rows);
}
