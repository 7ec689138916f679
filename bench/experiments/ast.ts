/** How likely the failures are that adversaries meet where disturbances have a prior: writes rows for ast.md, or JSON. */
import {
  adversaryKind,
  createSpending,
  type OptionValues,
  runExperiment,
  type Trial,
} from '../../adversary/index.ts';
import { PursuitIdmAgent, UavPdAgent } from '../../agents/index.ts';
import { shapeOf, spaceOf } from '../../server/attack/attack-parts.ts';
import { type Agent, createTask, deriveSeed, EpisodeRunner } from '../../sim/index.ts';

const CASES: Readonly<Record<string, { readonly task: string; readonly space: string; agent(): Agent }>> = {
  gusts: { task: 'uav/3-anchors', space: 'gusts', agent: () => new UavPdAgent() },
  'step-out': { task: 'driving/traffic', space: 'step-out', agent: () => new PursuitIdmAgent() },
};
const METHODS: readonly (readonly [name: string, options: OptionValues])[] = [
  ['random', {}],
  ['cross-entropy', {}],
  ['ast', {}],
];

const [name = 'gusts', episodes = '600', seeds = '3'] = process.argv.slice(2);
const about = CASES[name];
if (about === undefined)
  throw new RangeError(`expected one of ${Object.keys(CASES).join(', ')}, got ${name}`);
const task = createTask(about.task);
const space = spaceOf(task, about.space);
const likelihood = space.logLikelihood as (point: readonly number[]) => number;
const runner = new EpisodeRunner({ task, agent: about.agent(), renderer: null, seats: 8 });

/** As `faultscape attack --seed` runs it. */
async function attack(method: string, options: OptionValues, seed: number): Promise<readonly Trial[]> {
  const adversary = await createSpending(adversaryKind(method), Number(episodes), options, {
    ...shapeOf(space),
    seed: deriveSeed(seed, 'adversary'),
  });
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

process.stdout.write(
  '| adversary | failures | likeliest failure, below the top | median failure |\n|---|---|---|---|\n',
);
for (const [method, options] of METHODS) {
  const cells: string[][] = [[], [], []];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const failures = (await attack(method, options, seed)).filter(({ failed }) => failed);
    const below = failures.map(({ point }) => -likelihood(point)).sort((a, b) => a - b);
    cells[0]?.push(String(below.length));
    cells[1]?.push(below[0]?.toFixed(2) ?? 'none');
    cells[2]?.push(below[Math.floor(below.length / 2)]?.toFixed(1) ?? 'none');
  }
  const said = Object.entries(options).map(([key, value]) => ` ${key}=${value}`);
  process.stdout.write(
    `| \`${method}\`${said.join('')} | ${cells.map((cell) => cell.join(', ')).join(' | ')} |\n`,
  );
}
