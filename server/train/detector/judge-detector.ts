import { type Proportion, Rng, SHAPE_CLASSES, type ShapeClass, wilson } from '../../../sim/index.ts';
import type { JudgeAbout } from '../pictures/judge-host.ts';
import { type JudgeOptions, judgeScenes } from '../pictures/judge-scenes.ts';
import { averagePrecision, type JudgedPicture } from './average-precision.ts';
import type { JudgedScene } from './judge-worker.ts';

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

/** Measures a detector on shapes that no training shows: how well it finds them, and how often it fails. */
export async function judgeDetector(options: JudgeOptions): Promise<DetectorVerdict> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const module = new URL(`./judge-worker.${extension}`, import.meta.url);
  const { about, judged } = await judgeScenes<JudgedScene>(module, options);
  return {
    ...verdict(judged.natural, judged.uniform, options.seed),
    ...about,
    scenes: options.scenes,
    seed: options.seed,
  };
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
