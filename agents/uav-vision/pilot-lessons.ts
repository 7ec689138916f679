import { IMAGE, INSTRUMENTS, OUTPUTS } from './pilot-net.ts';

/** What was seen, and where the pilot would have gone, one row a lesson. */
export interface PilotLessons {
  readonly count: number;
  /** RGB, count x 72 x 96 x 3. */
  readonly images: Uint8Array;
  /** count x INSTRUMENTS. */
  readonly instruments: Float32Array;
  /** The goal in the network's units, count x OUTPUTS. */
  readonly goals: Float32Array;
}

/** Lessons in arrays that grow by doubling. Its one danger is memory: 21 kB a lesson. */
export class PilotLessonBook {
  #capacity = 2048;
  #count = 0;
  #images = new Uint8Array(this.#capacity * IMAGE.values);
  #instruments = new Float32Array(this.#capacity * INSTRUMENTS);
  #goals = new Float32Array(this.#capacity * OUTPUTS);

  get count(): number {
    return this.#count;
  }

  /** Copies one lesson. */
  add(picture: Uint8Array, instruments: Float32Array, goal: Float32Array): void {
    if (this.#count === this.#capacity) this.#grow();
    this.#images.set(picture, this.#count * IMAGE.values);
    this.#instruments.set(instruments, this.#count * INSTRUMENTS);
    this.#goals.set(goal, this.#count * OUTPUTS);
    this.#count++;
  }

  /** Views of everything added; they go stale with the next `add`. */
  lessons(): PilotLessons {
    const n = this.#count;
    return {
      count: n,
      images: this.#images.subarray(0, n * IMAGE.values),
      instruments: this.#instruments.subarray(0, n * INSTRUMENTS),
      goals: this.#goals.subarray(0, n * OUTPUTS),
    };
  }

  #grow(): void {
    this.#capacity *= 2;
    const grown = <T extends Uint8Array | Float32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#images = grown(this.#images, new Uint8Array(this.#capacity * IMAGE.values));
    this.#instruments = grown(this.#instruments, new Float32Array(this.#capacity * INSTRUMENTS));
    this.#goals = grown(this.#goals, new Float32Array(this.#capacity * OUTPUTS));
  }
}
