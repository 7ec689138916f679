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

/** The picture the network sees: RGB, 8 bits, height x width x 3. */
export const IMAGE = { widthPx: 96, heightPx: 72, values: 96 * 72 * 3 } as const;

/** What the instruments show: velocity ahead, left, up (8 m/s), roll, pitch (rad), turn rates (2 rad/s). */
export const INSTRUMENTS = 8;

/** The goal: pull ahead, left, up (in units of PULL_SCALE_MPS2) and bearing (in units of BEARING_SCALE_RAD). */
export const OUTPUTS = 4;
export const PULL_SCALE_MPS2 = 16;
export const BEARING_SCALE_RAD = 0.5;

/** Written into weight files, with the backbone; changes whenever the layers below do. */
export const ARCHITECTURE = 'uav-vision-96x72-v1';

/** Numbers that tell of a picture. */
const SEEN = 160;

const EYE: BackboneSize = { ...IMAGE, outputs: SEEN };

const SHAPES = {
  state: { weight: [INSTRUMENTS, 32] },
  join: { weight: [SEEN + 32, 128] },
  goal: { weight: [128, OUTPUTS] },
} as const satisfies LayerShapes<string>;

export interface PilotInputs {
  /** [batch, 72, 96, 3], each value in [-1, 1]. */
  readonly images: Tensor4D;
  /** [batch, INSTRUMENTS]. */
  readonly instruments: Tensor2D;
}

/** The name and shape of every weight of such a net, in the order of a weights file. */
export function pilotWeights(backbone: BackboneName): readonly ExpectedWeight[] {
  return [...backboneKind(backbone).weights(EYE), ...layerWeights(SHAPES)];
}

/**
 * Where a pilot would go, from one picture, joined with what the instruments show. About 0.4 million weights on the
 * plain backbone. The danger: it owns its variables, outside any tidy, so dispose it.
 */
export class PilotNet {
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

  /** [batch, OUTPUTS]. */
  goals({ images, instruments }: PilotInputs, training = false): Tensor2D {
    const tf = this.#tf;
    const { state, join, goal } = this.#layers.of;
    const seen = this.#eye.look(images, training);
    const felt = denseRelu(tf, instruments, state);
    return dense(tf, denseRelu(tf, tf.concat([seen, felt], 1), join), goal);
  }

  /** A copy of every weight, by name, for a weights file. */
  exportWeights(): NamedWeights {
    return [...this.#eye.exportWeights(), ...this.#layers.exportWeights()];
  }

  /** Takes weights of `pilotWeights` by name. */
  importWeights(weights: NamedWeights): void {
    this.#eye.importWeights(weights);
    this.#layers.importWeights(weights);
  }

  dispose(): void {
    this.#eye.dispose();
    this.#layers.dispose();
  }
}
