/**
 * Random scenes against BBGAN at an equal number of episodes, for one family of tasks; writes FAMILY-afr.md:
 * `npx tsx bench/experiments/attack-afr.ts driving`. Runs are kept in runs/afr/FAMILY-N.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatherFacts } from '../../server/report/facts.ts';
import { withInterval } from '../../server/report/format.ts';
import { viewRun } from '../../server/report/load-run.ts';
import { isUniform } from '../../server/report/run-view.ts';
import { RunFolder } from '../../server/store/run-folder.ts';
import { type Proportion, wilson } from '../../sim/core/index.ts';

const MAIN = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url));
const SIZES = '--pool 1000 --induced 100 --samples 50 --baseline 50 --seed 1';
const SMALLER = '--pool 400 --induced 80 --samples 100 --baseline 100 --seed 1 --workers 1';
/** Long drives, with a camera. */
const SMALLEST = '--pool 200 --induced 50 --samples 50 --baseline 50 --seed 1 --workers 1';
const detector = (task: string) =>
  `--task ${task} --space paper --agent detector --adversary bbgan ${SMALLER}`;

/** What is attacked, by family. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  driving: [
    `--task driving/straight --space paper --agent cil --adversary bbgan ${SIZES}`,
    `--task driving/one-curve --space paper --agent cil --adversary bbgan ${SIZES}`,
    `--task driving/one-curve --space paper --agent cil --adversary bbgan --preset paper ${SIZES}`,
    `--task driving/one-curve --space extended --agent cil --adversary bbgan --boost 1 ${SIZES}`,
    `--task driving/navigation --space paper --agent cil --adversary bbgan ${SIZES}`,
  ],
  uav: ['3', '4', '5'].map(
    (anchors) =>
      `--task uav/${anchors}-anchors --space paper --agent uav-vision --adversary bbgan ${SMALLER}`,
  ),
  detection: ['detection/bus', 'detection/car', 'detection/all'].map(detector),
  'lane-keeping': ['extended', 'curvature'].map(
    (space) => `--task driving/lane-keeping --space ${space} --agent cil --adversary bbgan ${SMALLEST}`,
  ),
  traffic: [`--task driving/traffic --agent pursuit-idm --adversary bbgan ${SMALLER}`],
};

const family = process.argv[2] ?? '';
const attacks = FAMILIES[family];
if (attacks === undefined) {
  console.error(`Expected one of ${Object.keys(FAMILIES).join(', ')}, got "${family}".`);
  process.exit(2);
}

const table: string[] = [];
const sections: string[] = [];
for (const [i, attack] of attacks.entries()) {
  const out = join('runs', 'afr', `${family}-${i + 1}`);
  process.stderr.write(`${attack}\n`);
  run('attack', ...attack.split(' '), '--out', out);
  table.push(tableRow(i + 1, out));
  const facts = run('report', out).replace(/\npage: .*\n/, '\n');
  sections.push(
    `## ${i + 1}\n\n\`npx faultscape attack ${attack} --out ${out}\`\n\n\`\`\`\n${facts.trim()}\n\`\`\`\n`,
  );
  writeFileSync(
    fileURLToPath(new URL(`${family}-afr.md`, import.meta.url)),
    `${head()}\n${sections.join('\n')}`,
  );
}

function run(...args: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`faultscape ${args.join(' ')} ended with ${status}`);
  return stdout;
}

/** All uniform scenes together estimate what as many random ones as BBGAN spent would have found. */
function tableRow(number: number, folder: string): string {
  const run = RunFolder.open(folder, { write: false });
  try {
    const view = viewRun(run, folder);
    const { phases } = gatherFacts(view);
    const sum = (wanted: (phase: string) => boolean): Proportion => {
      const chosen = phases.filter(({ phase }) => wanted(phase)).map(({ afr }) => afr);
      return wilson(
        chosen.reduce((hits, afr) => hits + afr.hits, 0),
        chosen.reduce((total, afr) => total + afr.total, 0),
      );
    };
    const random = sum(isUniform);
    const spent = sum((phase) => phase !== 'random');
    const afrs = [random, sum((phase) => !isUniform(phase))].map(withInterval);
    const found = [spent.total, Math.round(random.share * spent.total), spent.hits];
    return `| ${[number, view.taskId, view.space.name, view.agent, ...afrs, ...found].join(' | ')} |`;
  } finally {
    run.close();
  }
}

function head(): string {
  return [
    `# Random scenes against BBGAN: ${family}`,
    '',
    `\`npx tsx bench/experiments/attack-afr.ts ${family}\` wrote this page. One seed each.`,
    'Random scenes are the pool and the baseline together; BBGAN spends the pool and what it generates; the last two',
    'columns compare failures found at that equal number of episodes.',
    '',
    '| | task | space | agent | AFR of random scenes | AFR of generated scenes | episodes of BBGAN | failures in as many random ones | failures of BBGAN |',
    '|---|---|---|---|---|---|---|---|---|',
    ...table,
    '',
  ].join('\n');
}
