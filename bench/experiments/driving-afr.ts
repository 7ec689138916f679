/** Attacks `cil` on every route and writes the tables to driving-afr.md: `npx tsx bench/experiments/driving-afr.ts`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url));
const PAGE = fileURLToPath(new URL('driving-afr.md', import.meta.url));
const SIZES = '--pool 1000 --induced 100 --samples 50 --baseline 50 --seed 1';
const ATTACKS = [
  `--task driving/straight --space paper --agent cil --adversary bbgan ${SIZES}`,
  `--task driving/one-curve --space paper --agent cil --adversary bbgan ${SIZES}`,
  `--task driving/one-curve --space paper --agent cil --adversary bbgan --preset paper ${SIZES}`,
  `--task driving/one-curve --space extended --agent cil --adversary bbgan --boost 1 ${SIZES}`,
  `--task driving/navigation --space paper --agent cil --adversary bbgan ${SIZES}`,
];

const folder = mkdtempSync(join(tmpdir(), 'faultscape-afr-'));
const sections: string[] = [];
ATTACKS.forEach((attack, i) => {
  const out = join(folder, `attack-${i}`);
  const run = (...args: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`faultscape ${args.join(' ')} ended with ${status}`);
    return stdout;
  };
  process.stderr.write(`${attack}\n`);
  run('attack', ...attack.split(' '), '--out', out);
  const facts = run('report', out, '--no-pictures').replace(/\npage: .*\n/, '\n');
  sections.push(
    `## ${i + 1}\n\n\`npx faultscape attack ${attack} --out runs/afr-${i + 1}\`\n\n\`\`\`\n${facts.trim()}\n\`\`\`\n`,
  );
  writeFileSync(PAGE, `${head()}\n${sections.join('\n')}`);
});

function head(): string {
  return [
    '# BBGAN against the shipped camera agent',
    '',
    '`npx tsx bench/experiments/driving-afr.ts` wrote this page. One seed each; a table with ten seeds a cell is not made yet.',
    '',
  ].join('\n');
}
