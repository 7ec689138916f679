import { z } from 'zod';
import { parseWith } from './parse.ts';
import { pictureTrainingShape, type UsualTraining, withLength } from './picture-training-config.ts';

export const USUAL_DETECTOR: UsualTraining = {
  shipped: { rounds: 10, pictures: 2400, steps: 500, judged: 60 },
  quick: { rounds: 2, pictures: 480, steps: 100, judged: 4 },
  learningRate: 2.5e-3,
  out: 'runs/train-detector',
};

const DetectorSchema = z.strictObject(pictureTrainingShape(USUAL_DETECTOR));

export type DetectorConfig = ReturnType<typeof parseDetectorConfig>;

export function parseDetectorConfig(flags: Readonly<Record<string, unknown>>) {
  return withLength(parseWith(DetectorSchema, flags, 'The training', 'usage'), USUAL_DETECTOR);
}
