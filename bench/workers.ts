import { availableParallelism } from 'node:os';
import { openEpisodePool } from '../server/evaluate/episode-pool.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

const EPISODES = 48;

/** (c) How much faster two workers are than one on the same camera episodes. */
export async function workers(): Promise<Ratio> {
  const config = { task: 'driving/straight', agent: 'cil', seats: 8, gl: 'auto' as const, plugins: [] };
  const one = await openEpisodePool({ config, workers: 1, tf: 'auto', engine: 'auto' });
  const two = await openEpisodePool({ config, workers: 2, tf: 'auto', engine: 'auto' });
  const run =
    ({ pool }: typeof one) =>
    async () => {
      await Promise.all(Array.from({ length: EPISODES }, (_, i) => pool.run({ scene: {}, seed: 300 + i })));
    };
  const { aMs, bMs, ratio } = await pairwise(3, run(one), run(two));
  await one.pool.close();
  await two.pool.close();
  return ratioOf({
    name: 'two-workers',
    question: 'episodes per second of two workers over one',
    target: { atLeast: 1.7 },
    ratio,
    sides: {
      oneWorkerEpisodesPerS: (EPISODES / aMs) * 1000,
      twoWorkersEpisodesPerS: (EPISODES / bMs) * 1000,
    },
    note: `${EPISODES} camera episodes, 8 seats a worker, ${availableParallelism()} cores; meaningful on an idle machine only`,
  });
}
