import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { CollectionLog, type LoggedScene } from './collection-log.ts';
import {
  type DatasetFacts,
  type DatasetManifest,
  LOG_FILE,
  MANIFEST_FILE,
  type Shard,
} from './dataset-manifest.ts';
import type { SceneBlock } from './scene-files.ts';
import { TAR_END } from './tar.ts';

/** A shard that takes scenes. */
interface OpenShard {
  readonly handle: number;
  readonly hash: Hash;
  bytes: number;
  scenes: number;
  samples: number;
}

/** What a scene adds to a dataset. */
type Written = Pick<LoggedScene, 'bytes' | 'samples' | 'counts'>;

const PART = '.part';

/**
 * Writes a dataset scene by scene, in order: shards, a log of what is in them, and the manifest last. Stopped at
 * any moment, it goes on after the last whole scene, to the same bytes. Its danger: one writer a folder (RunLock).
 */
export class ShardWriter {
  readonly #folder: string;
  readonly #facts: DatasetFacts;
  readonly #log: CollectionLog;
  readonly #counts: number[];
  readonly #shards: Shard[] = [];
  #open: OpenShard | null = null;
  #scenes = 0;
  #samples = 0;

  /** Goes on with what is in the folder, or begins; throws if another collection is in there. */
  constructor(folder: string, facts: DatasetFacts) {
    this.#folder = folder;
    this.#facts = facts;
    this.#counts = new Array<number>(facts.classes.length + 1).fill(0);
    this.#log = CollectionLog.open(join(folder, LOG_FILE), facts);
    this.#writing(() => this.#takeUp());
  }

  /** Whole scenes so far. */
  get scenes(): number {
    return this.#scenes;
  }

  get samples(): number {
    return this.#samples;
  }

  append({ bytes, samples, counts }: SceneBlock): void {
    this.#writing(() => {
      const shard = this.#shard();
      write(shard.handle, bytes, shard.bytes);
      const written = { bytes: bytes.length, samples, counts: [...counts] };
      this.#log.append({ scene: this.#scenes, sha256: sha256(bytes), ...written });
      this.#count(shard, bytes, written);
    });
  }

  /** Closes the last shard and writes the manifest: from then on there is a dataset. */
  finish(): DatasetManifest {
    return this.#writing(() => {
      if (this.#open !== null) this.#closeShard(this.#open);
      const names = [...this.#facts.classes, ''];
      const counted = names.map((name, i) => [name, this.#counts[i] as number] as const);
      const manifest: DatasetManifest = {
        ...this.#facts,
        samples: this.#samples,
        counts: Object.fromEntries(counted.filter(([name, count]) => name !== '' || count > 0)),
        shards: this.#shards,
      };
      writeFileAtomic(join(this.#folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
      this.#log.remove();
      return manifest;
    });
  }

  /** Lets go of the files; what is written stays. */
  close(): void {
    if (this.#open !== null) closeSync(this.#open.handle);
    this.#open = null;
  }

  #shard(): OpenShard {
    if (this.#open !== null) return this.#open;
    const handle = openSync(join(this.#folder, `${this.#name}${PART}`), 'w+');
    this.#open = { handle, hash: createHash('sha256'), bytes: 0, scenes: 0, samples: 0 };
    return this.#open;
  }

  get #name(): string {
    return `shard-${String(this.#shards.length).padStart(5, '0')}.tar`;
  }

  #count(shard: OpenShard, block: Uint8Array, { bytes, samples, counts }: Written): void {
    shard.hash.update(block);
    shard.bytes += bytes;
    shard.scenes++;
    shard.samples += samples;
    this.#scenes++;
    this.#samples += samples;
    counts.forEach((count, i) => {
      this.#counts[i] = (this.#counts[i] as number) + count;
    });
    if (shard.bytes >= this.#facts.shardBytes) this.#closeShard(shard);
  }

  #closeShard(shard: OpenShard): void {
    const { handle, hash, bytes, scenes, samples } = shard;
    ftruncateSync(handle, bytes);
    write(handle, TAR_END, bytes);
    fsyncSync(handle);
    closeSync(handle);
    this.#open = null;
    const name = this.#name;
    renameSync(join(this.#folder, `${name}${PART}`), join(this.#folder, name));
    hash.update(TAR_END);
    this.#shards.push({ name, sha256: hash.digest('hex'), bytes: bytes + TAR_END.length, scenes, samples });
  }

  /** Counts the scenes that are as they were logged; what comes after the first that is not is dropped. */
  #takeUp(): void {
    const logged = this.#log.scenes;
    let kept = 0;
    while (kept < logged.length) {
      const whole = this.#reopen(logged.slice(kept));
      kept += whole;
      // A shard that is still open has room: what was logged behind it cannot be trusted.
      if (whole === 0 || this.#open !== null) break;
    }
    this.#log.keep(this.#scenes);
    this.#sweep();
  }

  /** Takes up the next shard, with as many of the scenes as are whole in it; closed again if it is full. */
  #reopen(logged: readonly LoggedScene[]): number {
    const [whole, part] = [join(this.#folder, this.#name), join(this.#folder, `${this.#name}${PART}`)];
    const file = existsSync(whole) ? whole : part;
    if (!existsSync(file)) return 0;
    const content = readFileSync(file);
    if (file === whole) renameSync(whole, part);
    const handle = openSync(part, 'r+');
    const shard: OpenShard = { handle, hash: createHash('sha256'), bytes: 0, scenes: 0, samples: 0 };
    this.#open = shard;
    let taken = 0;
    for (const scene of logged) {
      const block = content.subarray(shard.bytes, shard.bytes + scene.bytes);
      if (block.length < scene.bytes || sha256(block) !== scene.sha256) break;
      taken++;
      this.#count(shard, block, scene);
      if (this.#open === null) return taken;
    }
    ftruncateSync(handle, shard.bytes);
    return taken;
  }

  /** Removes shards behind those that were taken up. */
  #sweep(): void {
    const known = new Set(this.#shards.map(({ name }) => name));
    if (this.#open !== null) known.add(`${this.#name}${PART}`);
    for (const name of readdirSync(this.#folder)) {
      if (isShardFile(name) && !known.has(name)) rmSync(join(this.#folder, name));
    }
  }

  #writing<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof FaultscapeError) throw error;
      throw new FaultscapeError('environment', `The dataset in ${this.#folder} cannot be written.`, {
        expected: 'a writable folder with room for it',
        got: error instanceof Error ? error.message : String(error),
        hint: 'whole scenes are kept: make room, and the same command goes on',
        cause: error,
      });
    }
  }
}

/** Whether a file of a folder is a shard, whole or in the making. */
export function isShardFile(name: string): boolean {
  return /^shard-\d{5,}\.tar(\.part)?$/.test(name);
}

function write(handle: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(handle, bytes, done, bytes.length - done, at + done);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
