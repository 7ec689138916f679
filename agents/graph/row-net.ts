import type { EngineUsed } from '../tensor/index.ts';

/**
 * A net of ours from its weights, asked about few rows at a time. An answer never depends on its batch mates. The
 * danger: its inputs are shared by all who ask, so one question at a time.
 */
export interface RowNet {
  readonly engine: EngineUsed;
  /** Where rows are written before `ask`, by input: ROWS of them, one behind the other. */
  readonly inputs: ReadonlyMap<string, Float32Array>;
  /** The answers for the first `rows` rows; they may be views, which the next call overwrites. */
  ask(rows: number): readonly Float32Array[] | Promise<readonly Float32Array[]>;
  close(): void | Promise<void>;
}

/** The most rows that are asked about at once. */
export const ROWS = 8;

/** The answers for any number of things, each written by `write` into the place it is told. */
export async function askAbout<T>(
  net: RowNet,
  things: readonly T[],
  write: (thing: T, place: number) => void,
): Promise<readonly Float32Array[]> {
  const answers: Float32Array[] = [];
  for (let start = 0; start < things.length; start += ROWS) {
    const part = things.slice(start, start + ROWS);
    part.forEach(write);
    for (const answer of await net.ask(part.length)) answers.push(answer.slice());
  }
  return answers;
}

/** The place for ROWS rows of each input. */
export function rowInputs(
  inputs: readonly { readonly name: string; readonly shape: readonly number[] }[],
): ReadonlyMap<string, Float32Array> {
  return new Map(inputs.map(({ name, shape }) => [name, new Float32Array(ROWS * sizeOf(shape))]));
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
