import { Rng } from '../../sim/core/index.ts';
import { PictureTrainer, type PictureTrainerOptions } from '../pictures/picture-trainer.ts';
import { architectureIn, decodeWeights, encodeWeights, loadTensorflow } from '../tensor/index.ts';
import { classLoss } from './class-loss.ts';
import { ClassifierNet, planOf } from './classifier-net.ts';
import type { MobileNetPlanOptions } from './mobile-net-plan.ts';

/** A trainer of a ClassifierNet with new weights, the same first ones for every variant; dispose it. */
export async function createClassifierTrainer(
  options: PictureTrainerOptions & MobileNetPlanOptions,
): Promise<PictureTrainer<'wrongShare'>> {
  const { tf } = await loadTensorflow();
  const net = new ClassifierNet(tf, options, new Rng(options.seed, 'classifier', 'weights'));
  const parts = ['wrongShare'] as const;
  return new PictureTrainer(tf, { name: 'classifier', net, parts, loss: classLoss }, options);
}

/** The same weights as a file of half the size, with three digits each: for shipping, not for going on. */
export async function compactClassifier(file: Uint8Array): Promise<Uint8Array> {
  const { tf } = await loadTensorflow();
  const architecture = architectureIn(file);
  const plan = planOf(architecture);
  if (plan === null) throw new RangeError(`no classifier: ${architecture}`);
  const net = new ClassifierNet(tf, plan, new Rng(0, 'classifier', 'weights'));
  try {
    const weights = decodeWeights(file, { architecture, weights: net.expectedWeights() });
    return encodeWeights(weights, { architecture, precision: 'float16' });
  } finally {
    net.dispose();
  }
}
