import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { FaultscapeError } from '../../sim/core/index.ts';
import { type DatasetManifest, readDatasetManifest, type Shard } from './dataset-manifest.ts';
import { damaged, type IndexedSample, indexShard } from './index-shard.ts';
import { type SampleRecord, SampleSchema } from './sample-record.ts';

/** One picture of a dataset and where it lies. */
export interface Sample extends IndexedSample {
  readonly shard: string;
}

/**
 * A dataset on disk, opened to read: an index in memory, pictures as they are asked for. Its danger: it holds files
 * open, so close it.
 */
export class Dataset {
  readonly folder: string;
  readonly manifest: DatasetManifest;
  /** In the order of collection: by scene, then by step. */
  readonly samples: readonly Sample[];
  readonly #handles = new Map<string, number>();

  private constructor(folder: string, manifest: DatasetManifest, samples: readonly Sample[]) {
    this.folder = folder;
    this.manifest = manifest;
    this.samples = samples;
  }

  /**
   * Reads all of a dataset once, and compares it with its checksums unless told not to. Throws an error of kind `data`
   * that names the shard and the picture where something is not as the manifest says.
   */
  static open(folder: string, { verify = true }: { readonly verify?: boolean } = {}): Dataset {
    const manifest = readDatasetManifest(folder);
    const samples: Sample[] = [];
    for (const shard of manifest.shards) {
      const archive = readShard(folder, shard, verify);
      for (const sample of indexShard(archive, shard, manifest))
        samples.push({ ...sample, shard: shard.name });
    }
    if (samples.length === 0) {
      throw new FaultscapeError('data', `The dataset in ${folder} is empty.`, {
        expected: 'at least one picture',
        got: `${manifest.shards.length} shards without any`,
        hint: 'collect it anew into another folder',
      });
    }
    return new Dataset(folder, manifest, samples);
  }

  /** RGB, 8 bits, height x width x 3. */
  image(sample: Sample): Uint8Array {
    return this.#pixels(sample, sample.png, 3);
  }

  /** The class of each pixel, height x width, as the manifest's `masks` names them; null in a dataset without. */
  mask(sample: Sample): Uint8Array | null {
    return sample.mask === null ? null : this.#pixels(sample, sample.mask, 1);
  }

  /** All that is known of a picture. */
  record(sample: Sample): SampleRecord {
    // It was checked when the dataset was opened.
    return SampleSchema.parse(JSON.parse(Buffer.from(this.#read(sample, sample.json)).toString('utf8')));
  }

  close(): void {
    for (const handle of this.#handles.values()) closeSync(handle);
    this.#handles.clear();
  }

  #pixels(sample: Sample, place: IndexedSample['png'], channels: number): Uint8Array {
    const { widthPx, heightPx } = this.manifest.image;
    try {
      const { data } = decode(this.#read(sample, place), { checkCrc: true });
      if (data.length === widthPx * heightPx * channels) return Uint8Array.from(data);
      throw new Error(`${data.length} values in place of ${widthPx * heightPx * channels}`);
    } catch (error) {
      throw damaged(`Picture ${sample.key} in ${sample.shard} cannot be read.`, {
        expected: 'a whole PNG',
        got: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #read({ shard }: Sample, { offset, bytes }: IndexedSample['png']): Uint8Array {
    const handle = this.#handles.get(shard) ?? openSync(join(this.folder, shard), 'r');
    this.#handles.set(shard, handle);
    const content = new Uint8Array(bytes);
    for (let done = 0; done < bytes; ) {
      const read = readSync(handle, content, done, bytes - done, offset + done);
      if (read === 0) break;
      done += read;
    }
    return content;
  }
}

function readShard(folder: string, { name, bytes, sha256 }: Shard, verify: boolean): Uint8Array {
  const file = join(folder, name);
  if (!existsSync(file)) {
    throw damaged(`The shard ${name} is missing from ${folder}.`, { expected: file, got: 'no such file' });
  }
  const size = statSync(file).size;
  if (size !== bytes) {
    throw damaged(`The shard ${name} has another size.`, {
      expected: `${bytes} bytes`,
      got: `${size} bytes`,
    });
  }
  const archive = readFileSync(file);
  const hash = verify ? createHash('sha256').update(archive).digest('hex') : sha256;
  if (hash === sha256) return archive;
  throw damaged(`The shard ${name} was changed.`, { expected: `SHA-256 ${sha256}`, got: hash });
}
