import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabelledPictures } from '../../../agents/pictures/index.ts';
import type { DatasetFacts } from '../../../server/dataset/dataset-manifest.ts';
import { DatasetPictures } from '../../../server/train/pictures/dataset-pictures.ts';
import { cli } from '../cli/cli-io.ts';
import { toyClass, toyPixels, writeToyDataset } from '../dataset/toy-dataset.ts';
import { newFolder } from '../toy-runs.ts';

const IMAGE: DatasetFacts['image'] = { heightPx: 96, widthPx: 96, channels: 3 };
const folder = newFolder();
const data = join(folder, 'data');
const PICTURES = 64;

const pictures = (changes: { readonly data?: string; readonly seed?: number } = {}) =>
  new DatasetPictures({ data, seed: 2, pictures: PICTURES, onProgress: () => {}, ...changes });

/** Scene and step of each picture, by its pixels, which are noise. */
function placesOf({ count, images }: LabelledPictures): readonly string[] {
  const size = images.length / count;
  return Array.from(
    { length: count },
    (_, i) => known.get(images.subarray(i * size, i * size + 16).join()) ?? '',
  );
}
const known = new Map<string, string>();

beforeAll(() => {
  writeToyDataset(data, { image: IMAGE });
  for (let scene = 0; scene < 30; scene++) {
    for (let step = 0; step < 3; step++) {
      const pixels = toyPixels(scene, step, { image: IMAGE } as DatasetFacts);
      known.set(pixels.subarray(0, 16).join(), `${scene} ${step}`);
    }
  }
}, 60_000);

describe('the pictures of a dataset, as a training asks for them', () => {
  it('have their own labels, every class as often, and none of a scene that is held out', async () => {
    const source = pictures();
    await source.open();
    const rounds = [await source.round(0), await source.round(1)];
    const heldOut = await source.heldOut();
    await source.close();
    for (const lot of [...rounds, heldOut]) {
      placesOf(lot).forEach((place, i) => {
        expect(lot.classes[i]).toBe(toyClass(Number(place.split(' ')[0])));
        expect([...lot.boxes.subarray(4 * i, 4 * i + 4)]).toEqual([24, 48, 72, 96]);
      });
    }
    expect(heldOut.count).toBe(9);
    const sceneOf = (place: string) => place.split(' ')[0];
    const apart = new Set(placesOf(heldOut).map(sceneOf));
    expect(apart.size).toBe(3);
    expect(rounds.flatMap(placesOf).some((place) => apart.has(sceneOf(place) as string))).toBe(false);
    for (const { classes } of rounds) {
      for (const name of new Set(classes)) {
        const share = classes.filter((one) => one === name).length / PICTURES;
        expect(share).toBeCloseTo(1 / new Set(classes).size, 1);
      }
    }
    // Rounds go on where the one before ended: of the common class, all come before any comes again.
    const common = rounds.flatMap((lot) => placesOf(lot).filter((_, i) => lot.classes[i] === 0));
    const different = new Set(common).size;
    expect(new Set(common.slice(0, different)).size).toBe(different);
  });

  it('are the same each time, whichever round is asked for first', async () => {
    const [one, other, third] = [pictures(), pictures(), pictures({ seed: 3 })];
    await Promise.all([one, other, third].map((source) => source.open()));
    await one.round(0);
    const [again, straight, seeded] = await Promise.all([one, other, third].map((source) => source.round(1)));
    expect(again?.images.length).toBe(PICTURES * 96 * 96 * 3);
    expect(Buffer.compare(again?.images as Uint8Array, straight?.images as Uint8Array)).toBe(0);
    expect(again?.classes).toEqual(straight?.classes);
    expect(Buffer.compare(seeded?.images as Uint8Array, straight?.images as Uint8Array)).not.toBe(0);
    await Promise.all([one, other, third].map((source) => source.close()));
  });

  it('are refused where they do not fit the nets', async () => {
    const small = join(folder, 'small');
    writeToyDataset(small, { scenes: 5 });
    expect(() => pictures({ data: small })).toThrow(/wrong size[\s\S]*96 x 96[\s\S]*8 x 6/);
    const drive = join(folder, 'drive');
    const classes = ['follow', 'left', 'right', 'straight'];
    writeToyDataset(drive, { classes, classOf: 'command', image: IMAGE, scenes: 5 });
    expect(() => pictures({ data: drive })).toThrow(/does not say what object each picture shows/);
    const few = join(folder, 'few');
    writeToyDataset(few, { image: IMAGE, scenes: 5 });
    await expect(pictures({ data: few }).open()).rejects.toThrow(/too few scenes/);
    expect(() => pictures({ data: folder })).toThrow(/no dataset/);
  });
});

describe('a training on a dataset', () => {
  const sizes = ['--rounds', '1', '--pictures', '32', '--steps', '2', '--judged', '0'];
  const train = (what: string, out: string, ...more: readonly string[]) =>
    cli('train', what, ...sizes, '--data', data, '--out', join(folder, out), ...more);

  it('gives the same classifier each time, says on its card what it saw, and keeps to its dataset', async () => {
    const narrow = ['--width', '0.1'];
    for (const out of ['one', 'two']) expect((await train('classifier', out, ...narrow)).code).toBe(0);
    const read = (out: string, file: string) => readFileSync(join(folder, out, file));
    expect(read('two', 'classifier.fsw').equals(read('one', 'classifier.fsw'))).toBe(true);
    const card = read('one', 'README.md').toString();
    expect(card).toContain(`--judged 0 --data ${data}`);
    expect(card).toContain('A dataset of 90 pictures of 30 scenes of `toy/pictures`');
    expect(card).not.toContain('instances 0 to 999');
    const other = join(folder, 'other');
    writeToyDataset(other, { image: IMAGE, scenes: 12 });
    const { code, err } = await train('classifier', 'one', ...narrow, '--data', other);
    expect([code, err]).toEqual([64, expect.stringContaining('holds another training')]);
  }, 60_000);

  it('gives a detector', async () => {
    const { code, err } = await train('detector', 'detector');
    expect(code, err).toBe(0);
    const card = readFileSync(join(folder, 'detector', 'README.md'), 'utf8');
    expect(card).toContain('1 rounds of 32 pictures of a dataset');
    expect(card).toContain('Drawn on none: drawn at random');
  }, 60_000);
});
