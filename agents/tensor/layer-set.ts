import type { Rng } from '../../sim/core/index.ts';
import type { LayerWeights } from './layers.ts';
import type { Tensorflow, Variable } from './tensorflow.ts';
import type { NamedWeights } from './weights-file.ts';

/** How one layer's weight and bias are laid out, and drawn. */
export interface LayerShape {
  /** [..., inputs, outputs]. */
  readonly weight: readonly number[];
  /** One number per output unless told otherwise. */
  readonly bias?: readonly number[];
  /** Inputs of one output that are alive at once; all of them unless told otherwise. */
  readonly fanIn?: number;
  /** Weights are normal with this standard deviation, in place of what is usual. */
  readonly normalStd?: number;
  /** What the bias begins with in place of zeros. */
  readonly firstBias?: readonly number[];
}

export type LayerShapes<Name extends string> = Readonly<Record<Name, LayerShape>>;

/** The name and shape of a weight in a weights file. */
export interface ExpectedWeight {
  readonly name: string;
  readonly shape: readonly number[];
}

const PARTS = ['weight', 'bias'] as const;

/**
 * A net's layers by name, each a weight and a bias. The danger: it owns its variables,
 * outside any tidy, so dispose it.
 */
export class LayerSet<Name extends string> {
  readonly of: Readonly<Record<Name, LayerWeights>>;
  readonly #tf: Tensorflow;

  /** Weights are drawn from `rng`, as is usual (He et al. 2015): uniform, variance 2 / inputs. */
  constructor(tf: Tensorflow, shapes: LayerShapes<Name>, rng: Rng) {
    this.#tf = tf;
    const draw = ({ weight, bias, fanIn, normalStd, firstBias }: LayerShape): LayerWeights => {
      const inputs = weight.slice(0, -1).reduce((product, length) => product * length, 1);
      const outputs = weight.at(-1) as number;
      const spread = Math.sqrt(6 / (fanIn ?? inputs));
      const one = () => (normalStd === undefined ? rng.range(-spread, spread) : normalStd * rng.normal());
      const values = Float32Array.from({ length: inputs * outputs }, one);
      const start = () =>
        firstBias === undefined ? tf.zeros([...(bias ?? [outputs])]) : tf.tensor1d([...firstBias]);
      return {
        weight: tf.tidy(() => tf.variable(tf.tensor(values, [...weight]), true)),
        bias: tf.tidy(() => tf.variable(start(), true)),
      };
    };
    const drawn = (Object.keys(shapes) as Name[]).map((name) => [name, draw(shapes[name])] as const);
    this.of = Object.fromEntries(drawn) as Record<Name, LayerWeights>;
  }

  /** Every variable, in the order of `layerWeights`. */
  get variables(): readonly Variable[] {
    return this.#named.map(({ variable }) => variable);
  }

  /** A copy of every weight, by name. */
  exportWeights(): NamedWeights {
    return this.#named.map(({ name, variable }) => ({
      name,
      shape: variable.shape,
      values: variable.dataSync<'float32'>().slice(),
    }));
  }

  /** Takes weights by name; others among them are let be. */
  importWeights(weights: NamedWeights): void {
    const byName = new Map(weights.map((weight) => [weight.name, weight]));
    for (const { name, variable } of this.#named) {
      const given = byName.get(name);
      if (given === undefined) throw new RangeError(`weight ${name} is missing`);
      this.#tf.tidy(() => variable.assign(this.#tf.tensor(given.values, [...given.shape])));
    }
  }

  dispose(): void {
    for (const { variable } of this.#named) variable.dispose();
  }

  get #named(): { readonly name: string; readonly variable: Variable }[] {
    return (Object.keys(this.of) as Name[]).flatMap((layer) =>
      PARTS.map((part) => ({ name: `${layer}/${part}`, variable: this.of[layer][part] })),
    );
  }
}

/** The name and shape of every weight of such layers, in the order of a weights file. */
export function layerWeights(shapes: LayerShapes<string>): readonly ExpectedWeight[] {
  return Object.entries(shapes).flatMap(([layer, { weight, bias }]) => [
    { name: `${layer}/weight`, shape: weight },
    { name: `${layer}/bias`, shape: bias ?? weight.slice(-1) },
  ]);
}
