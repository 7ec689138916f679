import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  boxesToAction,
  createTask,
  type Episode,
  objectTruth,
  SHAPE_CLASSES,
  type Task,
} from '../../../../sim/index.ts';
import { openHeadlessRenderer } from '../../../../sim/render/headless.ts';
import { read, toyCar } from '../../scene/import/toy-models.ts';

const TRUCK = SHAPE_CLASSES.indexOf('truck');
const CAMERA = { widthPx: 170, heightPx: 170, rgb: true, depth: false, semantic: true };

function seenIn(episode: Episode) {
  const { readings, frame } = episode.observe();
  if (readings === undefined || frame === null) throw new Error('the episode shows nothing');
  return { readings, frame };
}

describe("a user's own model", () => {
  const renderer = openHeadlessRenderer({ route: 'auto' });
  let bytes: Uint8Array;
  const make = (spec: string, content: Uint8Array = bytes): Task => createTask(spec, () => content);
  const begin = (task: Task, scene = {}, seed = 1) =>
    task.begin(scene, { seed, seat: 0, renderer, needs: { camera: CAMERA, truth: true } });
  beforeAll(async () => {
    bytes = await toyCar();
  });
  afterAll(() => renderer.close());

  it('is shown in a task of its own, as one of the class that the task names', () => {
    const task = make('detection/truck:toy.glb');
    expect(task.id).toBe('detection/truck:toy.glb');
    const episode = begin(task);
    const { readings, frame } = seenIn(episode);
    expect([...(readings.class as Float64Array)]).toEqual([TRUCK]);
    const seen = objectTruth(frame);
    const [left, top, right, bottom] = readings.box as Float64Array;
    for (const [a, b] of [
      [seen.box?.left, left],
      [seen.box?.top, top],
      [seen.box?.right, right],
      [seen.box?.bottom, bottom],
    ]) {
      expect(Math.abs((a as number) - (b as number))).toBeLessThan(1.5 / CAMERA.widthPx);
    }
    episode.advance(
      boxesToAction([{ left: 0, top: 0, right: 1, bottom: 1, objectness: 0.9, classIndex: TRUCK }]),
    );
    expect(episode.score()).toMatchObject({ total: 0.9, reason: 'detected' });
    episode.close();
  });

  it('is 4 m long whatever its unit, as shapes of the catalogue are', () => {
    const task = make('detection/car:toy.glb');
    // Seen from the side at 11 m, 4 m fill half of the picture, a little less of the far side.
    const { readings } = seenIn(begin(task, { cameraAzimuthDeg: 90, cameraPitchDeg: 0 }));
    const [left = 0, , right = 0] = readings.box as Float64Array;
    const halfM = 11 * Math.tan((20 * Math.PI) / 180);
    const nearM = 11 - (4 * (1.8 / 4.4)) / 2;
    expect(right - left).toBeCloseTo((4 / nearM / (2 * halfM)) * 11, 3);
  });

  it('takes the colour of the scene where it is painted, and nowhere else', () => {
    const task = make('detection/car:toy.glb');
    const rgb = (colourR: number) => {
      const { frame } = begin(task, { colourR, colourG: 0, colourB: 1 - colourR }).observe();
      return frame?.rgb?.slice() as Uint8Array;
    };
    const [red, blue] = [rgb(1), rgb(0)];
    const mask = objectTruth(seenIn(begin(task)).frame).mask;
    const object = [...mask.keys()].filter((i) => mask[i] === 1);
    const redder = object.filter((i) => (red[3 * i] as number) > (blue[3 * i] as number) + 20).length;
    expect(redder / object.length).toBeGreaterThan(0.3);
    expect(redder / object.length).toBeLessThan(0.9);
  });

  it('has no axes of colour where nothing of it is painted', () => {
    const text = new TextEncoder().encode('v 0 0 0 1 0 0\nv 1 0 0 1 0 0\nv 0 1 0 1 0 0\nf 1 2 3');
    const task = make('detection/car:red.obj', text);
    for (const space of task.spaces.values()) {
      expect(space.axes.filter(({ name }) => name.startsWith('colour'))).toEqual([]);
    }
    expect(task.spaces.get('paper')?.axes).toHaveLength(5);
    expect(Object.keys(task.nominal).filter((name) => name.startsWith('colour'))).toEqual([]);
    expect(() => begin(task, { colourR: 1 })).toThrow(/colourR/);
    begin(task).close();
  });

  it('is the same for every seed, in pictures to the byte', () => {
    const [a, b] = [1, 2].map((seed) => {
      return begin(make('detection/car:toy.glb'), {}, seed).observe().frame?.rgb?.slice();
    });
    expect(a).toEqual(b);
  });

  it('looks from its log as it did', () => {
    const task = make('detection/car:toy.glb');
    const scene = { cameraAzimuthDeg: 10, ground: 'street' };
    const episode = begin(task, scene);
    const retrace = task.retrace?.(scene, 1);
    expect(retrace?.picture(retrace.start, 0)).toEqual(episode.picture());
    // A page hands pictures to the thread that draws them.
    expect(structuredClone(episode.picture())).toEqual(episode.picture());
    expect(read('toy.glb', bytes).key).toBe(read('again.glb', bytes).key);
  });

  it('is refused in the task over all classes, which names those that take one', () => {
    expect(() => make('detection/all:toy.glb')).toThrow(/nothing behind a colon[\s\S]*detection\/car/);
  });
});
