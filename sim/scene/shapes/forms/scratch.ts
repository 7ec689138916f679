/** Numbers that are kept between calls only to be written over; their holder grows to the largest request. */
export class Scratch<Numbers extends Float64Array | Int32Array> {
  readonly #make: (length: number) => Numbers;
  #numbers: Numbers;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#numbers = make(1024);
  }

  /** At least so many; what stands in them is left from before. */
  of(length: number): Numbers {
    if (this.#numbers.length < length) this.#numbers = this.#make(2 * length);
    return this.#numbers;
  }
}
