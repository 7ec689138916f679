import type { Rng } from '../../sim/core/index.ts';
import {
  convRelu,
  dense,
  denseRelu,
  type LayerWeights,
  type NamedWeights,
  type Tensor2D,
  type Tensor4D,
  type Tensorflow,
  type Variable,
} from '../tensor/index.ts';

/** The picture the network sees: RGB, 8 bits, height x width x 3. */
export const IMAGE = { widthPx: 96, heightPx: 72, values: 96 * 72 * 3 } as const;

/** What the instruments show: velocity ahead, left, up (8 m/s), roll, pitch (rad), turn rates (2 rad/s). */
export const INSTRUMENTS = 8;

/** The goal: pull ahead, left, up (in units of PULL_SCALE_MPS2) and bearing (in units of BEARING_SCALE_RAD). */
export const OUTPUTS = 4;
export const PULL_SCALE_MPS2 = 16;
export const BEARING_SCALE_RAD = 0.5;

/** Written into weight files; changes whenever the layers below do. */
export const ARCHITECTURE = 'uav-vision-96x72-v1';

export const STRIDE = 2;

/** Shape of every layer's weight; each has a bias of its last length, zero at the start. */
const SHAPES = {
  conv1: [5, 5, 3, 16],
  conv2: [3, 3, 16, 32],
  conv3: [3, 3, 32, 48],
  conv4: [3, 3, 48, 64],
  image: [5 * 6 * 64, 160],
  state: [INSTRUMENTS, 32],
  join: [160 + 32, 128],
  goal: [128, OUTPUTS],
} as const satisfies Record<string, readonly number[]>;

type LayerName = keyof typeof SHAPES;
const LAYERS = Object.keys(SHAPES) as LayerName[];

export interface PilotInputs {
  /** [batch, 72, 96, 3], each value in [-1, 1]. */
  readonly images: Tensor4D;
  /** [batch, INSTRUMENTS]. */
  readonly instruments: Tensor2D;
}

/**
 * Where a pilot would go, from one picture and the instruments: four convolutions, joined with what the
 * instruments show. About 0.4 million weights. The danger: it owns its variables, outside any tidy, so
 * dispose it.
 */
export class PilotNet {
  readonly #tf: Tensorflow;
  readonly #layers: Readonly<Record<LayerName, LayerWeights>>;

  /** Weights are drawn from `rng` (He et al. 2015): uniform, variance 2 / inputs. */
  constructor(tf: Tensorflow, rng: Rng) {
    this.#tf = tf;
    const draw = (layer: LayerName): LayerWeights => {
      const shape = [...SHAPES[layer]];
      const inputs = shape.slice(0, -1).reduce((product, length) => product * length, 1);
      const spread = Math.sqrt(6 / inputs);
      const values = new Float32Array(inputs * (shape.at(-1) as number));
      for (let i = 0; i < values.length; i++) values[i] = rng.range(-spread, spread);
      return {
        weight: tf.tidy(() => tf.variable(tf.tensor(values, shape), true)),
        bias: tf.tidy(() => tf.variable(tf.zeros([shape.at(-1) as number]), true)),
      };
    };
    this.#layers = Object.fromEntries(LAYERS.map((layer) => [layer, draw(layer)])) as Record<
      LayerName,
      LayerWeights
    >;
  }

  /** Every variable, in a fixed order. */
  get variables(): readonly Variable[] {
    return LAYERS.flatMap((layer) => [this.#layers[layer].weight, this.#layers[layer].bias]);
  }

  /** [batch, OUTPUTS]. */
  goals({ images, instruments }: PilotInputs): Tensor2D {
    const tf = this.#tf;
    const { conv1, conv2, conv3, conv4, image, state, join, goal } = this.#layers;
    let x = convRelu(tf, images, conv1, STRIDE, { xIsImage: true });
    for (const layer of [conv2, conv3, conv4]) x = convRelu(tf, x, layer, STRIDE);
    const seen = denseRelu(tf, tf.reshape(x, [x.shape[0], SHAPES.image[0]]), image);
    const felt = denseRelu(tf, instruments, state);
    return dense(tf, denseRelu(tf, tf.concat([seen, felt], 1), join), goal);
  }

  /** A copy of every weight, by name, for a weights file. */
  exportWeights(): NamedWeights {
    return LAYERS.flatMap((layer) =>
      (['weight', 'bias'] as const).map((part) => {
        const variable = this.#layers[layer][part];
        return { name: `${layer}/${part}`, shape: variable.shape, values: variable.dataSync<'float32'>() };
      }),
    );
  }

  /** The name and shape of every weight, for checking a weights file before it is used. */
  static expectedWeights(): readonly { readonly name: string; readonly shape: readonly number[] }[] {
    return LAYERS.flatMap((layer) => [
      { name: `${layer}/weight`, shape: SHAPES[layer] },
      { name: `${layer}/bias`, shape: [SHAPES[layer].at(-1) as number] },
    ]);
  }

  /** Takes weights in the order and shapes of `expectedWeights`. */
  importWeights(weights: NamedWeights): void {
    this.#tf.tidy(() => {
      this.variables.forEach((variable, i) => {
        const { values, shape } = weights[i] as NamedWeights[number];
        variable.assign(this.#tf.tensor(values, [...shape]));
      });
    });
  }

  dispose(): void {
    for (const variable of this.variables) variable.dispose();
  }
}
