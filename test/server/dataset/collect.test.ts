import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Dataset } from '../../../server/dataset/dataset.ts';
import { createTask, objectTruth, SHAPE_CLASSES, type Space } from '../../../sim/index.ts';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import { cli } from '../cli/cli-io.ts';
import { newFolder, startCli } from '../toy-runs.ts';

const SCENES = 60;
const ASKED = [
  ...['collect', '--task', 'detection/all', '-n', `${SCENES}`, '--seed', '4', '--masks'],
  ...['--image', '24x20', '--shard-mb', '0.02', '--gl', 'swiftshader'],
];
const asked = (out: string, workers: number) => [...ASKED, '--out', out, '--workers', `${workers}`];

function filesOf(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')] as const);
}

/** Scenes that a collection has logged so far. */
function scenesIn(folder: string): number {
  const file = join(folder, 'collecting.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 2 : 0;
}

async function waitForScenes(folder: string, scenes: number): Promise<void> {
  for (let tries = 0; tries < 3_000; tries++) {
    if (scenesIn(folder) >= scenes) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no ${scenes} scenes in ${folder}`);
}

describe('a dataset of still pictures', () => {
  const folder = newFolder();
  const [one, broken] = [join(folder, 'one'), join(folder, 'broken')];

  beforeAll(async () => {
    const { code, out, err } = await cli(...asked(one, 1), '--seats', '1');
    expect(code, err).toBe(0);
    expect(out).toContain(`${SCENES} pictures of 24 x 20 from ${SCENES} scenes`);
    expect(readdirSync(one).filter((name) => !name.startsWith('shard-'))).toEqual(['dataset.json']);
  }, 180_000);

  it('has the same bytes with two workers that are stopped, killed and started again', async () => {
    const first = startCli(asked(broken, 2));
    await waitForScenes(broken, 5);
    first.child.kill('SIGINT');
    expect((await first.ended).code, first.err).toBe(130);
    expect(first.err).toContain('whole scenes are kept');
    const stoppedAt = scenesIn(broken);
    const second = startCli(asked(broken, 2));
    await waitForScenes(broken, stoppedAt + 5);
    second.child.kill('SIGKILL');
    await second.ended;
    expect(second.err).toContain(`going on after scene ${stoppedAt} of ${SCENES}`);
    expect(existsSync(join(broken, 'dataset.json'))).toBe(false);
    const killedAt = scenesIn(broken);
    const { code, err } = await cli(...asked(broken, 2));
    expect(code, err).toBe(0);
    expect(err).toContain(`going on after scene ${killedAt} of ${SCENES}`);
    expect(filesOf(broken)).toEqual(filesOf(one));
  }, 180_000);

  it('is left as it is when it is asked for again, and refused to another', async () => {
    const before = filesOf(one);
    const again = await cli(...asked(one, 1));
    expect([again.code, again.err]).toEqual([0, 'the dataset is whole already; nothing was collected\n']);
    const other = await cli(...asked(one, 1), '--seed', '5');
    expect([other.code, other.err]).toEqual([64, expect.stringContaining('they differ in seed')]);
    expect(filesOf(one)).toEqual(before);
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    const amiss = await cli(...asked(folder, 1));
    expect([amiss.code, amiss.err]).toEqual([64, expect.stringContaining('holds something else')]);
  }, 180_000);

  it('shows what its records say: scene, class, box and mask', () => {
    const task = createTask('detection/all');
    const space = task.spaces.get('paper') as Space;
    const camera = { widthPx: 24, heightPx: 20, rgb: true, depth: false, semantic: true };
    const renderer = openHeadlessRenderer({ route: 'swiftshader' });
    const dataset = Dataset.open(one);
    for (const sample of dataset.samples.slice(0, 12)) {
      const { parameters, seed, point, action, score, box } = dataset.record(sample);
      expect(space.decode(point as number[])).toEqual(parameters);
      expect([action, score]).toEqual([null, null]);
      const needs = { camera, truth: true };
      const episode = task.begin(parameters, { seed, seat: 0, renderer, needs });
      const { frame, readings } = episode.observe();
      expect(dataset.image(sample)).toEqual(frame?.rgb);
      expect(dataset.mask(sample)).toEqual(frame?.semantic);
      expect(box).toEqual([...(readings?.box ?? [])]);
      expect(sample.class).toBe(readings?.class?.[0]);
      const seen = objectTruth(frame as NonNullable<typeof frame>).box;
      // What is seen of it lies in its box, to a pixel.
      expect(seen?.left).toBeGreaterThan((box?.[0] as number) - 1.01 / 24);
      expect(seen?.bottom).toBeLessThan((box?.[3] as number) + 1.01 / 20);
      episode.close();
    }
    dataset.close();
    renderer.close();
  });

  it('is checked and counted by the command line', async () => {
    const { code, out } = await cli('dataset', 'check', one);
    expect(code).toBe(0);
    expect(out).toContain(`pictures  ${SCENES} of ${SCENES} scenes, 24 x 20, with masks`);
    const counted = SHAPE_CLASSES.map((name) => Number(new RegExp(`^${name} +(\\d+) `, 'm').exec(out)?.[1]));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(SCENES);
    const { counts } = JSON.parse((await cli('dataset', 'check', one, '--json')).out) as {
      counts: Record<string, number>;
    };
    expect(Object.values(counts)).toEqual(counted);
  });

  it('is unpacked by tools that know nothing of it', () => {
    const names = execFileSync('tar', ['-tf', join(one, 'shard-00000.tar')], { encoding: 'utf8' });
    expect(names.split('\n').slice(0, 4)).toEqual([
      '0000000-00000.cls',
      '0000000-00000.json',
      '0000000-00000.mask.png',
      '0000000-00000.png',
    ]);
  });
});
