import { type PlanePoint, planePoint } from '../../../adversary/index.ts';
import { type Proportion, Rng, SHAPE_CLASSES, type ShapeClass, wilson } from '../../../sim/index.ts';
import type { GlChoice } from '../../../sim/render/headless.ts';
import { WorkerPool } from '../../evaluate/worker-pool.ts';
import type { JudgeAbout, JudgeConfig, JudgedAnswer, JudgeJob, SceneKind } from './judge-worker.ts';

export interface KindVerdict {
  readonly kind: SceneKind;
  /** Pictures whose class was told, of all and class by class. */
  readonly right: Proportion;
  readonly byClass: readonly { readonly name: ShapeClass; readonly right: Proportion }[];
  readonly plane: PlanePoint;
}

export interface ClassifierVerdict extends JudgeAbout {
  readonly natural: KindVerdict;
  readonly uniform: KindVerdict;
  /** Scenes of each class and kind. */
  readonly scenes: number;
  readonly seed: number;
}

/** Scenes of one job, which the agent sees as one batch. */
const LOT = 8;
const KINDS = 2;

/** Measures a classifier on shapes that no training shows: how often it is right, and where it lies in the plane. */
export async function judgeClassifier(options: {
  /** By name, as in `classifier:my.fsw`. */
  readonly agent: string;
  /** Scenes of each class and kind. */
  readonly scenes: number;
  readonly seed: number;
  readonly workers: number;
  readonly gl: GlChoice;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}): Promise<ClassifierVerdict> {
  const { agent, scenes, seed, workers, gl, signal, onProgress } = options;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new WorkerPool<JudgeJob, readonly JudgedAnswer[]>({
    module: new URL(`./judge-worker.${extension}`, import.meta.url),
    config: { agent, gl } satisfies JudgeConfig,
    workers,
    jobsPerWorker: 1,
  });
  const stop = () => void pool.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [about] = (await pool.ready()) as readonly JudgeAbout[];
    let done = 0;
    const judge = async (kind: SceneKind): Promise<KindVerdict> => {
      const jobs = SHAPE_CLASSES.flatMap((name) =>
        Array.from({ length: Math.ceil(scenes / LOT) }, (_, k): JudgeJob => {
          return { seed, kind, name, first: k * LOT, count: Math.min(LOT, scenes - k * LOT) };
        }),
      );
      const answers = await Promise.all(
        jobs.map(async (job) => {
          const judged = await pool.run(job);
          done += job.count;
          onProgress(done, scenes * KINDS * SHAPE_CLASSES.length);
          return judged;
        }),
      );
      return verdict(kind, answers.flat(), seed);
    };
    const [natural, uniform] = await Promise.all([judge('natural'), judge('uniform')]);
    return { ...(about as JudgeAbout), natural, uniform, scenes, seed };
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

function verdict(kind: SceneKind, answers: readonly JudgedAnswer[], seed: number): KindVerdict {
  const rightOf = (some: readonly JudgedAnswer[]) =>
    wilson(some.filter(({ failed }) => !failed).length, some.length);
  return {
    kind,
    right: rightOf(answers),
    byClass: SHAPE_CLASSES.map((name, k) => ({
      name,
      right: rightOf(answers.filter(({ classIndex }) => classIndex === k)),
    })),
    plane: planePoint(
      answers.map(({ probabilities }) => probabilities),
      answers.map(({ classIndex }) => classIndex),
      { rng: new Rng(seed, 'plane', kind) },
    ),
  };
}
