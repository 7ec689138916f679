/**
 * Adam (Kingma and Ba 2015, algorithm 1) on plain arrays, in place. The networks here have a few
 * thousand weights: on them an optimiser made of tensor operations costs as much as the whole
 * forward and backward pass.
 */
export class Adam {
  readonly #parameters: readonly Float32Array[];
  readonly #first: readonly Float64Array[];
  readonly #second: readonly Float64Array[];
  readonly #beta1: number;
  readonly #beta2: number;
  #beta1Power = 1;
  #beta2Power = 1;

  constructor(parameters: readonly Float32Array[], beta1: number, beta2: number) {
    this.#parameters = parameters;
    this.#first = parameters.map((p) => new Float64Array(p.length));
    this.#second = parameters.map((p) => new Float64Array(p.length));
    this.#beta1 = beta1;
    this.#beta2 = beta2;
  }

  /** One descent step; `gradients` match the parameters in order and size. */
  step(gradients: readonly ArrayLike<number>[], learningRate: number): void {
    const b1 = this.#beta1;
    const b2 = this.#beta2;
    this.#beta1Power *= b1;
    this.#beta2Power *= b2;
    const scale1 = 1 / (1 - this.#beta1Power);
    const scale2 = 1 / (1 - this.#beta2Power);
    this.#parameters.forEach((parameter, k) => {
      const gradient = gradients[k] as ArrayLike<number>;
      const m = this.#first[k] as Float64Array;
      const v = this.#second[k] as Float64Array;
      for (let i = 0; i < parameter.length; i++) {
        const g = gradient[i] as number;
        const mi = b1 * (m[i] as number) + (1 - b1) * g;
        const vi = b2 * (v[i] as number) + (1 - b2) * g * g;
        m[i] = mi;
        v[i] = vi;
        const update = (learningRate * mi * scale1) / (Math.sqrt(vi * scale2) + 1e-8);
        parameter[i] = (parameter[i] as number) - update;
      }
    });
  }
}
