import type { Lessons } from '../../agents/cil/index.ts';

/** Turns are rare and decide everything: a lesson counts up to this much more with its steering. */
const TURN_WEIGHT = 4;
const FULL_TURN_STEER = 0.4;

/**
 * All lessons so far in arrays that grow by doubling. Its one danger is memory: 13.8 kB a lesson.
 */
export class LessonBook {
  readonly #pictureSize: number;
  #capacity = 0;
  #count = 0;
  #images = new Uint8Array(0);
  #speedsMps = new Float32Array(0);
  #commands = new Uint8Array(0);
  #labels = new Float32Array(0);
  #weights = new Float32Array(0);

  /** `pictureSize` is height x width x 3. */
  constructor(pictureSize: number) {
    this.#pictureSize = pictureSize;
  }

  get count(): number {
    return this.#count;
  }

  add(lessons: Lessons): void {
    this.#reserve(this.#count + lessons.count);
    this.#images.set(lessons.images, this.#count * this.#pictureSize);
    this.#speedsMps.set(lessons.speedsMps, this.#count);
    this.#commands.set(lessons.commands, this.#count);
    this.#labels.set(lessons.labels, this.#count * 3);
    for (let i = 0; i < lessons.count; i++) {
      const steer = Math.abs(lessons.labels[i * 3] as number);
      this.#weights[this.#count + i] = 1 + TURN_WEIGHT * Math.min(1, steer / FULL_TURN_STEER);
    }
    this.#count += lessons.count;
  }

  /** Views of everything added; they go stale with the next `add`. */
  lessons(): Lessons {
    const n = this.#count;
    return {
      count: n,
      images: this.#images.subarray(0, n * this.#pictureSize),
      speedsMps: this.#speedsMps.subarray(0, n),
      commands: this.#commands.subarray(0, n),
      labels: this.#labels.subarray(0, n * 3),
      weights: this.#weights.subarray(0, n),
    };
  }

  #reserve(count: number): void {
    if (count <= this.#capacity) return;
    this.#capacity = Math.max(count, this.#capacity * 2, 4096);
    this.#images = grown(this.#images, new Uint8Array(this.#capacity * this.#pictureSize));
    this.#speedsMps = grown(this.#speedsMps, new Float32Array(this.#capacity));
    this.#commands = grown(this.#commands, new Uint8Array(this.#capacity));
    this.#labels = grown(this.#labels, new Float32Array(this.#capacity * 3));
    this.#weights = grown(this.#weights, new Float32Array(this.#capacity));
  }
}

function grown<T extends Uint8Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
