import type { Rng } from '../../sim/core/index.ts';
import { SHAPE_CLASSES } from '../../sim/index.ts';
import type { PictureNet } from '../pictures/picture-trainer.ts';
import {
  convRelu,
  dense,
  type LayerWeights,
  type NamedWeights,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  type Tensorflow,
  type Variable,
} from '../tensor/index.ts';

/** The network answers once for each cell of this grid; `stridePx` is a cell's side in the picture. */
export const GRID = { side: 12, cells: 12 * 12, stridePx: 8 } as const;

/** What it says of a cell: objectness, four sides of a box, a number per class. */
export const CELL = { objectness: 0, sides: 1, classes: 5, values: 5 + SHAPE_CLASSES.length } as const;

/** Written into weight files; changes whenever the layers below do. */
export const ARCHITECTURE = 'detector-96-v1';

/** Shape of every layer's weight; each has a bias of its last length. */
const SHAPES = {
  conv1: [3, 3, 3, 16],
  conv2: [3, 3, 16, 24],
  conv3: [3, 3, 24, 48],
  conv4: [3, 3, 48, 96],
  deep1: [3, 3, 96, 96],
  conv5: [3, 3, 96, 128],
  deep2: [3, 3, 128, 128],
  up1: [1, 1, 128, 96],
  join1: [3, 3, 96, 48],
  join2: [3, 3, 48, 48],
  head: [48, CELL.values],
} as const satisfies Record<string, readonly number[]>;

type LayerName = keyof typeof SHAPES;
const LAYERS = Object.keys(SHAPES) as LayerName[];

/** Few cells hold an object: at the start each says so with this probability (Lin et al., ICCV 2017). */
const PRIOR = 0.02;

/**
 * A single-shot detector without anchors, after FCOS (Tian et al., ICCV 2019): a backbone down to
 * 3 x 3, joined upwards to a grid of 12 x 12 cells, each of which tells of one box. About 0.6 million
 * weights. The danger: it owns its variables, outside any tidy, so dispose it.
 */
export class DetectorNet implements PictureNet {
  readonly architecture = ARCHITECTURE;
  readonly #tf: Tensorflow;
  readonly #layers: Readonly<Record<LayerName, LayerWeights>>;

  /** Weights are drawn from `rng` (He et al. 2015): uniform, variance 2 / inputs. */
  constructor(tf: Tensorflow, rng: Rng) {
    this.#tf = tf;
    const draw = (layer: LayerName): LayerWeights => {
      const shape = [...SHAPES[layer]];
      const inputs = shape.slice(0, -1).reduce((product, length) => product * length, 1);
      const spread = Math.sqrt(6 / inputs) * (layer === 'head' ? 0.1 : 1);
      const values = new Float32Array(inputs * (shape.at(-1) as number));
      for (let i = 0; i < values.length; i++) values[i] = rng.range(-spread, spread);
      const bias = new Float32Array(shape.at(-1) as number);
      if (layer === 'head') bias[CELL.objectness] = -Math.log((1 - PRIOR) / PRIOR);
      return {
        weight: tf.tidy(() => tf.variable(tf.tensor(values, shape), true)),
        bias: tf.tidy(() => tf.variable(tf.tensor1d(bias), true)),
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

  /** [batch, 96, 96, 3] in [-1, 1] -> [batch x 144, 17]: what each cell says, row by row of the grid. */
  look(images: Tensor4D): Tensor2D {
    const tf = this.#tf;
    const { conv1, conv2, conv3, conv4, deep1, conv5, deep2, up1, join1, join2, head } = this.#layers;
    const half = convRelu(tf, images, conv1, 2, { xIsImage: true });
    const fine = convRelu(tf, convRelu(tf, half, conv2, 2), conv3, 2);
    const coarse = this.#deepen(convRelu(tf, fine, conv4, 2), deep1);
    const whole = this.#deepen(convRelu(tf, coarse, conv5, 2), deep2);
    const seen = tf.add(coarse, this.#doubled(convRelu(tf, whole, up1, 1))) as Tensor4D;
    const cells = tf.add(fine, this.#doubled(convRelu(tf, seen, join1, 1))) as Tensor4D;
    const last = this.#deepen(cells, join2);
    return dense(tf, tf.reshape(last, [-1, SHAPES.head[0]]) as Tensor2D, head);
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
      { name: `${layer}/bias`, shape: SHAPES[layer].slice(-1) },
    ]);
  }

  expectedWeights(): readonly { readonly name: string; readonly shape: readonly number[] }[] {
    return DetectorNet.expectedWeights();
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

  /** A step of a residual network (He et al., CVPR 2016), so that the signal also goes past it. */
  #deepen(x: Tensor4D, layer: LayerWeights): Tensor4D {
    return this.#tf.add(x, convRelu(this.#tf, x, layer, 1));
  }

  /** Twice as high and wide, each cell four times; by joining, whose gradient every backend gets right. */
  #doubled(x: Tensor4D): Tensor4D {
    const tf = this.#tf;
    const [batch, height, width, channels] = x.shape;
    const rows = tf.reshape(x, [batch * height * width, 1, channels]);
    const wide = tf.reshape(tf.concat([rows, rows], 1), [batch * height, 1, 2 * width * channels]);
    const both: Tensor = tf.concat([wide, wide], 1);
    return tf.reshape(both, [batch, 2 * height, 2 * width, channels]);
  }
}
