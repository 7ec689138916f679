import { caseTitle } from './cell.ts';
import { MEASURES } from './measures.ts';
import type { Comparison } from './summarise-comparison.ts';
import { caseTable, frontTable, overviewTable, rankingTable, type Table } from './tables.ts';
import { caseText, FRONT_TEXT, FRONT_TITLE, RANKING_TITLE, rankingText, settingText } from './words.ts';

/** The whole comparison as Markdown, under a title and a line that says how it was made. */
export function comparisonMarkdown(
  comparison: Comparison,
  { title, made }: { title: string; made: string },
): string {
  const { cases, rankings } = comparison;
  const parts = [`# ${title}`, made, settingText(comparison)];
  if (cases.length > 1) {
    for (const measure of ['failures', 'coverage'] as const) {
      parts.push(
        `## ${capital(MEASURES[measure].title)}`,
        `Means over the seeds: ${MEASURES[measure].meaning}.`,
      );
      parts.push(table(overviewTable(comparison, measure)));
    }
  }
  if (cases.some(({ front }) => front !== null)) {
    parts.push(`## ${FRONT_TITLE}`, FRONT_TEXT, table(frontTable(comparison)));
  }
  for (const ranking of rankings) {
    parts.push(`## ${RANKING_TITLE(ranking)}`, rankingText(ranking), table(rankingTable(ranking)));
  }
  for (const summary of cases) {
    parts.push(
      `## ${caseTitle(summary.case)}`,
      caseText(summary),
      table(caseTable(summary, comparison.against)),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function table({ header, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
