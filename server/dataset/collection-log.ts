import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { FaultscapeError, type Json, stableStringify } from '../../sim/core/index.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import type { DatasetFacts } from './dataset-manifest.ts';

const SceneLineSchema = z.object({
  scene: z.int().min(0),
  /** Of its part of a shard. */
  bytes: z.int().min(0),
  sha256: z.string(),
  samples: z.int().min(0),
  counts: z.array(z.int().min(0)),
});

/** What is written down of a scene once its part of a shard is written. */
export type LoggedScene = Readonly<z.output<typeof SceneLineSchema>>;

/**
 * What a collection that is not finished has come to: one line for what decides it, then one a scene. It says what
 * should be in the shards; whoever goes on compares. A line that was cut off says nothing.
 */
export class CollectionLog {
  readonly #file: string;
  readonly #first: string;
  #scenes: readonly LoggedScene[];
  #handle: number | null = null;

  /** Reads what is there, or begins. Throws an error of kind `usage` if it is of another collection. */
  static open(file: string, facts: DatasetFacts): CollectionLog {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    const known = lines[0] === undefined ? null : parsed(lines[0]);
    // Nobody knows what scenes below a damaged first line belong to.
    if (known === null) return new CollectionLog(file, facts, []);
    expectSame(file, known as Readonly<Record<string, Json>>, facts);
    return new CollectionLog(file, facts, scenesOf(lines.slice(1)));
  }

  private constructor(file: string, facts: DatasetFacts, scenes: readonly LoggedScene[]) {
    this.#file = file;
    this.#first = JSON.stringify(facts);
    this.#scenes = scenes;
  }

  get scenes(): readonly LoggedScene[] {
    return this.#scenes;
  }

  /** Forgets all but the first scenes, and makes ready for more. */
  keep(count: number): void {
    this.#scenes = this.#scenes.slice(0, count);
    const lines = [this.#first, ...this.#scenes.map((scene) => JSON.stringify(scene))];
    writeFileAtomic(this.#file, `${lines.join('\n')}\n`);
  }

  append(scene: LoggedScene): void {
    this.#handle ??= openSync(this.#file, 'a');
    writeSync(this.#handle, `${JSON.stringify(scene)}\n`);
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  remove(): void {
    this.close();
    rmSync(this.#file, { force: true });
  }
}

/** Throws if a folder's collection is not the one that is asked for. */
export function expectSame(
  where: string,
  known: Readonly<Record<string, unknown>>,
  asked: DatasetFacts,
): void {
  const fields = Object.keys(asked) as (keyof DatasetFacts)[];
  const text = (value: unknown) => stableStringify((value ?? null) as Json);
  const other = fields.find((field) => text(known[field]) !== text(asked[field]));
  if (other === undefined) return;
  throw new FaultscapeError('usage', `Another dataset is in ${where}: they differ in ${other}.`, {
    expected: shortened(text(known[other])),
    got: shortened(text(asked[other])),
    hint: 'choose another folder with --out, or ask for what is in this one',
  });
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

/** Scenes in order up to the first line that is none. */
function scenesOf(lines: readonly string[]): LoggedScene[] {
  const scenes: LoggedScene[] = [];
  for (const line of lines) {
    const read = SceneLineSchema.safeParse(parsed(line));
    if (!read.success || read.data.scene !== scenes.length) break;
    scenes.push(read.data);
  }
  return scenes;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
