import { Rng } from '../../sim/core/index.ts';
import { PictureTrainer, type PictureTrainerOptions } from '../pictures/picture-trainer.ts';
import { decodeWeights, encodeWeights, loadTensorflow } from '../tensor/index.ts';
import { type DetectionLoss, detectionLoss } from './detection-loss.ts';
import { ARCHITECTURE, DetectorNet } from './detector-net.ts';

export type DetectorLosses = Omit<DetectionLoss, 'gradient'>;

/** A trainer of a DetectorNet with new weights; dispose it. */
export async function createDetectorTrainer(
  options: PictureTrainerOptions,
): Promise<PictureTrainer<'objectness' | 'box' | 'class'>> {
  const { tf } = await loadTensorflow();
  const net = new DetectorNet(tf, new Rng(options.seed, 'detector', 'weights'));
  const parts = ['objectness', 'box', 'class'] as const;
  return new PictureTrainer(tf, { name: 'detector', net, parts, loss: detectionLoss }, options);
}

/** The same weights as a file of half the size, with three digits each: for shipping, not for going on. */
export function compactWeights(file: Uint8Array): Uint8Array {
  const weights = decodeWeights(file, { architecture: ARCHITECTURE, weights: DetectorNet.expectedWeights() });
  return encodeWeights(weights, { architecture: ARCHITECTURE, precision: 'float16' });
}
