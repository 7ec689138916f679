import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ShardWriter } from '../../../server/dataset/shard-writer.ts';
import { newFolder } from '../toy-runs.ts';
import { TOY_FACTS, toyBlock, writeToyDataset } from './toy-dataset.ts';

/** Name and bytes of every file. */
function filesOf(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')] as const);
}

/** A folder in which so many scenes were written before the process ended without a word. */
function begun(scenes: number): string {
  const folder = join(newFolder(), 'data');
  mkdirSync(folder);
  const writer = new ShardWriter(folder, TOY_FACTS);
  for (let scene = 0; scene < scenes; scene++) writer.append(toyBlock(scene));
  return folder;
}

/** Goes on to the end; returns after how many scenes it did. */
function goOn(folder: string): number {
  const writer = new ShardWriter(folder, TOY_FACTS);
  const from = writer.scenes;
  for (let scene = from; scene < TOY_FACTS.scenes; scene++) writer.append(toyBlock(scene));
  writer.finish();
  writer.close();
  return from;
}

const shard = (folder: string, number: number, ending = '') =>
  join(folder, `shard-0000${number}.tar${ending}`);

describe('a dataset that is written scene by scene', () => {
  const whole = join(newFolder(), 'whole');
  let expected: ReturnType<typeof filesOf> = [];

  beforeAll(() => {
    const { shards, samples, counts } = writeToyDataset(whole);
    expected = filesOf(whole);
    expect(shards.length).toBeGreaterThan(3);
    expect(shards.reduce((sum, one) => sum + one.scenes, 0)).toBe(30);
    expect(samples).toBe(90);
    expect(counts).toMatchObject({ aeroplane: 45, bench: 39, bicycle: 6, boat: 0 });
    expect(expected.map(([name]) => name)).toEqual(['dataset.json', ...shards.map(({ name }) => name)]);
  });

  it('has the same bytes wherever it was stopped', () => {
    for (const scenes of [0, 1, 6, 7, 8, 29, 30]) {
      const folder = begun(scenes);
      expect(goOn(folder), `${scenes}`).toBe(scenes);
      expect(filesOf(folder)).toEqual(expected);
    }
  });

  it('has them after a write that was cut off', () => {
    const folder = begun(10);
    const open = readdirSync(folder).find((name) => name.endsWith('.part')) as string;
    appendFileSync(join(folder, open), toyBlock(10).bytes.subarray(0, 700));
    appendFileSync(join(folder, 'collecting.jsonl'), '{"scene":10,"byt');
    expect(goOn(folder)).toBe(10);
    expect(filesOf(folder)).toEqual(expected);
  });

  it('has them where the log is ahead of the shard, as after a loss of power', () => {
    const folder = begun(10);
    const open = readdirSync(folder).find((name) => name.endsWith('.part')) as string;
    truncateSync(join(folder, open), readFileSync(join(folder, open)).length - 100);
    expect(goOn(folder)).toBe(9);
    expect(filesOf(folder)).toEqual(expected);
  });

  it('writes again what was changed, and all that comes after', () => {
    const folder = begun(20);
    const bytes = readFileSync(shard(folder, 1));
    bytes[10_000] = (bytes[10_000] as number) ^ 1;
    writeFileSync(shard(folder, 1), bytes);
    // Three scenes fill a shard; that byte is in the second of the second.
    expect(goOn(folder)).toBe(4);
    expect(filesOf(folder)).toEqual(expected);
  });

  it('goes on where a full shard was not yet closed, or a closed one taken up', () => {
    const folder = begun(20);
    renameSync(shard(folder, 0), shard(folder, 0, '.part'));
    expect(goOn(folder)).toBe(20);
    expect(filesOf(folder)).toEqual(expected);
  });

  it('writes a shard again that is gone', () => {
    const folder = begun(20);
    renameSync(shard(folder, 0), join(newFolder(), 'away.tar'));
    expect(goOn(folder)).toBe(0);
    expect(filesOf(folder)).toEqual(expected);
  });

  it('begins anew where nobody can tell what was begun', () => {
    const folder = begun(4);
    const log = join(folder, 'collecting.jsonl');
    writeFileSync(log, `x${readFileSync(log, 'utf8')}`);
    expect(goOn(folder)).toBe(0);
    expect(filesOf(folder)).toEqual(expected);
  });

  it('is refused where another collection was begun', () => {
    const folder = begun(2);
    expect(() => new ShardWriter(folder, { ...TOY_FACTS, seed: 4 })).toThrow(/they differ in seed/);
    expect(existsSync(shard(folder, 0, '.part'))).toBe(true);
  });
});
