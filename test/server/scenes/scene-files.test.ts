import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { drawScene, formatScene, sceneDocument } from '../../../server/scenes/scene-document.ts';
import { SceneFileSchema, sceneJsonSchema } from '../../../server/scenes/scene-schema.ts';
import { createTask, taskIds } from '../../../sim/index.ts';
import { cli } from '../cli/cli-io.ts';
import { newFolder } from '../toy-runs.ts';

const SCHEMA = new URL('../../../server/scenes/scene.schema.json', import.meta.url);

// RECORD=1 npx vitest run test/server/scenes writes the schema anew.
if (process.env.RECORD === '1') writeFileSync(SCHEMA, `${JSON.stringify(sceneJsonSchema(), null, 2)}\n`);

const published = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0];

describe('the JSON Schema of scene files', () => {
  it('is published as the code has it, and printed', async () => {
    expect(published).toEqual(sceneJsonSchema());
    const { code, out } = await cli('scene', '--schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(published);
  });

  it.each(taskIds())('lets the nominal and a random scene of %s through', (id) => {
    const task = createTask(id);
    const schema = z.fromJSONSchema(published);
    for (const [name, space] of task.spaces) {
      const documents = [
        sceneDocument(task, {}, { seed: 3 }),
        sceneDocument(task, drawScene(task, space, 5), { seed: 5, space: name }),
      ];
      for (const document of documents) {
        const read = JSON.parse(formatScene(document)) as unknown;
        expect(read).toEqual(document);
        expect(schema.safeParse(read).error).toBeUndefined();
        expect(SceneFileSchema.parse(read)).toEqual(document);
      }
    }
  });

  it('stops what is no scene file', () => {
    const task = createTask('driving/lane-keeping');
    const good = sceneDocument(task, {}, { seed: 3 });
    const schema = z.fromJSONSchema(published);
    for (const bad of [
      { ...good, format: 'road' },
      { ...good, version: 2 },
      { ...good, seed: -1 },
      { ...good, seed: 1.5 },
      { ...good, scene: { cloud: null } },
      { ...good, speed: 3 },
      { ...good, course: { kind: 'rail' } },
      { ...good, task: undefined },
    ]) {
      expect(schema.safeParse(JSON.parse(JSON.stringify(bad))).success).toBe(false);
      expect(SceneFileSchema.safeParse(bad).success).toBe(false);
    }
  });
});

describe('faultscape scene', () => {
  it('fills in every axis of the nominal scene, changed as asked', async () => {
    const { out } = await cli('scene', '--task', 'driving/lane-keeping', '--set', 'curvature2PerM=0.05');
    const document = JSON.parse(out) as {
      scene: Record<string, unknown>;
      course: { roadPointsM: unknown[] };
    };
    const task = createTask('driving/lane-keeping');
    expect(document.scene).toEqual({ ...task.nominal, curvature2PerM: 0.05 });
    expect(document.course.roadPointsM).toHaveLength(16);
    expect(document).toMatchObject({ format: 'faultscape-scene', version: 1, seed: 1 });
  });

  it('says the numbers of a named weather, and the name only where they are its own', async () => {
    const weathered = async (...set: string[]) => {
      const { out } = await cli(
        'scene',
        '--task',
        'driving/straight',
        ...set.flatMap((one) => ['--set', one]),
      );
      return (JSON.parse(out) as { scene: Record<string, unknown> }).scene;
    };
    expect(await weathered('weather=HardRainNoon')).toMatchObject({ weather: 'HardRainNoon', rain: 1 });
    expect(await weathered('weather=HardRainNoon', 'rain=0.5')).not.toHaveProperty('weather');
  });

  it('draws the same valid scene for a seed, another for another', async () => {
    const drawn = async (seed: string) =>
      (await cli('scene', '--task', 'driving/lane-keeping', '--space', 'control-points', '--seed', seed)).out;
    const first = await drawn('8');
    expect(await drawn('8')).toBe(first);
    expect(await drawn('9')).not.toBe(first);
    expect(JSON.parse(first)).toMatchObject({ space: 'control-points', seed: 8, course: { kind: 'road' } });
  });

  it('gives the gates of a course, and the lane of a route', async () => {
    const course = async (task: string) =>
      (JSON.parse((await cli('scene', '--task', task)).out) as { course: Record<string, unknown[]> }).course;
    expect((await course('uav/3-anchors')).gates).toHaveLength(8);
    expect(await course('driving/anywhere')).toMatchObject({ kind: 'lane', widthM: 3.5 });
    expect(await course('detection/car')).toBeUndefined();
  });

  it.each([
    [[], /--task ID, or --run FOLDER/],
    [['--run', 'runs/x'], /--run FOLDER --episode ID/],
    [['--run', 'runs/x', '--episode', 'a', '--seed', '3'], /nothing else that sets a scene/],
    [['--task', 'driving/lane-keeping', '--space', 'curves'], /--space curvature or control-points/],
    [['--task', 'driving/lane-keeping', '--set', 'curvature2PerM'], /AXIS=VALUE/],
    [['--task', 'driving/lane-keeping', '--set', 'curvature2PerM=1'], /from -0.07 to 0.07/],
    [['--task', 'driving/lane-keeping', '--set', 'curvature2PerM=much'], /from -0.07 to 0.07/],
    [['--task', 'driving/lane-keeping', '--set', 'bend=1'], /no axis named bend/],
    [['--task', 'driving/lane-keeping', '--seed', '-1'], /The seed is wrong/],
    [
      ['--task', 'driving/lane-keeping', '--set', 'point1XM=110', '--set', 'curvature1PerM=0.01'],
      /by curvatures and by control points at once/,
    ],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await cli('scene', ...args);
    expect(err).toMatch(message);
    expect([64, 65]).toContain(code);
    expect(out).toBe('');
  });
});

describe('evaluate --scene FILE', () => {
  const good = sceneDocument(createTask('driving/lane-keeping'), { curvature3PerM: 0.03 }, { seed: 7 });
  const file = (value: unknown) => {
    const path = join(newFolder(), 'scene.json');
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };
  const evaluate = (value: unknown, ...more: string[]) =>
    cli('evaluate', '--agent', 'pure-pursuit', '--workers', '1', '--scene', file(value), ...more);
  const moved = structuredClone(good) as { course: { centreM: number[][] } };
  (moved.course.centreM[40] as number[])[0] = 0;

  it.each<[string, unknown, readonly string[], RegExp]>([
    [
      'another format',
      { ...good, format: 'x' },
      [],
      /no scene file[\s\S]*"faultscape-scene"[\s\S]*got: +"x"/,
    ],
    ['no format', { cloud: 1 }, [], /no scene file[\s\S]*got: +no format/],
    ['another version', { ...good, version: 2 }, [], /another version[\s\S]*version 1[\s\S]*got: +2/],
    ['no JSON', '{"format": ', [], /is not JSON/],
    ['an unknown field', { ...good, speed: 1 }, [], /no field named speed/],
    ['an unknown axis', { ...good, scene: { bend: 1 } }, [], /no axis named bend/],
    ['a value out of range', { ...good, scene: { cloud: 2 } }, [], /cloud is out of its range/],
    [
      'a scene that cannot be',
      { ...good, scene: { curvature1PerM: 0.07, curvature2PerM: 0.07 } },
      [],
      /course|sharp/,
    ],
    ['another task', good, ['--task', 'driving/straight'], /of another task[\s\S]*driving\/lane-keeping/],
    ['several episodes for one seed', good, ['-n', '3'], /A scene with a seed is one episode/],
    ['another course', moved, [], /lays another course[\s\S]*course\.centreM\.40\.0/],
    ['an unknown task', { ...good, task: 'driving/tracks' }, [], /no such task/],
  ])('refuses %s', async (_, value, more, message) => {
    const { code, out, err } = await evaluate(value, ...more);
    expect(err).toMatch(message);
    expect([64, 65]).toContain(code);
    expect(out).toBe('');
  });

  it('runs a scene without a seed as often as asked, each with a seed of its own', async () => {
    const { seed: _, ...seedless } = good;
    const { out } = await evaluate(seedless, '-n', '3', '--json');
    expect(JSON.parse(out)).toMatchObject({ episodes: 3 });
  });
});
