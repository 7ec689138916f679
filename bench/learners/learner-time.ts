import { createAdversary, type Proposal, type Trial } from '../../adversary/index.ts';
import { createAgent } from '../../agents/index.ts';
import { spaceOf } from '../../server/attack/attack-parts.ts';
import { parseAttackConfig } from '../../server/config/attack-config.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { Rng } from '../../sim/core/index.ts';
import { createTask, EpisodeRunner } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { cpuMs, type Ratio, ratioOf } from '../measure.ts';
import { thinkingMs } from './thinking.ts';

const SIMULATED = 64;

/**
 * How long the adversary thinks in a default attack, over how long its episodes take. Some random scenes are driven; each
 * scene that the adversary asks for is then told the score of the driven one nearest to it, and counts as long as they
 * took in the mean.
 */
export async function learnerTime(): Promise<Ratio> {
  const task = createTask('driving/one-curve');
  const space = spaceOf(task, null);
  const agent = await createAgent('cil', FILE_CONTEXT);
  const renderer = openHeadlessRenderer({ route: 'auto' });
  const runner = new EpisodeRunner({ task, agent, renderer, seats: 8 });
  const rng = new Rng(1, 'learner-time');
  const points = Array.from({ length: SIMULATED }, () => space.snap(space.axes.map(() => rng.range(-1, 1))));
  const drive = (some: typeof points) =>
    Promise.all(some.map((point, i) => runner.run({ scene: space.decode(point), seed: 100 + i })));
  await drive(points.slice(0, 8));
  let scores: number[] = [];
  const simulationMs = await cpuMs(async () => {
    scores = (await drive(points)).map(({ score }) => score.total);
  });
  await agent.close?.();
  const { description } = renderer;
  renderer.close();
  const { adversary: name } = parseAttackConfig({ task: task.id, agent: 'cil', out: 'none' }, {});
  const adversary = await createAdversary(name, {}, { dimension: space.dimension, seed: 1 });
  const evaluate = (proposal: Proposal): Trial => {
    const score = scores[nearest(points, proposal.point)] as number;
    return { ...proposal, score, failed: score <= task.failsBelow };
  };
  const { ms, trials } = await thinkingMs(adversary, evaluate);
  adversary.close();
  const simulatedMs = (simulationMs / SIMULATED) * trials;
  return ratioOf({
    name: 'learner',
    question: 'processor time of the learner over that of the simulation in a default attack',
    target: { atMost: 0.1 },
    ratio: ms / simulatedMs,
    sides: { learnerSeconds: ms / 1000, simulationSeconds: simulatedMs / 1000 },
    note: `${name} with default settings, ${trials} episodes of ${task.id} (${space.name}) with cil, of which ${SIMULATED} were driven; ${description}`,
  });
}

function nearest(points: readonly (readonly number[])[], to: readonly number[]): number {
  const squares = points.map((point) => point.reduce((sum, x, i) => sum + (x - (to[i] as number)) ** 2, 0));
  return squares.indexOf(Math.min(...squares));
}
