import { COMMANDS } from '../../sim/agent.ts';
import type { Rng } from '../../sim/core/index.ts';
import {
  architectureWith,
  type Backbone,
  type BackboneName,
  type BackboneSize,
  backboneKind,
} from '../perception/backbone.ts';
import {
  dense,
  denseRelu,
  type ExpectedWeight,
  LayerSet,
  type LayerShapes,
  layerWeights,
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

/** Written into weight files, with the backbone; changes whenever the layers below do. */
export const ARCHITECTURE = 'cil-96x48-v1';

/** Speeds enter the network divided by this, so that town speeds are near 1. */
export const SPEED_SCALE_MPS = 10;

/** Units of each command's branch. */
export const BRANCH = 64;
/** Numbers that tell of a picture. */
const SEEN = 128;

const EYE: BackboneSize = { ...IMAGE, outputs: SEEN };

const SHAPES = {
  speed1: { weight: [1, 32] },
  speed2: { weight: [32, 32] },
  join: { weight: [SEEN + 32, 128] },
  branch1: { weight: [128, COMMANDS.length * BRANCH] },
  branch2: {
    weight: [COMMANDS.length * BRANCH, OUTPUTS.length],
    bias: [COMMANDS.length, OUTPUTS.length],
    // Only the commanded branch is alive.
    fanIn: BRANCH,
  },
  guess1: { weight: [SEEN, 32] },
  guess2: { weight: [32, 1] },
} as const satisfies LayerShapes<string>;

export interface CilInputs {
  /** [batch, 48, 96, 3], each value in [-1, 1]. */
  readonly images: Tensor4D;
  /** [batch, 1], in units of SPEED_SCALE_MPS. */
  readonly speeds: Tensor2D;
  /** [batch, 4], one-hot over COMMANDS. */
  readonly commands: Tensor2D;
}

/** The name and shape of every weight of such a net, in the order of a weights file. */
export function cilWeights(backbone: BackboneName): readonly ExpectedWeight[] {
  return [...backboneKind(backbone).weights(EYE), ...layerWeights(SHAPES)];
}

/**
 * The branched network of Codevilla et al., "End-to-end driving via conditional imitation learning"
 * (ICRA 2018): picture and measured speed are encoded and joined, and the command chooses which of
 * four heads drives. A guess of the speed from the picture alone keeps the encoder looking at the road
 * (Codevilla et al., ICCV 2019). About 0.25 million weights on the plain backbone. The danger: it owns its
 * variables, outside any tidy, so dispose it.
 */
export class CilNet {
  readonly architecture: string;
  readonly #tf: Tensorflow;
  readonly #eye: Backbone;
  readonly #layers: LayerSet<keyof typeof SHAPES>;

  /** Weights are drawn from `rng`. */
  constructor(tf: Tensorflow, backbone: BackboneName, rng: Rng) {
    this.architecture = architectureWith(ARCHITECTURE, backbone);
    this.#tf = tf;
    this.#eye = backboneKind(backbone).create(tf, EYE, rng);
    this.#layers = new LayerSet(tf, SHAPES, rng);
  }

  /** Variables that training moves, in a fixed order. */
  get variables(): readonly Variable[] {
    return [...this.#eye.variables, ...this.#layers.variables];
  }

  /** [batch, 3]: steer, gas, brake of the commanded branch, not yet clamped. */
  drive(inputs: CilInputs): Tensor2D {
    return this.#head(this.#eye.look(inputs.images, false), inputs);
  }

  /** `drive` and the guess of the speed from the picture, [batch, 1] in units of SPEED_SCALE_MPS. */
  driveAndGuess(
    inputs: CilInputs,
    training: boolean,
  ): { readonly actions: Tensor2D; readonly speeds: Tensor2D } {
    const { guess1, guess2 } = this.#layers.of;
    const seen = this.#eye.look(inputs.images, training);
    const guess = denseRelu(this.#tf, seen, guess1);
    return { actions: this.#head(seen, inputs), speeds: dense(this.#tf, guess, guess2) };
  }

  /** All four branches are computed; the one-hot command silences three before the last layer. */
  #head(seen: Tensor2D, { speeds, commands }: CilInputs): Tensor2D {
    const tf = this.#tf;
    const { speed1, speed2, join, branch1, branch2 } = this.#layers.of;
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
    return [...this.#eye.exportWeights(), ...this.#layers.exportWeights()];
  }

  /** Takes weights of `cilWeights` by name. */
  importWeights(weights: NamedWeights): void {
    this.#eye.importWeights(weights);
    this.#layers.importWeights(weights);
  }

  dispose(): void {
    this.#eye.dispose();
    this.#layers.dispose();
  }
}
