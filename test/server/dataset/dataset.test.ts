import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { batches } from '../../../server/dataset/batches.ts';
import { Dataset } from '../../../server/dataset/dataset.ts';
import type { DatasetManifest } from '../../../server/dataset/dataset-manifest.ts';
import { sampleStream } from '../../../server/dataset/sample-stream.ts';
import { ShardWriter } from '../../../server/dataset/shard-writer.ts';
import { splitScenes } from '../../../server/dataset/split-scenes.ts';
import { TAR_END } from '../../../server/dataset/tar.ts';
import { FaultscapeError } from '../../../sim/index.ts';
import { newFolder } from '../toy-runs.ts';
import { TOY_FACTS, toyBlock, toyClass, toyPixels, writeToyDataset } from './toy-dataset.ts';

const MASKS = ['sky', 'road'];

function reading<T>(folder: string, work: (dataset: Dataset) => T): T {
  const dataset = Dataset.open(folder);
  try {
    return work(dataset);
  } finally {
    dataset.close();
  }
}

describe('a dataset', () => {
  const folder = join(newFolder(), 'toy');

  beforeAll(() => {
    writeToyDataset(folder, { masks: MASKS });
  });

  it('gives back what was written, picture by picture', () => {
    reading(folder, (dataset) => {
      expect(dataset.samples).toHaveLength(90);
      for (const sample of dataset.samples) {
        const { scene, step } = sample;
        expect(dataset.image(sample)).toEqual(toyPixels(scene, step));
        expect(dataset.mask(sample)).toEqual(toyPixels(scene, step).subarray(0, 48));
        const { speedMps, parameters, action, box, score } = dataset.record(sample);
        expect({ speedMps, parameters, action }).toEqual({
          speedMps: scene,
          parameters: { pushM: scene },
          action: [step],
        });
        expect([sample.class, box, score]).toEqual([toyClass(scene), [0.25, 0.5, 0.75, 1], null]);
      }
    });
  });

  it('is split by the seed without parting the pictures of a scene', () => {
    reading(folder, ({ samples }) => {
      const shares = { train: 0.8, validation: 0.1, test: 0.1 };
      const { train, validation, test } = splitScenes(samples, { seed: 1, shares });
      expect([train, validation, test].map((part) => part.length)).toEqual([72, 9, 9]);
      const scenes = [train, validation, test].map((part) => new Set(part.map(({ scene }) => scene)));
      expect(scenes.map((part) => part.size)).toEqual([24, 3, 3]);
      expect(new Set(scenes.flatMap((part) => [...part])).size).toBe(30);
      expect(splitScenes(samples, { seed: 1, shares })).toEqual({ train, validation, test });
      expect(splitScenes(samples, { seed: 2, shares }).test).not.toEqual(test);
      expect(() => splitScenes(samples, { seed: 1, shares: { train: -1 } })).toThrow(/cannot be split/);
    });
  });

  it('is drawn from as a shuffled deck, all of it once an epoch', () => {
    reading(folder, ({ samples }) => {
      const epochs = (seed: number) => {
        const stream = sampleStream(samples, { seed, balanced: false });
        return [0, 1].map(() => samples.map(() => stream.next().value.key));
      };
      const [first, second] = epochs(5) as [string[], string[]];
      expect(new Set(first).size).toBe(90);
      expect(new Set(second).size).toBe(90);
      expect(first).not.toEqual(second);
      expect(epochs(5)).toEqual([first, second]);
      expect(epochs(6)[0]).not.toEqual(first);
    });
  });

  it('is drawn from with every class as often, where it is to be balanced', () => {
    reading(folder, ({ samples }) => {
      const stream = sampleStream(samples, { seed: 1, balanced: true });
      const drawn = Array.from({ length: 90 }, () => stream.next().value);
      for (const name of [0, 1, 2]) {
        const own = drawn.filter((sample) => sample.class === name);
        expect(own).toHaveLength(30);
        // None twice before all have come: 45, 39 and 6 there are.
        expect(new Set(own.map(({ key }) => key)).size).toBe(name === 2 ? 6 : 30);
      }
    });
  });

  it('comes in batches that hold the same as its pictures', () => {
    reading(folder, (dataset) => {
      const options = { seed: 2, balanced: false, size: 40 };
      const [first, , last, ...more] = [...batches(dataset, dataset.samples, options)];
      expect([first?.samples.length, last?.samples.length, more]).toEqual([40, 10, []]);
      first?.samples.forEach((sample, i) => {
        expect(first.images.subarray(i * 144, (i + 1) * 144)).toEqual(dataset.image(sample));
        expect(first.classes[i]).toBe(sample.class);
        expect([...first.boxes.subarray(4 * i, 4 * i + 4)]).toEqual(sample.box);
      });
      const [next] = [...batches(dataset, dataset.samples, { ...options, epoch: 1 })];
      expect(next?.samples).not.toEqual(first?.samples);
      expect(() => [...batches(dataset, dataset.samples, { ...options, size: 0 })]).toThrow(
        /no such batches/,
      );
    });
  });
});

