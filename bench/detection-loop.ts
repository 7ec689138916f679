import { createAgent } from '../agents/index.ts';
import { EpisodeHost, FILE_CONTEXT } from '../server/evaluate/episode-host.ts';
import type { CameraPose, Observation, Picture } from '../sim/index.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

const SEATS = 8;
const EPISODES = 16;
const WARMING_ROUNDS = 12;
const TASK = 'detection/all';

/**
 * What a detection episode costs over drawing, reading back and looking at the same pictures. Every
 * episode builds a shape that was never built before; the bare side finds it in GL memory. A run also
 * syncs one row of its log an episode, whose time is the disk's.
 */
export async function detectionLoop(): Promise<Ratio> {
  let shots: { picture: Picture; pose: CameraPose; seat: number }[] = [];
  const host = await EpisodeHost.open(
    { task: TASK, agent: 'detector', seats: SEATS, gl: 'auto', plugins: [] },
    {
      watch:
        () =>
        ({ episode, seat }) => {
          const pose = episode.cameraPose();
          if (pose !== null) shots.push({ picture: episode.picture(), pose, seat });
        },
    },
  );
  const agent = await createAgent('detector', FILE_CONTEXT);
  const { camera } = agent.needs;
  const { renderer } = host;
  if (camera === null || renderer === null) throw new TypeError('the detector has no camera');
  let seed = 0;
  const closedLoop = async () => {
    shots = [];
    await Promise.all(Array.from({ length: EPISODES }, () => host.run({ scene: {}, seed: seed++ })));
  };
  const bare = async () => {
    for (let first = 0; first < shots.length; first += SEATS) {
      const batch = shots.slice(first, first + SEATS).map(({ picture, pose, seat }): Observation => {
        const frame = renderer.render(picture, pose, camera, seat);
        return { seat, step: 0, timeS: 0, speedMps: 0, command: 'follow', frame, truth: null };
      });
      await agent.act(batch);
    }
    for (let seat = 0; seat < SEATS; seat++) renderer.release(seat);
  };
  for (let round = 0; round < WARMING_ROUNDS; round++) await closedLoop();
  const { aMs, bMs, ratio } = await pairwise(15, closedLoop, bare);
  const { description } = renderer;
  await agent.close?.();
  await host.close();
  return ratioOf({
    name: 'detection-loop',
    question:
      'detection episode (new shape, truth, render, inference) over bare render, readback and inference',
    target: { atMost: 1.5 },
    ratio,
    sides: { episodeMs: aMs / EPISODES, bareMs: bMs / EPISODES },
    note: `${EPISODES} new shapes of ${TASK} a round, ${SEATS} seats, ${camera.widthPx}x${camera.heightPx}, without the log, ${description}, net on ${agent.engine?.backend}`,
  });
}
