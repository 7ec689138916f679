import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { loadCoco } from '../../../agents/coco/load-coco.ts';
import { actionToBoxes } from '../../../sim/index.ts';
import {
  observedRed,
  TINY_ADAPTER,
  TINY_SIDE_PX,
  tinyAnswer,
  toBytes,
  userFiles,
} from './tiny-graph-model.ts';
import { tinyOnnxFile } from './tiny-onnx-model.ts';

const installed = (() => {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
})();

const load = (file: Uint8Array, fields = {}) =>
  loadCoco(
    userFiles(
      new Map([
        ['adapter.json', toBytes({ ...TINY_ADAPTER, model: 'tiny.onnx', layout: 'nchw', ...fields })],
        ['./tiny.onnx', file],
      ]),
    ),
    'adapter.json',
  );
const note = installed ? '' : ' (not tried: onnxruntime-node is not installed)';

describe(`an ONNX file${note}`, () => {
  it.skipIf(!installed)('gives the boxes worked out by hand', async () => {
    const agent = await load(tinyOnnxFile(TINY_SIDE_PX));
    const levels = [255, 102];
    const answers = await agent.act(levels.map((level) => observedRed(level)));
    answers.forEach((answer, i) => {
      const { box, objectness } = tinyAnswer((levels[i] as number) / 255);
      const [found] = actionToBoxes(answer);
      expect(found?.objectness).toBeCloseTo(objectness, 5);
      expect(found?.bottom).toBeCloseTo(box.bottom, 6);
    });
    await agent.close();
  });

  it.skipIf(!installed)('of another size, with another output, or cut short is refused', async () => {
    const file = tinyOnnxFile(TINY_SIDE_PX);
    await expect(load(file, { widthPx: 32 })).rejects.toThrow(
      /does not run on pictures of shape \[1,3,16,32\]/,
    );
    const output = { ...TINY_ADAPTER.output, name: 'scores' };
    await expect(load(file, { output })).rejects.toThrow(/which output[\s\S]*boxes[\s\S]*scores/);
    await expect(load(file.subarray(0, 200))).rejects.toThrow(/no ONNX model that can be run/);
  });

  it.skipIf(!installed)('with a step nobody knows, or nothing in it, is refused', async () => {
    await expect(load(tinyOnnxFile(TINY_SIDE_PX, { activation: 'Sigmoidal' }))).rejects.toThrow(
      /no ONNX model that can be run[\s\S]*Sigmoidal/,
    );
    for (const file of [new Uint8Array(0), new TextEncoder().encode('<html>not found</html>')]) {
      await expect(load(file)).rejects.toMatchObject({ name: 'FaultscapeError', kind: 'data' });
    }
  });

  it.skipIf(!installed)('with weights or answers that are no numbers is refused', async () => {
    for (const asList of [false, true]) {
      const file = tinyOnnxFile(TINY_SIDE_PX, { slope: Number.NaN, asList });
      await expect(load(file)).rejects.toThrow(
        /weights that are no numbers[\s\S]*NaN in kernel, at number 4/,
      );
    }
    expect(await load(tinyOnnxFile(TINY_SIDE_PX, { asList: true }))).toBeDefined();
    // The logarithm of a bias below 0.
    await expect(load(tinyOnnxFile(TINY_SIDE_PX, { activation: 'Log' }))).rejects.toThrow(
      /NaN in the answer to a black picture, at number 3/,
    );
  });

  it.skipIf(installed)('is told how to install what runs it', async () => {
    await expect(load(new Uint8Array(64))).rejects.toThrow(/npm install onnxruntime-node/);
  });
});
