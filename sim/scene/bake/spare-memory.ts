/** Larger pieces are the collector's: few objects need them. */
const MOST_BYTES = 1 << 20;
const MOST_SPARE = 16;

/**
 * Memory of geometries that are done with, for the next ones. Shapes come and go by the hundred a second; left
 * to the collector, their memory had it look through the whole heap every thirty of them.
 */
export class SpareMemory {
  readonly #spare: ArrayBuffer[] = [];

  /** The smallest spare piece that is large enough, with whatever stands in it, or a new one. */
  take(bytes: number): ArrayBuffer {
    const spare = this.#spare;
    let best = -1;
    for (let i = 0; i < spare.length; i++) {
      const size = (spare[i] as ArrayBuffer).byteLength;
      if (size >= bytes && (best < 0 || size < (spare[best] as ArrayBuffer).byteLength)) best = i;
    }
    return best < 0 ? new ArrayBuffer(bytes) : (spare.splice(best, 1)[0] as ArrayBuffer);
  }

  /** Nobody may use it any more. The smallest goes where there are too many. */
  give(memory: ArrayBuffer): void {
    if (memory.byteLength > MOST_BYTES) return;
    this.#spare.push(memory);
    if (this.#spare.length <= MOST_SPARE) return;
    let smallest = 0;
    this.#spare.forEach(({ byteLength }, i) => {
      if (byteLength < (this.#spare[smallest] as ArrayBuffer).byteLength) smallest = i;
    });
    this.#spare.splice(smallest, 1);
  }
}
