import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgent } from '../agents/index.ts';
import { EpisodeHost, FILE_CONTEXT } from '../server/evaluate/episode-host.ts';
import { SqliteStore } from '../server/store/sqlite-store.ts';
import type { CameraPose, Observation, Picture } from '../sim/index.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

const SEATS = 8;
const EPISODES = 16;
const TASK = 'detection/all';

/**
 * What a detection episode costs over drawing, reading back and looking at the same pictures. Every
 * episode builds a shape that was never built before; the bare side finds it in GL memory.
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
  const camera = agent.needs.camera;
  if (camera === null || host.renderer === null) throw new Error('the detector lost its camera');
  const { renderer } = host;
  const folder = mkdtempSync(join(tmpdir(), 'faultscape-bench-'));
  const store = SqliteStore.create(join(folder, 'run.sqlite'), 'bench');
  let seed = 0;
  const closedLoop = async () => {
    shots = [];
    const episode = async (seed: number) => {
      const { score, trajectory, wallMs } = await host.run({ scene: {}, seed });
      store.append(
        {
          id: `bench-${seed}`,
          phase: 'bench',
          point: null,
          scene: {},
          seed,
          status: 'done',
          q: score.total,
          terms: score.terms,
          failed: score.failed,
          reason: score.reason,
          terminated: score.terminated,
          truncated: score.truncated,
          steps: score.steps,
          task: TASK,
          agent: 'detector',
          agentVersion: host.about.agentVersion,
          versions: {},
          wallMs,
          error: null,
        },
        trajectory,
      );
    };
    await Promise.all(Array.from({ length: EPISODES }, () => episode(seed++)));
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
  for (let round = 0; round < 4; round++) await closedLoop();
  const { aMs, bMs, ratio } = await pairwise(9, closedLoop, bare);
  store.close();
  await agent.close?.();
  await host.close();
  rmSync(folder, { recursive: true });
  return ratioOf({
    name: 'detection-loop',
    question:
      'detection episode (new shape, truth, render, inference, log) over bare render, readback and inference',
    target: { atMost: 1.5 },
    ratio,
    sides: { episodeMs: aMs / EPISODES, bareMs: bMs / EPISODES },
    note: `${EPISODES} episodes of ${TASK} a round, ${SEATS} seats, ${camera.widthPx}x${camera.heightPx}, ${renderer.description}`,
  });
}
