import { z } from 'zod';
import { MOBILE_NET_VARIANTS } from '../../agents/perception/index.ts';
import { parseWith } from './parse.ts';
import { pictureTrainingShape, type UsualTraining, withLength } from './picture-training-config.ts';

export const USUAL_DETECTOR: UsualTraining = {
  shipped: { rounds: 6, pictures: 2400, steps: 400, judged: 200 },
  quick: { rounds: 2, pictures: 480, steps: 100, judged: 4 },
  learningRate: 1e-2,
  out: 'runs/train-detector',
};

const DetectorSchema = z.strictObject({
  variant: z.enum(MOBILE_NET_VARIANTS).default('d3'),
  width: z.number().gt(0).max(4).default(0.25),
  ...pictureTrainingShape(USUAL_DETECTOR),
});

export type DetectorConfig = ReturnType<typeof parseDetectorConfig>;

export function parseDetectorConfig(flags: Readonly<Record<string, unknown>>) {
  return withLength(parseWith(DetectorSchema, flags, 'The training', 'usage'), USUAL_DETECTOR);
}
