import { COMMANDS } from '../../sim/agent.ts';
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

/** The camera picture the network sees: RGB, 8 bits, height x width x 3. */
export const IMAGE = { widthPx: 96, heightPx: 48, values: 96 * 48 * 3 } as const;

/** Outputs of a branch, in the order of the driving task's action. */
export const OUTPUTS = ['steer', 'gas', 'brake'] as const;

/** Written into weight files; changes whenever the layers below do. */
export const ARCHITECTURE = 'cil-96x48-v1';

/** Speeds enter the network divided by this, so that town speeds are near 1. */
export const SPEED_SCALE_MPS = 10;

export const STRIDE = 2;
/** Units of each command's branch. */
export const BRANCH = 64;

/** Shape of every layer's weight; each has a bias of its last length, zero at the start. */
const SHAPES = {
  conv1: [5, 5, 3, 16],
  conv2: [3, 3, 16, 32],
  conv3: [3, 3, 32, 48],
  conv4: [3, 3, 48, 64],
  image: [3 * 6 * 64, 128],
  speed1: [1, 32],
  speed2: [32, 32],
  join: [128 + 32, 128],
  branch1: [128, COMMANDS.length * BRANCH],
  branch2: [COMMANDS.length * BRANCH, OUTPUTS.length],
  guess1: [128, 32],
  guess2: [32, 1],
} as const satisfies Record<string, readonly number[]>;

type LayerName = keyof typeof SHAPES;
const LAYERS = Object.keys(SHAPES) as LayerName[];

/** The bias of the last layer differs by command. */
function biasShape(layer: LayerName): number[] {
  return layer === 'branch2' ? [COMMANDS.length, OUTPUTS.length] : [SHAPES[layer].at(-1) as number];
}

export interface CilInputs {
  /** [batch, 48, 96, 3], each value in [-1, 1]. */
  readonly images: Tensor4D;
  /** [batch, 1], in units of SPEED_SCALE_MPS. */
  readonly speeds: Tensor2D;
  /** [batch, 4], one-hot over COMMANDS. */
  readonly commands: Tensor2D;
}

/**
 * The branched network of Codevilla et al., "End-to-end driving via conditional imitation learning"
 * (ICRA 2018): picture and measured speed are encoded and joined, and the command chooses which of
 * four heads drives. A guess of the speed from the picture alone keeps the encoder looking at the road
 * (Codevilla et al., ICCV 2019). About 0.25 million weights. The danger: it owns its variables, outside
 * any tidy, so dispose it.
 */
export class CilNet {
  readonly #tf: Tensorflow;
  readonly #layers: Readonly<Record<LayerName, LayerWeights>>;

  /** Weights are drawn from `rng` (He et al. 2015): uniform, variance 2 / inputs. */
  constructor(tf: Tensorflow, rng: Rng) {
    this.#tf = tf;
    const draw = (layer: LayerName): LayerWeights => {
      const shape = [...SHAPES[layer]];
      const inputs = shape.slice(0, -1).reduce((product, length) => product * length, 1);
      const spread = Math.sqrt(6 / fanIn(layer, inputs));
      const values = new Float32Array(inputs * (shape.at(-1) as number));
      for (let i = 0; i < values.length; i++) values[i] = rng.range(-spread, spread);
      return {
        weight: tf.tidy(() => tf.variable(tf.tensor(values, shape), true)),
        bias: tf.tidy(() => tf.variable(tf.zeros(biasShape(layer)), true)),
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

  /** [batch, 3]: steer, gas, brake of the commanded branch, not yet clamped. */
  drive(inputs: CilInputs): Tensor2D {
    return this.#head(this.#look(inputs.images), inputs);
  }

  /** `drive` and the guess of the speed from the picture, [batch, 1] in units of SPEED_SCALE_MPS. */
  driveAndGuess(inputs: CilInputs): { readonly actions: Tensor2D; readonly speeds: Tensor2D } {
    const seen = this.#look(inputs.images);
    const guess = denseRelu(this.#tf, seen, this.#layers.guess1);
    return { actions: this.#head(seen, inputs), speeds: dense(this.#tf, guess, this.#layers.guess2) };
  }

  #look(images: Tensor4D): Tensor2D {
    const tf = this.#tf;
    const { conv1, conv2, conv3, conv4, image } = this.#layers;
    let x = convRelu(tf, images, conv1, STRIDE, { xIsImage: true });
    for (const layer of [conv2, conv3, conv4]) x = convRelu(tf, x, layer, STRIDE);
    return denseRelu(tf, tf.reshape(x, [x.shape[0], SHAPES.image[0]]), image);
  }

  /** All four branches are computed; the one-hot command silences three before the last layer. */
  #head(seen: Tensor2D, { speeds, commands }: CilInputs): Tensor2D {
    const tf = this.#tf;
    const { speed1, speed2, join, branch1, branch2 } = this.#layers;
    const speed = denseRelu(tf, denseRelu(tf, speeds, speed1), speed2);
    const joined = denseRelu(tf, tf.concat([seen, speed], 1), join);
    const batch = joined.shape[0];
    const branches = tf.reshape(denseRelu(tf, joined, branch1), [batch, COMMANDS.length, BRANCH]);
    const chosen = tf.mul(branches, tf.reshape(commands, [batch, COMMANDS.length, 1]));
    const flat = tf.reshape(chosen, [batch, COMMANDS.length * BRANCH]) as Tensor2D;
    return tf.add(tf.matMul(flat, branch2.weight as never), tf.matMul(commands, branch2.bias as never));
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
      { name: `${layer}/bias`, shape: biasShape(layer) },
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

/** Only one branch in four is alive in the last layer. */
function fanIn(layer: LayerName, inputs: number): number {
  return layer === 'branch2' ? inputs / COMMANDS.length : inputs;
}
