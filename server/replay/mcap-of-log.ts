import type { Task, Trajectory } from '../../sim/index.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { McapMessages } from './mcap-messages.ts';
import { writeMcap } from './write-mcap.ts';

/**
 * A logged episode as an MCAP file, from its log alone: nothing is simulated and no agent runs. So
 * it holds no camera images, which logs do not; it says so.
 */
export async function mcapOfLog(
  task: Task,
  row: EpisodeRow,
  { rows, names }: Trajectory,
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const retrace = task.retrace?.(row.scene, row.seed);
  const messages = new McapMessages(task);
  const width = names.length;
  const steps = rows.length / width;
  for (let step = 0; step < steps; step++) {
    const action = rows.subarray(step * width, step * width + task.action.names.length);
    const state = rows.subarray(step * width + task.action.names.length, (step + 1) * width);
    const beforeS = step * task.controlStepS;
    const afterS = beforeS + task.controlStepS;
    const isLast = step === steps - 1;
    messages.addStep({
      beforeS,
      action,
      movers: retrace?.picture(state, afterS).movers ?? [],
      camera: retrace?.cameraPose(state) ?? null,
      state,
      // How it ended counts in the score at the end, and is logged.
      score: isLast ? { total: row.q ?? 0, terms: row.terms ?? {} } : (retrace?.score(state, afterS) ?? null),
    });
  }
  const parts: Uint8Array[] = [];
  let position = 0n;
  const output = {
    position: () => position,
    async write(bytes: Uint8Array) {
      // The writer uses its memory again.
      parts.push(Uint8Array.from(bytes));
      position += BigInt(bytes.length);
    },
  };
  await writeMcap(output, messages.all, { ...metadata, cameraImages: NO_IMAGES });
  return Buffer.concat(parts);
}

const NO_IMAGES = 'left out: made from the log, which holds none; faultscape replay --mcap draws them anew';
