import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { portraitPose } from '../../../server/shapes/contact-sheet.ts';
import { newFolder } from '../toy-runs.ts';
import { cli } from './cli-io.ts';

const SMALL = ['--instances', '2', '--size', '32', '--gl', 'swiftshader'];

describe('the sheet of shapes', () => {
  it('is a PNG with a row per class and a column per instance, told on the terminal', async () => {
    const file = join(newFolder(), 'sheet.png');
    const { code, out } = await cli('shapes', '--out', file, '--class', 'car', 'bottle', ...SMALL);
    expect(code).toBe(0);
    expect(out).toBe('row 1  car\nrow 2  bottle\n');
    const { width, height } = decode(readFileSync(file));
    expect([width, height]).toEqual([64, 64]);
  });

  it('is the same twice, and shows something else in every square', async () => {
    const [first, again] = [join(newFolder(), 'a.png'), join(newFolder(), 'b.png')];
    for (const file of [first, again]) await cli('shapes', '--out', file, '--class', 'bus', ...SMALL);
    const { data } = decode(readFileSync(first));
    expect(decode(readFileSync(again)).data).toEqual(data);
    const left = data.filter((_, i) => i % (64 * 3) < 32 * 3);
    const right = data.filter((_, i) => i % (64 * 3) >= 32 * 3);
    expect(left).not.toEqual(right);
  });

  it.each([
    [['--class', 'zeppelin'], 'one of aeroplane, bench'],
    [['--instances', '0'], 'a whole number from 1 to 100'],
    [['--size', '20.5'], 'a whole number from 16 to 1024'],
    [['--pitch', '90'], 'a number from 0 to 89'],
    [['--gl', 'crayon'], 'one of auto'],
  ])('refuses %j', async (words, expected) => {
    const { code, err } = await cli('shapes', '--out', join(newFolder(), 'x.png'), ...words);
    expect(code).toBe(64);
    expect(err).toContain(expected);
  });
});

describe('the pose of a portrait', () => {
  it('stands where a flat square fills the picture but for the margin', () => {
    const pose = portraitPose({ minM: [0, -1, 0], maxM: [0, 1, 2] }, 0, 0);
    const half = 1.08 / Math.tan((12 * Math.PI) / 180);
    expect([pose.xM, pose.yM, pose.zM]).toEqual([expect.closeTo(half, 9), 0, 1]);
    expect(pose.headingRad).toBeCloseTo(Math.PI, 12);
  });

  it('stands off by the depth of what comes nearer', () => {
    const flat = portraitPose({ minM: [0, -1, 0], maxM: [0, 1, 2] }, 0, 0);
    const deep = portraitPose({ minM: [-3, -1, 0], maxM: [3, 1, 2] }, 0, 0);
    expect(deep.xM - flat.xM).toBeCloseTo(3, 9);
  });
});
