import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { Dataset } from '../../../server/dataset/dataset.ts';
import { drawDatasetSheet } from '../../../server/dataset/sheet/dataset-sheet.ts';
import { fitting, writeText } from '../../../server/dataset/sheet/pixel-font.ts';
import { Raster } from '../../../server/dataset/sheet/raster.ts';
import { cli } from '../cli/cli-io.ts';
import { newFolder } from '../toy-runs.ts';
import { TOY_FACTS, toyPixels, writeToyDataset } from './toy-dataset.ts';

const folder = newFolder();
const data = join(folder, 'data');
const REQUEST = { columns: 3, rows: 2, seed: 1, masks: false };
/** Eight pixels are shown as 18 each, so that a picture is 144 wide, 108 high. */
const [SCALE, GAP] = [18, 6];
const YELLOW = [255, 230, 0];

beforeAll(() => {
  writeToyDataset(data);
});

describe('a sheet of a dataset', () => {
  it('shows pictures of every class with their boxes', () => {
    const dataset = Dataset.open(data);
    const sheet = drawDatasetSheet(dataset, REQUEST);
    dataset.close();
    expect([sheet.widthPx, sheet.heightPx]).toEqual([3 * 150 + GAP, 2 * (108 + 20 + GAP) + GAP]);
    const at = (x: number, y: number) => [...sheet.rgb.subarray((y * sheet.widthPx + x) * 3).subarray(0, 3)];
    const shown = new Map(
      dataset.samples.map(({ key, scene, step, class: name }) => [
        [...toyPixels(scene, step).subarray(0, 3)].join(),
        { key, scene, step, name },
      ]),
    );
    const tiles = [0, 1, 2, 3, 4, 5].map(
      (i) => [GAP + (i % 3) * 150, GAP + Math.floor(i / 3) * 134] as const,
    );
    const found = tiles.map(([x, y]) => shown.get(at(x, y).join()));
    expect(found.map((one) => one?.name)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(new Set(found.map((one) => one?.key)).size).toBe(6);
    tiles.forEach(([left, top], i) => {
      const { scene, step } = found[i] as { scene: number; step: number };
      const pixels = toyPixels(scene, step);
      // The middle of a pixel in the second row, which the box leaves free.
      const middle = at(left + 3 * SCALE + 9, top + SCALE + 9);
      expect(middle).toEqual([...pixels.subarray((8 + 3) * 3, (8 + 4) * 3)]);
      // The box is a quarter to three quarters across, from half-way down to the bottom.
      expect(at(left + 36, top + 54)).toEqual(YELLOW);
      expect(at(left + 108, top + 54)).toEqual(YELLOW);
      expect(at(left + 70, top + 107)).toEqual(YELLOW);
      expect(at(left + 70, top + 53)).not.toEqual(YELLOW);
    });
  });

  it('is written by the command line, the same for the same seed', async () => {
    const sheet = async (name: string, ...more: readonly string[]) => {
      const out = join(folder, name);
      const { code, err } = await cli('dataset', 'sheet', data, '--out', out, '--columns', '3', ...more);
      expect(code, err).toBe(0);
      return readFileSync(out);
    };
    const one = await sheet('one.png');
    expect(decode(one)).toMatchObject({ width: 456, height: 6 * 134 + 6, channels: 3 });
    expect(await sheet('two.png')).toEqual(one);
    expect(await sheet('three.png', '--seed', '2')).not.toEqual(one);
  });

  it('is refused where it would be too large, or masks are asked for that there are none of', async () => {
    const refusal = async (...more: readonly string[]) => {
      const { code, err } = await cli('dataset', 'sheet', data, '--out', join(folder, 'no.png'), ...more);
      return [code, err];
    };
    expect(await refusal('--rows', '0')).toEqual([64, expect.stringContaining('number of rows is wrong')]);
    expect(await refusal('--masks')).toEqual([64, expect.stringContaining('has no masks')]);
    const large = join(folder, 'large');
    writeToyDataset(large, { image: { ...TOY_FACTS.image, widthPx: 400 }, scenes: 2 });
    const { code, err } = await cli('dataset', 'sheet', large, '--out', 'x.png', '--columns', '100');
    expect([code, err]).toEqual([64, expect.stringContaining('would be too large')]);
  });
});

describe('text in pixels', () => {
  /** What was written, as rows of characters. */
  function written(text: string): string[] {
    const raster = new Raster(6 * text.length, 7, [0, 0, 0]);
    writeText(raster, text, { xPx: 0, yPx: 0 }, [1, 1, 1]);
    const row = (y: number) =>
      Array.from({ length: raster.widthPx }, (_, x) =>
        raster.rgb[(y * raster.widthPx + x) * 3] === 1 ? '#' : '.',
      );
    return Array.from({ length: 7 }, (_, y) => row(y).join(''));
  }

  it('reads as what it is', () => {
    expect(written('t7')).toEqual([
      '#####.#####.',
      '..#.......#.',
      '..#......#..',
      '..#.....#...',
      '..#....#....',
      '..#....#....',
      '..#....#....',
    ]);
  });

  it('has another shape for every letter and digit', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./=%: ?'];
    expect(new Set(letters.map((letter) => written(letter).join())).size).toBe(letters.length);
  });

  it('is cut where it does not fit, whole letters only', () => {
    expect([fitting('aeroplane', 29), fitting('aeroplane', 28), fitting('car', 100)]).toEqual([
      'aerop',
      'aero',
      'car',
    ]);
  });
});
