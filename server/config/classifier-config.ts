import { z } from 'zod';
import { MOBILE_NET_VARIANTS } from '../../agents/perception/index.ts';
import { parseWith } from './parse.ts';
import { pictureTrainingShape, type UsualTraining, withLength } from './picture-training-config.ts';

/** What is shipped is variant d3. */
export const USUAL_CLASSIFIER: UsualTraining = {
  shipped: { rounds: 12, pictures: 2400, steps: 400, judged: 100 },
  quick: { rounds: 2, pictures: 480, steps: 60, judged: 4 },
  learningRate: 1e-2,
  out: 'runs/train-classifier',
};

const ClassifierSchema = z.strictObject({
  variant: z.enum(MOBILE_NET_VARIANTS).default('base'),
  width: z.number().gt(0).max(4).default(0.25),
  ...pictureTrainingShape(USUAL_CLASSIFIER),
});

export type ClassifierConfig = ReturnType<typeof parseClassifierConfig>;

export function parseClassifierConfig(flags: Readonly<Record<string, unknown>>) {
  return withLength(parseWith(ClassifierSchema, flags, 'The training', 'usage'), USUAL_CLASSIFIER);
}
