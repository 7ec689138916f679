/** Indices of triangles by what they depend on: each is made once, as shapes ask for the same few again and again. */
export class KeptIndices {
  readonly #made = new Map<number, Uint16Array>();

  of(key: number, corners: () => readonly number[]): Uint16Array {
    let index = this.#made.get(key);
    if (index === undefined) {
      index = Uint16Array.from(corners());
      this.#made.set(key, index);
    }
    return index;
  }
}
