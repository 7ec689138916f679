import { hardenCommand } from './harden-command.ts';
import type { Hardening } from './hardening.ts';
import { findings, settingOf, verdictTable } from './hardening-words.ts';

/** The picture that the card shows, beside it. */
export const CHART_FILE = 'chart.svg';

/** The model card of the new weights, with the table of before and after. */
export function hardeningCard(hardening: Hardening): string {
  const { task, space, adversary, agent, versions, weights, renderer } = hardening;
  const { header, rows } = verdictTable(hardening);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const table = [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
  return `# Model card: \`${weights}\`

**What it is.** \`${agent.before}\` (version ${versions.before}), trained further on failures that \`${adversary}\` learned in
\`${task}\`, space \`${space}\`: version ${versions.after}. Use it as \`${agent.after}\`.

**How it was made.** ${settingOf(hardening).join(' ')}

\`\`\`sh
${hardenCommand(hardening)}
\`\`\`

\`training/\` has the episodes with their scenes and seeds, and the losses. The same seed gives the same weights to the bit on
one drawing route and one backend.${renderer === null ? '' : ` Drawn on ${renderer}.`}

**Before and after.** Share that fails, with its Wilson interval at 95 %; mended failed before and passes now, broken the
other way round.

![Share that fails before and after](${CHART_FILE})

${table}

${findings(hardening)
  .map((finding) => `- ${finding}`)
  .join('\n')}

**Not for** more than the agent that it comes from; what neither the old training nor this attack met was not looked at.
`;
}
