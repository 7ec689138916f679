export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

const EPSILON = 1e-8;

/** Adam (Kingma and Ba, ICLR 2015, algorithm 1) on plain arrays, which it changes. */
export class Adam {
  readonly #values: readonly Float64Array[];
  readonly #settings: AdamSettings;
  readonly #first: readonly Float64Array[];
  readonly #second: readonly Float64Array[];
  #decay1 = 1;
  #decay2 = 1;

  constructor(values: readonly Float64Array[], settings: AdamSettings) {
    this.#values = values;
    this.#settings = settings;
    this.#first = values.map(({ length }) => new Float64Array(length));
    this.#second = values.map(({ length }) => new Float64Array(length));
  }

  /** One step down these gradients. */
  step(gradients: readonly Float64Array[]): void {
    const { learningRate, beta1, beta2 } = this.#settings;
    this.#decay1 *= beta1;
    this.#decay2 *= beta2;
    this.#values.forEach((values, k) => {
      const [first, second] = [this.#first[k] as Float64Array, this.#second[k] as Float64Array];
      const gradient = gradients[k] as Float64Array;
      for (let i = 0; i < values.length; i++) {
        const g = gradient[i] as number;
        const m = beta1 * (first[i] as number) + (1 - beta1) * g;
        const v = beta2 * (second[i] as number) + (1 - beta2) * g * g;
        first[i] = m;
        second[i] = v;
        const step = m / (1 - this.#decay1) / (Math.sqrt(v / (1 - this.#decay2)) + EPSILON);
        values[i] = (values[i] as number) - learningRate * step;
      }
    });
  }
}
