import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactWeights, createDetectorTrainer, detectorPlanOf } from '../../agents/detector/index.ts';
import { SHIPPED_WEIGHTS } from '../../agents/index.ts';
import {
  classifierPlanOf,
  compactClassifier,
  createClassifierTrainer,
  type MobileNetPlanOptions,
} from '../../agents/perception/index.ts';
import type { PictureTrainer, PictureTrainerOptions } from '../../agents/pictures/index.ts';
import { architectureIn, hashFiles } from '../../agents/tensor/index.ts';
import { FaultscapeError, SHAPE_CLASSES } from '../../sim/index.ts';
import { RenderedPictures } from '../train/pictures/rendered-pictures.ts';
import { trainOnPictures } from '../train/pictures/train-on-pictures.ts';
import { type TrainingView, trainingView } from '../train/pictures/training-views.ts';
import { type AgentSchool, lessonOf, type Schooling } from './agent-school.ts';

/** A net that learns from labelled pictures of single things. */
interface PictureNetKind<Parts extends string> {
  readonly name: string;
  readonly shippedWeights: string;
  readonly parts: readonly (Parts | 'total')[];
  /** What the architecture that a weights file names is made of; null for another kind of net. */
  readonly planOf: (architecture: string) => MobileNetPlanOptions | null;
  readonly createTrainer: (
    options: PictureTrainerOptions & MobileNetPlanOptions,
  ) => Promise<PictureTrainer<Parts>>;
  readonly compact: (file: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

export const classifierSchool = pictureSchool({
  name: 'classifier',
  shippedWeights: SHIPPED_WEIGHTS.classifier,
  parts: ['total', 'wrongShare'],
  planOf: classifierPlanOf,
  createTrainer: createClassifierTrainer,
  compact: compactClassifier,
});

export const detectorSchool = pictureSchool({
  name: 'detector',
  shippedWeights: SHIPPED_WEIGHTS.detector,
  parts: ['total', 'objectness', 'box', 'class'],
  planOf: detectorPlanOf,
  createTrainer: createDetectorTrainer,
  compact: compactWeights,
});

/** Learns on from pictures of the domain it was made with and of learned failures, which carry their labels. */
function pictureSchool<Parts extends string>(kind: PictureNetKind<Parts>): AgentSchool {
  return {
    shippedWeights: kind.shippedWeights,
    noun: 'picture',
    teacherOf: () => null,
    usual: { rounds: 4, episodes: 1200, steps: 150, learningRate: 1e-3 },
    async train(schooling) {
      const { from, out, task, files, failures, share, seed, gl, workers, onProgress } = schooling;
      if (files.length > 0) throw ownModel(task);
      const architecture = architectureIn(readFileSync(from));
      const plan = kind.planOf(architecture);
      if (plan === null) throw new RangeError(`no ${kind.name}: ${architecture}`);
      const name = hashFiles([Buffer.from(JSON.stringify({ task, failures, share }))]);
      const views = { name, of: (round: number, index: number) => mixedView(schooling, round, index) };
      const pictures = schooling.episodes;
      const { weights } = await trainOnPictures<Parts>({
        ...schooling,
        pictures,
        source: new RenderedPictures({ seed, pictures, workers, gl, views, onProgress }),
        parts: kind.parts,
        settings: { ...plan },
        patience: null,
        createTrainer: (options) => kind.createTrainer({ ...options, ...plan }),
      });
      const file = join(out, `${kind.name}.fsw`);
      writeFileSync(file, await kind.compact(weights));
      return file;
    },
  };
}

/** Pictures show shapes that no episode ever shows, in learned failures too. */
function mixedView(schooling: Schooling, round: number, index: number): TrainingView {
  const { task, seed } = schooling;
  const known = trainingView(seed, round, index);
  const failure = lessonOf(schooling, round, index);
  if (failure === null) return known;
  const { class: shown, ...scene } = failure;
  const name = SHAPE_CLASSES.find((one) => one === shown || task === `detection/${one}`) ?? known.name;
  return { ...known, name, scene, empty: false };
}

function ownModel(task: string): FaultscapeError {
  return new FaultscapeError('usage', 'A model of your own cannot be trained on.', {
    expected: 'a task of the shapes that the package has, e.g. detection/car',
    got: task,
  });
}
