/**
 * How likely the failures are that adversaries meet where disturbances have a prior, and whether the likeliest
 * repeat: writes rows for ast.md. `npx tsx bench/experiments/ast.ts CASE EPISODES SEEDS [METHODS] [NEW-SEEDS]`
 */
import { adversaryKind, createSpending, runExperiment, type Trial } from '../../adversary/index.ts';
import { createAgent } from '../../agents/index.ts';
import { shapeOf, spaceOf } from '../../server/attack/attack-parts.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { repeats } from '../../server/report/likeliest.ts';
import { mean } from '../../sim/core/index.ts';
import { createTask, deriveSeed, EpisodeRunner, wilson } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';

const CASES = {
  gusts: { task: 'uav/3-anchors', space: 'gusts', agent: 'uav-pd' },
  'sensor-errors': { task: 'uav/3-anchors', space: 'sensor-errors', agent: 'uav-vision' },
  'step-out': { task: 'driving/traffic', space: 'step-out', agent: 'pursuit-idm' },
} as const;
/** The likeliest failures that are run again before a cell says that none repeats. */
const MOST_AGAIN = 50;

const [name = 'gusts', episodes = '600', seeds = '3', methods = 'random,cross-entropy,ast', newSeeds = '20'] =
  process.argv.slice(2);
const about = (CASES as Readonly<Record<string, (typeof CASES)[keyof typeof CASES]>>)[name];
if (about === undefined)
  throw new RangeError(`expected one of ${Object.keys(CASES).join(', ')}, got ${name}`);
const task = createTask(about.task);
const space = spaceOf(task, about.space);
const likelihood = space.logLikelihood as (point: readonly number[]) => number;
const agent = await createAgent(about.agent, FILE_CONTEXT);
const renderer = agent.needs.camera === null ? null : openHeadlessRenderer({ route: 'auto' });
const runner = new EpisodeRunner({ task, agent, renderer, seats: 8 });

/** As `faultscape attack --seed` runs it. */
async function attack(method: string, seed: number): Promise<readonly Trial[]> {
  const adversary = await createSpending(
    adversaryKind(method),
    Number(episodes),
    {},
    {
      ...shapeOf(space),
      seed: deriveSeed(seed, 'adversary'),
    },
  );
  const { trials } = await runExperiment({
    adversary,
    concurrency: 8,
    evaluate: async (proposal) => {
      const point = space.snap(proposal.point);
      const { score } = await runner.run({ scene: space.decode(point), seed: deriveSeed(seed, proposal.id) });
      return { ...proposal, point, score: score.total, failed: score.failed };
    },
  });
  return trials;
}

/** As `faultscape explain --repeat` runs it, with the default seed. */
async function again({ id, point }: Trial) {
  const failed = await Promise.all(
    Array.from({ length: Number(newSeeds) }, async (_, k) => {
      const seed = deriveSeed(1, 'repeat', id, k);
      return (await runner.run({ scene: space.decode(point), seed })).score.failed;
    }),
  );
  return wilson(failed.filter(Boolean).length, failed.length);
}

/** How far the likeliest failures lie below the top, and how often they fail again, until one repeats. */
async function likeliest(failures: readonly Trial[]) {
  const rates: string[] = [];
  for (const failure of failures.slice(0, MOST_AGAIN)) {
    const rate = await again(failure);
    rates.push(`${rate.hits}`);
    if (repeats(rate))
      return { first: rates[0] as string, repeating: (-likelihood(failure.point)).toFixed(2) };
  }
  return { first: rates[0] ?? 'none', repeating: failures.length === 0 ? 'none' : `none of ${rates.length}` };
}

const { cpu, wall } = { cpu: process.cpuUsage(), wall: performance.now() };
process.stdout.write(
  `| adversary | failures | mean Q | likeliest failure, below the top | of ${newSeeds} new seeds | likeliest that repeats | median failure |\n` +
    '|---|---|---|---|---|---|---|\n',
);
for (const method of methods.split(',')) {
  const cells: string[][] = [[], [], [], [], [], []];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const trials = await attack(method, seed);
    const failures = trials
      .filter(({ failed }) => failed)
      .sort((a, b) => likelihood(b.point) - likelihood(a.point));
    const below = failures.map(({ point }) => -likelihood(point));
    const { first, repeating } = await likeliest(failures);
    const median = below[Math.floor(below.length / 2)];
    const row = [
      String(below.length),
      mean(trials.map(({ score }) => score)).toFixed(3),
      below[0]?.toFixed(2) ?? 'none',
      first,
      repeating,
      median?.toFixed(1) ?? 'none',
    ];
    row.forEach((cell, i) => {
      cells[i]?.push(cell);
    });
  }
  process.stdout.write(`| \`${method}\` | ${cells.map((cell) => cell.join(', ')).join(' | ')} |\n`);
}
const { user, system } = process.cpuUsage(cpu);
process.stderr.write(
  `${((user + system) / 1e6).toFixed(0)} s of processor in ${((performance.now() - wall) / 1e3).toFixed(0)} s\n`,
);
renderer?.close();
await agent.close?.();
