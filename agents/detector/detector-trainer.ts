import { Rng } from '../../sim/core/index.ts';
import type { MobileNetPlanOptions } from '../perception/mobile-net-plan.ts';
import { PictureTrainer, type PictureTrainerOptions } from '../pictures/picture-trainer.ts';
import { architectureIn, decodeWeights, encodeWeights, loadTensorflow } from '../tensor/index.ts';
import { type DetectionLoss, detectionLoss } from './detection-loss.ts';
import { DetectorNet } from './detector-net.ts';
import { detectorPlanOf, detectorWeights } from './detector-plan.ts';

export type DetectorLosses = Omit<DetectionLoss, 'gradient'>;

/** A trainer of a DetectorNet with new weights, the same first ones for every variant; dispose it. */
export async function createDetectorTrainer(
  options: PictureTrainerOptions & MobileNetPlanOptions,
): Promise<PictureTrainer<'objectness' | 'box' | 'class'>> {
  const { tf } = await loadTensorflow();
  const net = new DetectorNet(tf, options, new Rng(options.seed, 'detector', 'weights'));
  const parts = ['objectness', 'box', 'class'] as const;
  return new PictureTrainer(tf, { name: 'detector', net, parts, loss: detectionLoss }, options);
}

/** The same weights as a file of half the size, with three digits each: for shipping, not for going on. */
export function compactWeights(file: Uint8Array): Uint8Array {
  const architecture = architectureIn(file);
  const plan = detectorPlanOf(architecture);
  if (plan === null) throw new RangeError(`no detector: ${architecture}`);
  const weights = decodeWeights(file, { architecture, weights: detectorWeights(plan) });
  return encodeWeights(weights, { architecture, precision: 'float16' });
}
