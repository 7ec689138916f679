import { SHAPE_CLASSES, type ShapeClass } from '../../../sim/index.ts';
import type { GlChoice } from '../../../sim/render/headless.ts';
import { WorkerPool } from '../../evaluate/worker-pool.ts';
import {
  type JudgeAbout,
  type JudgeConfig,
  type JudgeJob,
  SCENE_KINDS,
  type SceneKind,
} from './judge-host.ts';

export interface JudgeOptions {
  /** By name, as in `detector:my.fsw`. */
  readonly agent: string;
  /** Scenes of each class and kind. */
  readonly scenes: number;
  readonly seed: number;
  readonly workers: number;
  readonly gl: GlChoice;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** What was judged of each kind: for every class, in the order of SHAPE_CLASSES, its scenes. */
export type JudgedByKind<Judged> = Readonly<Record<SceneKind, readonly (readonly Judged[])[]>>;

/** Scenes of one job, which the agent sees as one batch. */
const LOT = 8;

/** Shows an agent scenes of every class and kind in workers of `module`, which opens a judge host. */
export async function judgeScenes<Judged>(
  module: URL,
  { agent, scenes, seed, workers, gl, signal, onProgress }: JudgeOptions,
): Promise<{ readonly about: JudgeAbout; readonly judged: JudgedByKind<Judged> }> {
  const pool = new WorkerPool<JudgeJob, readonly Judged[]>({
    module,
    config: { agent, gl } satisfies JudgeConfig,
    workers,
    jobsPerWorker: 1,
  });
  const stop = () => void pool.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [about] = (await pool.ready()) as readonly JudgeAbout[];
    let done = 0;
    const judge = async (kind: SceneKind, name: ShapeClass): Promise<readonly Judged[]> => {
      const lots = Array.from({ length: Math.ceil(scenes / LOT) }, async (_, k) => {
        const count = Math.min(LOT, scenes - k * LOT);
        const judged = await pool.run({ seed, kind, name, first: k * LOT, count });
        done += count;
        onProgress(done, scenes * SCENE_KINDS.length * SHAPE_CLASSES.length);
        return judged;
      });
      return (await Promise.all(lots)).flat();
    };
    const ofKind = (kind: SceneKind) => Promise.all(SHAPE_CLASSES.map((name) => judge(kind, name)));
    const [natural, uniform] = await Promise.all([ofKind('natural'), ofKind('uniform')]);
    return { about: about as JudgeAbout, judged: { natural, uniform } };
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}