describe('a dataset that is not as it should be', () => {
  const whole = join(newFolder(), 'whole');

  beforeAll(() => {
    writeToyDataset(whole);
  });

  /** A copy, spoilt. */
  function spoilt(spoil: (folder: string) => void): string {
    const folder = join(newFolder(), 'spoilt');
    cpSync(whole, folder, { recursive: true });
    spoil(folder);
    return folder;
  }

  function changeManifest(folder: string, change: (manifest: DatasetManifest) => unknown): void {
    const file = join(folder, 'dataset.json');
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));
  }

  /** Replaces the first shard, with a checksum that fits: whoever wrote it meant it. */
  function replaceShard(folder: string, archive: Buffer): void {
    writeFileSync(join(folder, 'shard-00000.tar'), archive);
    const sha256 = createHash('sha256').update(archive).digest('hex');
    changeManifest(folder, (manifest) => ({
      ...manifest,
      shards: [{ ...manifest.shards[0], sha256, bytes: archive.length, samples: 3, scenes: 1 }],
    }));
  }

  function refusal(folder: string, options?: { readonly verify: boolean }): FaultscapeError {
    try {
      Dataset.open(folder, options).close();
    } catch (error) {
      if (error instanceof FaultscapeError) return error;
      throw error;
    }
    throw new Error('it was opened');
  }

  it('is refused where there is none', () => {
    expect(refusal(join(whole, 'nowhere')).message).toMatch(/no dataset.*\n.*\n.*no such folder/);
  });

  it('is refused while it is not finished', () => {
    const folder = newFolder();
    const writer = new ShardWriter(folder, TOY_FACTS);
    writer.append(toyBlock(0));
    writer.close();
    expect(refusal(folder).message).toMatch(/not finished[\s\S]*goes on where it was/);
  });

  it('is refused where it is empty', () => {
    const folder = spoilt((copy) =>
      changeManifest(copy, (manifest) => ({ ...manifest, shards: [], samples: 0 })),
    );
    expect(refusal(folder).message).toMatch(/is empty/);
  });

  it('is refused where a shard is missing', () => {
    const folder = spoilt((copy) => rmSync(join(copy, 'shard-00001.tar')));
    expect(refusal(folder).message).toMatch(/shard-00001\.tar is missing/);
  });

  it('is refused where a shard was cut off', () => {
    const folder = spoilt((copy) => truncateSync(join(copy, 'shard-00001.tar'), 5_000));
    expect(refusal(folder, { verify: false }).message).toMatch(
      /shard-00001\.tar has another size[\s\S]*5000 bytes/,
    );
  });

  it('is refused where one bit of a shard was flipped, if it is to be verified', () => {
    const folder = spoilt((copy) => {
      const file = join(copy, 'shard-00000.tar');
      const bytes = readFileSync(file);
      // In the pixels of the first picture.
      const at = bytes.indexOf('IDAT') + 20;
      bytes[at] = (bytes[at] as number) ^ 1;
      writeFileSync(file, bytes);
    });
    expect(refusal(folder).message).toMatch(/shard-00000\.tar was changed[\s\S]*SHA-256/);
    const dataset = Dataset.open(folder, { verify: false });
    expect(() => dataset.image(dataset.samples[0] as (typeof dataset.samples)[0])).toThrow(
      /0000000-00000 in shard-00000\.tar cannot be read/,
    );
    dataset.close();
  });

  it('is refused where a class is out of range', () => {
    const folder = spoilt((copy) =>
      replaceShard(copy, Buffer.concat([toyBlock(0, TOY_FACTS, 12).bytes, TAR_END])),
    );
    expect(refusal(folder).message).toMatch(/a class that there is not[\s\S]*0 to 11 \(aeroplane[\s\S]*12/);
  });

  it('is refused where a picture has another size', () => {
    const other = { ...TOY_FACTS, image: { heightPx: 7, widthPx: 9, channels: 3 } } as const;
    const folder = spoilt((copy) => replaceShard(copy, Buffer.concat([toyBlock(0, other).bytes, TAR_END])));
    expect(refusal(folder).message).toMatch(/wrong size[\s\S]*8 x 6[\s\S]*9 x 7/);
  });

  it('is refused where masks are lacking', () => {
    const folder = spoilt((copy) => changeManifest(copy, (manifest) => ({ ...manifest, masks: MASKS })));
    expect(refusal(folder).message).toMatch(/not whole[\s\S]*no \.mask\.png/);
  });

  it('is refused where it is of another version, by name', () => {
    const folder = spoilt((copy) =>
      changeManifest(copy, (manifest) => ({ ...manifest, formatVersion: 2, faultscape: '9.1.0' })),
    );
    expect(refusal(folder).message).toMatch(/another version[\s\S]*format version 2 \(faultscape 9\.1\.0\)/);
  });

  it('is refused where its manifest says what cannot be, with the place', () => {
    const folder = spoilt((copy) => changeManifest(copy, (manifest) => ({ ...manifest, classes: [] })));
    expect(refusal(folder).message).toMatch(/wrong at classes/);
    const escaping = spoilt((copy) =>
      changeManifest(copy, ({ shards: [first, ...rest], ...manifest }) => ({
        ...manifest,
        shards: [{ ...first, name: '../shard-00000.tar' }, ...rest],
      })),
    );
    expect(refusal(escaping).message).toMatch(/wrong at shards\.0\.name/);
  });
});
