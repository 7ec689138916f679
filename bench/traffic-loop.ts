import { PurePursuitAgent, PursuitIdmAgent } from '../agents/index.ts';
import { type Agent, createTask, EpisodeRunner } from '../sim/index.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

const EPISODES = 12;

/** What a step in a town of ten other cars, two cyclists and four people costs over one of a car alone. */
export async function trafficLoop(): Promise<Ratio> {
  const busy = drives('driving/traffic', new PursuitIdmAgent());
  const alone = drives('driving/navigation', new PurePursuitAgent());
  const { aMs, bMs, ratio } = await pairwise(9, busy.run, alone.run);
  const [busySteps, aloneSteps] = [busy.steps(), alone.steps()];
  return ratioOf({
    name: 'traffic-loop',
    question: 'a state-only step among ten cars, two cyclists and four people over one of a car alone',
    target: { atMost: 4 },
    ratio: (ratio * aloneSteps) / busySteps,
    sides: { trafficUsPerStep: (aMs / busySteps) * 1000, aloneUsPerStep: (bMs / aloneSteps) * 1000 },
    note: `${EPISODES} episodes each of driving/traffic with pursuit-idm and driving/navigation with pure-pursuit, laying the scene included`,
  });
}

/** The same episodes at every call. */
function drives(taskId: string, agent: Agent): { run: () => Promise<void>; steps: () => number } {
  const runner = new EpisodeRunner({ task: createTask(taskId), agent, renderer: null, seats: 8 });
  let steps = 0;
  const run = async () => {
    const records = await Promise.all(
      Array.from({ length: EPISODES }, (_, i) => runner.run({ scene: {}, seed: 700 + i })),
    );
    steps = records.reduce((sum, { score }) => sum + score.steps, 0);
  };
  return { run, steps: () => steps };
}
