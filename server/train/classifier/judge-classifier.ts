import { type PlanePoint, planePoint } from '../../../adversary/index.ts';
import { type Proportion, Rng, SHAPE_CLASSES, type ShapeClass, wilson } from '../../../sim/index.ts';
import type { JudgeAbout, SceneKind } from '../pictures/judge-host.ts';
import { type JudgeOptions, judgeScenes } from '../pictures/judge-scenes.ts';
import type { JudgedAnswer } from './judge-worker.ts';

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

/** Measures a classifier on shapes that no training shows: how often it is right, and where it lies in the plane. */
export async function judgeClassifier(options: JudgeOptions): Promise<ClassifierVerdict> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const module = new URL(`./judge-worker.${extension}`, import.meta.url);
  const { about, judged } = await judgeScenes<JudgedAnswer>(module, options);
  return {
    natural: verdict('natural', judged.natural.flat(), options.seed),
    uniform: verdict('uniform', judged.uniform.flat(), options.seed),
    ...about,
    scenes: options.scenes,
    seed: options.seed,
  };
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
