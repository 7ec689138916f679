import type { FaultscapeError } from '../../core/errors.ts';
import { fileProblem } from './file-problem.ts';

/** A place in a file's JSON that knows its JSON pointer, so that whatever is wrong there can be named. */
export class JsonPlace {
  readonly file: string;
  readonly pointer: string;
  readonly #value: unknown;

  constructor(value: unknown, file: string, pointer = '') {
    this.#value = value;
    this.file = file;
    this.pointer = pointer;
  }

  /** False where the file has nothing here. */
  get given(): boolean {
    return this.#value !== undefined;
  }

  at(key: string | number): JsonPlace {
    const value = this.#value;
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    const child = inside ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined;
    return new JsonPlace(child, this.file, `${this.pointer}/${key}`);
  }

  /** This place, which must hold an object. */
  object(): this {
    const value = this.#value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return this;
    throw this.refuse('an object');
  }

  /** The entries of a list; none where nothing is given. */
  list(): JsonPlace[] {
    if (!this.given) return [];
    if (!Array.isArray(this.#value)) throw this.refuse('a list');
    return this.#value.map((_, i) => this.at(i));
  }

  /** The entry that an index elsewhere (`from`) points to. */
  entry(from: JsonPlace): JsonPlace {
    const length = Array.isArray(this.#value) ? this.#value.length : 0;
    const expected = length === 0 ? `nothing, as there are no ${this.pointer}` : `0 to ${length - 1}`;
    const index = from.#value;
    if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= length) {
      throw from.refuse(`an index into ${this.pointer}: ${expected}`);
    }
    return this.at(index as number).object();
  }

  integer(low: number, high: number, otherwise?: number): number {
    if (!this.given && otherwise !== undefined) return otherwise;
    const value = this.#value;
    if (Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high) {
      return value as number;
    }
    throw this.refuse(`a whole number from ${low} to ${high}`);
  }

  number(low: number, high: number, otherwise: number): number {
    if (!this.given) return otherwise;
    const value = this.#value;
    if (typeof value === 'number' && value >= low && value <= high) return value;
    throw this.refuse(`a number from ${low} to ${high}`);
  }

  /** So many finite numbers, or null where nothing is given. */
  numbers(count: number): readonly number[] | null {
    if (!this.given) return null;
    const value = this.#value;
    if (Array.isArray(value) && value.length === count && value.every((one) => Number.isFinite(one))) {
      return value as readonly number[];
    }
    throw this.refuse(`${count} numbers`);
  }

  text(otherwise: string): string {
    if (!this.given) return otherwise;
    if (typeof this.#value === 'string') return this.#value;
    throw this.refuse('text');
  }

  yes(otherwise: boolean): boolean {
    if (!this.given) return otherwise;
    if (typeof this.#value === 'boolean') return this.#value;
    throw this.refuse('true or false');
  }

  refuse(expected: string, hint?: string): FaultscapeError {
    const got = (JSON.stringify(this.#value) ?? 'nothing').slice(0, 80);
    return fileProblem(this.file, this.pointer === '' ? 'its JSON' : this.pointer, expected, got, hint);
  }
}
