import { type Proportion, Rng, SHAPE_CLASSES, type ShapeClass, wilson } from '../../../sim/index.ts';
import type { GlChoice } from '../../../sim/render/headless.ts';
import { WorkerPool } from '../../evaluate/worker-pool.ts';
import { averagePrecision, type JudgedPicture } from './average-precision.ts';
import type { JudgeAbout, JudgeConfig, JudgedScene, JudgeJob, SceneKind } from './judge-worker.ts';

/** A figure with the interval that holds 95 % of its bootstrap (Efron 1979): scenes drawn again, with replacement. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ClassVerdict {
  readonly name: ShapeClass;
  /** Average precision at IoU 0.5 among natural views of all classes. */
  readonly precision: Measured;
  /** Failures of `detection/CLASS` in natural views. */
  readonly natural: Proportion;
  /** Failures in scenes drawn evenly from the published space. */
  readonly uniform: Proportion;
}

export interface DetectorVerdict extends JudgeAbout {
  readonly classes: readonly ClassVerdict[];
  /** Mean over classes of the average precision. */
  readonly meanPrecision: Measured;
  readonly natural: Proportion;
  readonly uniform: Proportion;
  /** Scenes of each class and kind. */
  readonly scenes: number;
  readonly seed: number;
}

const RESAMPLES = 400;
/** Scenes of one job, which the agent sees as one batch. */
const LOT = 8;
const KINDS: readonly SceneKind[] = ['natural', 'uniform'];

/** Measures a detector on shapes that no training shows: how well it finds them, and how often it fails. */
export async function judgeDetector(options: {
  /** By name, as in `detector:my.fsw`. */
  readonly agent: string;
  /** Scenes of each class and kind. */
  readonly scenes: number;
  readonly seed: number;
  readonly workers: number;
  readonly gl: GlChoice;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}): Promise<DetectorVerdict> {
  const { agent, scenes, seed, workers, gl, signal, onProgress } = options;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new WorkerPool<JudgeJob, readonly JudgedScene[]>({
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
    const judge = async (kind: SceneKind, name: ShapeClass): Promise<readonly JudgedScene[]> => {
      const lots = Array.from({ length: Math.ceil(scenes / LOT) }, async (_, k) => {
        const count = Math.min(LOT, scenes - k * LOT);
        const judged = await pool.run({ seed, kind, name, first: k * LOT, count });
        done += count;
        onProgress(done, scenes * KINDS.length * SHAPE_CLASSES.length);
        return judged;
      });
      return (await Promise.all(lots)).flat();
    };
    const [natural, uniform] = await Promise.all(
      KINDS.map((kind) => Promise.all(SHAPE_CLASSES.map((name) => judge(kind, name)))),
    );
    return { ...verdict(natural ?? [], uniform ?? [], seed), ...(about as JudgeAbout), scenes, seed };
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

type ByClass = readonly (readonly JudgedScene[])[];

function verdict(natural: ByClass, uniform: ByClass, seed: number) {
  const exact = precisions(natural);
  const rng = new Rng(seed, 'judge', 'bootstrap');
  const again = Array.from({ length: RESAMPLES }, () =>
    precisions(natural.map((scenes) => scenes.map(() => rng.pick(scenes)))),
  );
  return {
    classes: SHAPE_CLASSES.map((name, k): ClassVerdict => {
      const values = again.map((one) => one[k] as number);
      return {
        name,
        precision: measured(exact[k] as number, values),
        natural: failures(natural[k] ?? []),
        uniform: failures(uniform[k] ?? []),
      };
    }),
    meanPrecision: measured(meanOf(exact), again.map(meanOf)),
    natural: failures(natural.flat()),
    uniform: failures(uniform.flat()),
  };
}

function precisions(byClass: readonly (readonly JudgedPicture[])[]): readonly number[] {
  const all = byClass.flat();
  return SHAPE_CLASSES.map((_, k) => averagePrecision(all, k));
}

function failures(scenes: readonly JudgedScene[]): Proportion {
  return wilson(scenes.filter(({ failed }) => failed).length, scenes.length);
}

function measured(value: number, again: readonly number[]): Measured {
  const sorted = [...again].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { value, low: at(0.025), high: at(0.975) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
