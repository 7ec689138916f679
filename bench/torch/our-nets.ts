import { trainGan } from '../../adversary/bbgan/gan.ts';
import { PRESETS } from '../../adversary/bbgan/settings.ts';
import { classLoss } from '../../agents/perception/class-loss.ts';
import { ClassifierNet } from '../../agents/perception/classifier-net.ts';
import type { MobileNetPlanOptions } from '../../agents/perception/mobile-net-plan.ts';
import type { LabelledPictures } from '../../agents/pictures/labelled-pictures.ts';
import { PictureTrainer } from '../../agents/pictures/picture-trainer.ts';
import { IMAGE } from '../../agents/pictures/still-image.ts';
import {
  Adam,
  convRelu,
  dense,
  denseRelu,
  type LayerWeights,
  type Tensor,
  type Tensorflow,
} from '../../agents/tensor/index.ts';
import { Rng } from '../../sim/core/index.ts';
import { RECOGNITION_ACTION } from '../../sim/index.ts';

/** Pictures in a batch; torch_nets.py has the same. */
export const BATCH = 32;

/** A net that takes a step, or gives an answer, whenever it is asked. */
export interface Stepper {
  /** Numbers that it learns. */
  readonly parameters: number;
  step(): void;
  dispose(): void;
}

export const MOBILE_NET: MobileNetPlanOptions = { variant: 'base', width: 0.25 };

/** A classifier in training as `faultscape train classifier` does it, pictures varied and losses read back. */
export function mobileStep(tf: Tensorflow, options: MobileNetPlanOptions = MOBILE_NET): Stepper {
  const net = new ClassifierNet(tf, options, new Rng(1, 'weights'));
  const trainer = new PictureTrainer(
    tf,
    { name: 'bench', net, parts: ['wrongShare'], loss: classLoss },
    { seed: 1, totalSteps: 1000, batchSize: BATCH },
  );
  const pictures = noisePictures(BATCH);
  const all = Array.from({ length: BATCH }, (_, i) => i);
  return {
    parameters: learnt(net.variables),
    step: () => trainer.step(pictures, all),
    dispose: () => trainer.dispose(),
  };
}

export function mobileAnswer(tf: Tensorflow): Stepper {
  const net = new ClassifierNet(tf, MOBILE_NET, new Rng(1, 'weights'));
  const rng = new Rng(2, 'pixels');
  const pixels = Float32Array.from({ length: BATCH * IMAGE.values }, () => rng.range(-1, 1));
  return {
    parameters: learnt(net.variables),
    step: () => {
      tf.tidy(() => net.look(tf.tensor4d(pixels, [BATCH, IMAGE.sidePx, IMAGE.sidePx, 3]), false).dataSync());
    },
    dispose: () => net.dispose(),
  };
}

const CONVOLUTIONS = [
  [5, 5, 3, 16],
  [3, 3, 16, 32],
  [3, 3, 32, 48],
  [3, 3, 48, 64],
] as const;
const SIDE_PX = 64;
const CLASSES = 10;

/** Four convolutions of stride 2 and two dense layers on 64 x 64 x 3, built as the driving net is. */
export function cnnStep(tf: Tensorflow): Stepper {
  const rng = new Rng(1, 'weights');
  const layer = (shape: readonly number[]): LayerWeights => {
    const size = shape.reduce((product, length) => product * length, 1);
    const spread = Math.sqrt((2 * (shape.at(-1) as number)) / size);
    const values = Float32Array.from({ length: size }, () => spread * rng.normal());
    return {
      weight: tf.tidy(() => tf.variable(tf.tensor(values, [...shape]))),
      bias: tf.tidy(() => tf.variable(tf.zeros([shape.at(-1) as number]))),
    };
  };
  const convolutions = CONVOLUTIONS.map(layer);
  const [hidden, last] = [layer([4 * 4 * 64, 128]), layer([128, CLASSES])];
  const variables = [...convolutions, hidden, last].flatMap(({ weight, bias }) => [weight, bias]);
  const adam = new Adam(tf, variables);
  const pixels = Float32Array.from({ length: BATCH * SIDE_PX * SIDE_PX * 3 }, () => rng.normal());
  const labels = tf.tidy(() =>
    tf.oneHot(
      tf.tensor1d(
        Array.from({ length: BATCH }, (_, i) => i % CLASSES),
        'int32',
      ),
      CLASSES,
    ),
  );
  const loss = () => {
    let x = tf.tensor4d(pixels, [BATCH, SIDE_PX, SIDE_PX, 3]);
    convolutions.forEach((weights, i) => {
      x = convRelu(tf, x, weights, 2, { xIsImage: i === 0 });
    });
    const logits = dense(tf, denseRelu(tf, tf.reshape(x, [BATCH, -1]), hidden), last);
    return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1)));
  };
  return {
    parameters: learnt(variables),
    step: () => {
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(loss as never, variables);
        adam.step(
          variables.map((variable) => grads[variable.name] as Tensor),
          1e-3,
        );
        value.dataSync();
      });
    },
    dispose: () => {
      adam.dispose();
      tf.dispose([...variables, labels]);
    },
  };
}

const GAN_POINTS = 200;
const DIMENSION = 8;
const LATENT = 32;
const HIDDEN = [128, 128];

/** Iterations of BBGAN's own trainer: z of 32 to 128, 128 and 8, a discriminator of 128 and 128, batches of 128. */
export const GAN = {
  parameters: mlpParameters([LATENT, ...HIDDEN, DIMENSION]) + mlpParameters([DIMENSION, ...HIDDEN, 1]),
  async train(iterations: number): Promise<void> {
    const rng = new Rng(1, 'points');
    const induced = Array.from({ length: GAN_POINTS }, () =>
      Array.from({ length: DIMENSION }, () => rng.range(-1, 1)),
    );
    const settings = {
      ...PRESETS.healthy.gan,
      ...{ latent: { normals: LATENT, categories: 0 }, generatorHidden: HIDDEN, discriminatorHidden: HIDDEN },
      ...{ batch: 128, iterations, passWeight: 0, averaging: 0 },
    };
    const binsPerAxis = Array.from({ length: DIMENSION }, () => null);
    await trainGan({ induced, passed: [], binsPerAxis }, settings, 1);
  },
};

function mlpParameters(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, size, i) => sum + size * ((sizes[i] as number) + 1), 0);
}

function learnt(variables: readonly { readonly size: number }[]): number {
  return variables.reduce((sum, { size }) => sum + size, 0);
}

function noisePictures(count: number): LabelledPictures {
  const rng = new Rng(3, 'pictures');
  return {
    count,
    images: Uint8Array.from({ length: count * IMAGE.values }, () => rng.int(256)),
    boxes: Float32Array.from({ length: count * 4 }, (_, i) => (i % 4 < 2 ? 10 : 80)),
    classes: Int8Array.from({ length: count }, (_, i) => i % RECOGNITION_ACTION.names.length),
  };
}
