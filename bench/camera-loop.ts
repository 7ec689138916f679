import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EpisodeHost } from '../server/evaluate/episode-host.ts';
import { SqliteStore } from '../server/store/sqlite-store.ts';
import type { CameraPose, Picture } from '../sim/index.ts';
import { pairwise, type Ratio, ratioOf } from './measure.ts';

const SEATS = 8;
const TASK = 'driving/straight';

/** (a) What a closed-loop camera step costs over drawing and reading back the same frames. */
export async function cameraLoop(): Promise<Ratio> {
  const shots: { picture: Picture; pose: CameraPose; seat: number }[] = [];
  let recording = true;
  const host = await EpisodeHost.open(
    { task: TASK, agent: 'cil', seats: SEATS, gl: 'auto', plugins: [] },
    {
      watch:
        () =>
        ({ episode, seat }) => {
          const pose = recording ? episode.cameraPose() : null;
          if (pose !== null) shots.push({ picture: episode.picture(), pose, seat });
        },
    },
  );
  const folder = mkdtempSync(join(tmpdir(), 'faultscape-bench-'));
  const store = SqliteStore.create(join(folder, 'run.sqlite'), 'bench');
  let round = 0;
  let steps = 0;
  const closedLoop = async () => {
    round++;
    const records = await Promise.all(
      Array.from({ length: SEATS }, async (_, i) => {
        const { score, trajectory, wallMs } = await host.run({ scene: {}, seed: 100 + i });
        store.append(
          {
            id: `bench-${round}-${i}`,
            phase: 'bench',
            point: null,
            scene: {},
            seed: 100 + i,
            status: 'done',
            q: score.total,
            terms: score.terms,
            failed: score.failed,
            reason: score.reason,
            terminated: score.terminated,
            truncated: score.truncated,
            steps: score.steps,
            task: TASK,
            agent: 'cil',
            agentVersion: host.about.agentVersion,
            versions: {},
            wallMs,
            error: null,
          },
          trajectory,
        );
        return score.steps;
      }),
    );
    steps = records.reduce((sum, n) => sum + n, 0);
  };
  const camera = { widthPx: 96, heightPx: 48, rgb: true, depth: false, semantic: false };
  await closedLoop();
  recording = false;
  const drawOnly = () => {
    for (const { picture, pose, seat } of shots) host.renderer?.render(picture, pose, camera, seat);
    for (let seat = 0; seat < SEATS; seat++) host.renderer?.release(seat);
  };
  const { aMs, bMs, ratio } = await pairwise(5, closedLoop, drawOnly);
  const description = host.renderer?.description ?? 'none';
  store.close();
  await host.close();
  rmSync(folder, { recursive: true });
  return ratioOf({
    name: 'camera-loop',
    question: 'closed-loop camera step (physics, render, inference, log) over bare render and readback',
    target: { atMost: 2 },
    ratio,
    sides: { closedLoopMsPerStep: aMs / steps, drawMsPerFrame: bMs / shots.length },
    note: `${SEATS} episodes of ${TASK} side by side, 96x48, ${description}`,
  });
}
