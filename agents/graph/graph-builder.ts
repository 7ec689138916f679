import type { NamedWeight } from '../tensor/index.ts';
import { type NetGraph, type NetStep, type Normalisation, strided, type Value } from './net-graph.ts';

/** Writes down a net step by step, each with the shape it gives. */
export class GraphBuilder {
  readonly #inputs: Value[] = [];
  readonly #steps: NetStep[] = [];
  readonly #names = new Set<string>();

  input(name: string, shape: readonly number[]): Value {
    const value = this.#noted(name, shape);
    this.#inputs.push(value);
    return value;
  }

  conv(
    name: string,
    x: Value,
    filter: NamedWeight,
    {
      bias = null,
      depthwise = false,
      stride = 1,
      dilation = 1,
      relu = false,
    }: { bias?: NamedWeight | null; depthwise?: boolean; stride?: number; dilation?: number; relu?: boolean },
  ): Value {
    const [height, width, channels] = picture(x);
    const outputs = depthwise ? channels : (filter.shape[3] as number);
    const shape = [strided(height, stride), strided(width, stride), outputs];
    return this.#step(
      { op: 'conv', name, inputs: [x], filter, bias, depthwise, stride, dilation, relu },
      shape,
    );
  }

  normalise(name: string, x: Value, statistics: Normalisation, { relu }: { relu: boolean }): Value {
    return this.#step({ op: 'normalise', name, inputs: [x], statistics, relu }, x.shape);
  }

  dense(
    name: string,
    x: Value,
    weight: NamedWeight,
    { bias = null, relu = false }: { bias?: NamedWeight | null; relu?: boolean },
  ): Value {
    return this.#step({ op: 'dense', name, inputs: [x], weight, bias, relu }, [weight.shape[1] as number]);
  }

  maxPool(name: string, x: Value, { size, stride }: { size: number; stride: number }): Value {
    const [height, width, channels] = picture(x);
    const shape = [strided(height, stride), strided(width, stride), channels];
    return this.#step({ op: 'max-pool', name, inputs: [x], size, stride }, shape);
  }

  /** [height, width, channels] to [channels]. */
  mean(name: string, x: Value): Value {
    return this.#step({ op: 'mean', name, inputs: [x] }, [picture(x)[2]]);
  }

  double(name: string, x: Value): Value {
    const [height, width, channels] = picture(x);
    return this.#step({ op: 'double', name, inputs: [x] }, [2 * height, 2 * width, channels]);
  }

  reshape(name: string, x: Value, shape: readonly number[]): Value {
    return this.#step({ op: 'reshape', name, inputs: [x], shape }, shape);
  }

  /** Both of one shape. */
  add(name: string, a: Value, b: Value): Value {
    return this.#step({ op: 'add', name, inputs: [a, b] }, a.shape);
  }

  /** Lengths of 1 in `b` stand for any of `a`'s. */
  multiply(name: string, a: Value, b: Value): Value {
    return this.#step({ op: 'multiply', name, inputs: [a, b] }, a.shape);
  }

  /** Two rows of numbers, one behind the other. */
  concat(name: string, a: Value, b: Value): Value {
    return this.#step({ op: 'concat', name, inputs: [a, b] }, [
      (a.shape[0] as number) + (b.shape[0] as number),
    ]);
  }

  graph(architecture: string, output: Value, notes: NetGraph['notes']): NetGraph {
    return { architecture, inputs: this.#inputs, steps: this.#steps, output, notes };
  }

  #step(step: NetStep, shape: readonly number[]): Value {
    this.#steps.push(step);
    return this.#noted(step.name, shape);
  }

  #noted(name: string, shape: readonly number[]): Value {
    if (this.#names.has(name)) throw new RangeError(`two steps of the net are named ${name}`);
    this.#names.add(name);
    return { name, shape };
  }
}

function picture({ name, shape }: Value): readonly [height: number, width: number, channels: number] {
  if (shape.length !== 3) throw new RangeError(`${name} is no picture: [${shape}]`);
  return shape as unknown as readonly [number, number, number];
}
