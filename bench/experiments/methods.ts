/**
 * Adversaries at 600 episodes on a landscape with known failures; writes methods-D.md for a box of D axes:
 * `npx tsx bench/experiments/methods.ts D`. `bayesian` is left out, as its learner would take most of the time.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  adversaryNames,
  coverage,
  createAdversary,
  defaultRadius,
  type OptionValues,
  runExperiment,
  uniformPoint,
} from '../../adversary/index.ts';
import { mean, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { modeOf, scoreProposal } from '../../test/toys/landscape.ts';

const DIMENSION = Number(process.argv[2] ?? 3);
const PAGE = fileURLToPath(new URL(`methods-${DIMENSION}.md`, import.meta.url));
const EPISODES = 600;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const DRAWS = 1000;
const HELD_OUT = 300;
const POOLED = { pool: 500, samples: 100, baseline: 0 };
const IMITATING = { ...POOLED, induced: 60 };

/** How each adversary spends its episodes; those not named here take them as `samples`. */
const SPENT: Readonly<Record<string, OptionValues>> = {
  bbgan: IMITATING,
  gaussian: IMITATING,
  gmm: IMITATING,
  gp: POOLED,
  svm: POOLED,
};

interface Outcome {
  /** Failures among all episodes. */
  readonly found: number;
  /** Share of the held-out failures with a found one nearby. */
  readonly covered: number;
  /** Failing share of what the learned distribution draws, and the coverage of its failures. */
  readonly drawnFailing: number;
  readonly drawnCovered: number;
  readonly seconds: number;
}

async function outcomeOf(name: string, dimension: number, seed: number): Promise<Outcome> {
  const start = process.cpuUsage();
  const options = SPENT[name] ?? { samples: EPISODES };
  const adversary = await createAdversary(name, options, { dimension, seed });
  const { trials } = await runExperiment({
    adversary,
    evaluate: async (proposal) => scoreProposal(proposal),
    concurrency: 8,
  });
  if (trials.length !== EPISODES) throw new Error(`${name} spent ${trials.length} episodes`);
  const failures = trials.filter((trial) => trial.failed).map((trial) => trial.point);
  const failing = adversary
    .distribution()
    .sample(DRAWS, seed)
    .filter((point) => modeOf(point) >= 0);
  const heldOut = heldOutFailures(dimension, seed);
  const radius = defaultRadius(dimension);
  return {
    found: failures.length,
    covered: coverage(heldOut, failures, radius).share,
    drawnFailing: failing.length / DRAWS,
    drawnCovered: coverage(heldOut, failing, radius).share,
    seconds: process.cpuUsage(start).user / 1e6,
  };
}

function heldOutFailures(dimension: number, seed: number): readonly Point[] {
  const rng = new Rng(seed, 'held-out', dimension);
  const found: Point[] = [];
  while (found.length < HELD_OUT) {
    const point = uniformPoint(rng, dimension);
    if (modeOf(point) >= 0) found.push(point);
  }
  return found;
}

/** Vargha and Delaney's A12: how likely a run of `a` is above one of `b`, ties counted half. */
function superiority(a: readonly number[], b: readonly number[]): number {
  const wins = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)));
  return mean(wins);
}

async function tableOf(dimension: number): Promise<string> {
  const rows: string[] = [];
  let random: readonly number[] = [];
  for (const name of adversaryNames().filter((each) => each !== 'bayesian')) {
    const outcomes: Outcome[] = [];
    for (const seed of SEEDS) outcomes.push(await outcomeOf(name, dimension, seed));
    const column = (of: (outcome: Outcome) => number) => outcomes.map(of);
    const found = column((outcome) => outcome.found);
    if (name === 'random') random = found;
    const percent = (of: (outcome: Outcome) => number) => `${(100 * mean(column(of))).toFixed(0)} %`;
    const cells = [
      `\`${name}\``,
      mean(found).toFixed(0),
      `${Math.min(...found)} to ${Math.max(...found)}`,
      superiority(found, random).toFixed(2),
      percent((outcome) => outcome.covered),
      percent((outcome) => outcome.drawnFailing),
      percent((outcome) => outcome.drawnCovered),
      mean(column((outcome) => outcome.seconds)).toFixed(1),
    ];
    process.stderr.write(`${dimension} axes: ${cells.join(' ')}\n`);
    rows.push(`| ${cells.join(' | ')} |`);
  }
  return [
    '| adversary | failures found | of ten seeds | A12 over random | held-out failures near one found | draws that fail | held-out failures near one drawn | seconds |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const settings = Object.entries(SPENT).map(([name, options]) => `\`${name}\` ${JSON.stringify(options)}`);
const table = await tableOf(DIMENSION);
writeFileSync(
  PAGE,
  `# Adversaries on a landscape with known failures, ${DIMENSION} axes

\`npx tsx bench/experiments/methods.ts ${DIMENSION}\` wrote this page. ${EPISODES} episodes each, seeds 1 to 10, default settings
except how the episodes are spent: ${settings.join('; ')};
all others ${EPISODES} \`samples\`. \`bayesian\` is left out: its learner would take most of the time.

The landscape ([code](../../test/toys/landscape.ts)): failures are three separate balls on the first three axes, 6.6 % of the
box; the score falls smoothly towards the nearest. Means over the seeds; "near" is within the radius that holds 2 % of all
pairs. Draws are ${DRAWS} scenes of what the adversary leaves behind: \`bbgan\`, \`cross-entropy\`, \`gaussian\` and \`gmm\` draw new scenes,
\`gp\` and \`svm\` the ones they ran, \`random\` any scene, and all others known failures again, which fail by what they are.
Seconds are processor time of the whole search. A smooth landscape favours searches and models; it says nothing about
noise, steps or rare failures. On twelve axes a grid of 600 scenes has two values per axis, which lie near the middles
of the balls by accident.

${table}
`,
);
