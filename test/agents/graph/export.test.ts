import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CilNet } from '../../../agents/cil/cil-net.ts';
import { DetectorNet } from '../../../agents/detector/detector-net.ts';
import { detectorPlanOf } from '../../../agents/detector/detector-plan.ts';
import { samePadding } from '../../../agents/graph/same-padding.ts';
import { foldNormalisation, readNet, toGraphModel, toOnnx } from '../../../agents/index.ts';
import { BACKBONES } from '../../../agents/perception/backbone.ts';
import { classifierGraph } from '../../../agents/perception/classifier-graph.ts';
import { MOBILE_NET_VARIANTS } from '../../../agents/perception/mobile-net-plan.ts';
import {
  architectureIn,
  decodeWeights,
  encodeWeights,
  loadGraphModel,
  loadTensorflow,
  type Tensorflow,
} from '../../../agents/tensor/index.ts';
import { PilotNet } from '../../../agents/uav-vision/pilot-net.ts';
import { Rng } from '../../../sim/core/index.ts';
import {
  askGraphModel,
  askOnnx,
  type Inputs,
  largest,
  livelyClassifier,
  livelyDetector,
  noise,
  worstDifference,
} from './nets.ts';

let tf: Tensorflow;

beforeAll(async () => {
  ({ tf } = await loadTensorflow('wasm'));
});

type Noise2 = ReturnType<typeof noise<[number, number]>>;
type Noise4 = ReturnType<typeof noise<[number, number, number, number]>>;

const tensor4 = ({ values, shape }: Noise4) => tf.tensor4d(values, shape);
const tensor2 = ({ values, shape }: Noise2) => tf.tensor2d(values, shape);
const shipped = (path: string) => readFileSync(new URL(`../../../agents/${path}`, import.meta.url));

const BACKBONED = BACKBONES.flatMap((backbone) => [1, 5].map((batch) => [backbone, batch] as const));

describe.each(BACKBONED)(
  'a net that acts, on the backbone %s, asked about %i at once,',
  (backbone, batch) => {
    it('drives as cil does, as ONNX and as a graph model, for every command', async () => {
      const net = new CilNet(tf, backbone, new Rng(1, 'any'));
      const commands: Noise2 = { shape: [batch, 4], values: new Float32Array(batch * 4) };
      for (let row = 0; row < batch; row++) commands.values[row * 4 + (row % 4)] = 1;
      const inputs = { images: noise(batch, batch, 48, 96, 3), speeds: noise(2, batch, 1), commands };
      const ours = tf.tidy(() =>
        net
          .drive({
            images: tensor4(inputs.images),
            speeds: tensor2(inputs.speeds),
            commands: tensor2(inputs.commands),
          })
          .dataSync<'float32'>()
          .slice(),
      );
      await agree(readNet(encodeWeights(net.exportWeights(), net)), inputs, ours, [batch, 3]);
      net.dispose();
    });

    it('flies as the pilot does', async () => {
      const net = new PilotNet(tf, backbone, new Rng(1, 'any'));
      const inputs = { images: noise(batch, batch, 72, 96, 3), instruments: noise(3, batch, 8) };
      const ours = tf.tidy(() =>
        net
          .goals({ images: tensor4(inputs.images), instruments: tensor2(inputs.instruments) })
          .dataSync<'float32'>()
          .slice(),
      );
      await agree(readNet(encodeWeights(net.exportWeights(), net)), inputs, ours, [batch, 4]);
      net.dispose();
    });
  },
);

describe.each([1, 5])('the shipped detector, asked about %i at once,', (batch) => {
  it('answers as itself, as ONNX and as a graph model', async () => {
    const file = shipped('detector/weights/detector.fsw');
    const architecture = architectureIn(file);
    const plan = detectorPlanOf(architecture);
    if (plan === null) throw new TypeError(`no detector: ${architecture}`);
    const net = new DetectorNet(tf, plan, new Rng(1, 'any'));
    net.importWeights(decodeWeights(file, { architecture, weights: net.expectedWeights() }));
    const images = noise(batch, batch, 96, 96, 3);
    const ours = tf.tidy(() => net.look(tensor4(images), false).dataSync<'float32'>().slice());
    await agree(readNet(file), { images }, ours, [batch, 144, 17]);
    net.dispose();
  });
});

async function agree(
  graph: ReturnType<typeof readNet>,
  inputs: Inputs,
  ours: Float32Array,
  dims: readonly number[],
): Promise<void> {
  // Of the size of the answers, which are logits of up to a few dozens for the detector.
  const tolerance = 1e-4 * Math.max(1, largest(ours));
  const onnx = await askOnnx(toOnnx(graph), inputs);
  expect(onnx.dims).toEqual(dims);
  expect(worstDifference(onnx.values, ours)).toBeLessThan(tolerance);
  const model = askGraphModel(tf, toGraphModel(graph), inputs);
  expect(model.dims).toEqual(dims);
  expect(worstDifference(model.values, ours)).toBeLessThan(tolerance);
}

describe('an exported detector', () => {
  it.each(MOBILE_NET_VARIANTS)('on the MobileNet %s answers as the net does', async (variant) => {
    const net = livelyDetector(tf, { variant, width: 0.125 });
    const images = noise(3, 2, 96, 96, 3);
    const ours = tf.tidy(() => net.look(tensor4(images), false).dataSync<'float32'>().slice());
    await agree(readNet(encodeWeights(net.exportWeights(), net)), { images }, ours, [2, 144, 17]);
    net.dispose();
  });
});

describe('an exported classifier', () => {
  it.each([
    ['base', 71],
    ['d1', 128],
    ['d2', 71],
    ['d3', 71],
    ['d3', 128],
    ['stride-1', 33],
  ] as const)('%s takes pictures of %i px as well', async (variant, sidePx) => {
    const net = livelyClassifier(tf, { variant, width: 0.125 });
    const images = noise(3, 2, sidePx, sidePx, 3);
    const ours = tf.tidy(() => net.look(tensor4(images), false).dataSync<'float32'>().slice());
    await agree(readNet(encodeWeights(net.exportWeights(), net), sidePx), { images }, ours, [2, 12]);
    net.dispose();
  });

  it('keeps nine taps in a dilated filter, and no more numbers than the net has', () => {
    const net = livelyClassifier(tf, { variant: 'd1', width: 0.25 });
    const graph = readNet(encodeWeights(net.exportWeights(), net));
    const [first] = graph.steps;
    expect(first).toMatchObject({ op: 'conv', dilation: 2, stride: 1, filter: { shape: [3, 3, 3, 8] } });
    const numbers = net.exportWeights().reduce((sum, { values }) => sum + values.length, 0);
    expect(toOnnx(graph).length).toBeLessThan(4 * numbers + 30_000);
    net.dispose();
  });
});

describe('an exported graph model', () => {
  it('is read by the loader for models from elsewhere, one picture at a time', async () => {
    const net = livelyClassifier(tf, { variant: 'd1', width: 0.125 });
    const files = toGraphModel(readNet(encodeWeights(net.exportWeights(), net), 64));
    const file = (path: string) => files.get(path) as Uint8Array;
    const request = { name: 'model.json', inputShape: [1, 64, 64, 3], output: null };
    const load = (model: Uint8Array, asked = request) =>
      loadTensorflow().then((tensorflow) =>
        loadGraphModel(tensorflow, model, asked, async (path) => file(path)),
      );
    const ready = await load(file('model.json'));
    const images = noise(9, 1, 64, 64, 3);
    const ours = tf.tidy(() => net.look(tensor4(images), false).dataSync<'float32'>().slice());
    expect(ready.outputShape).toEqual([1, 12]);
    expect(worstDifference((await ready.run(images.values)) as Float32Array, ours)).toBeLessThan(1e-5);
    ready.close();
    await expect(load(file('model.json'), { ...request, inputShape: [1, 96, 96, 3] })).rejects.toThrow(
      /does not take the pictures/,
    );
    net.dispose();
  });
});

describe('a net with what is no number', () => {
  it.each([
    ['first/filter', Number.NaN],
    ['head/bias', Number.POSITIVE_INFINITY],
    ['block3/depthwise/variance', -5],
  ])('is not written: %s has %f', (name, wrong) => {
    const net = livelyClassifier(tf, { variant: 'base', width: 0.05 });
    const weights = net.exportWeights().map((weight) => {
      return weight.name === name ? { ...weight, values: weight.values.with(1, wrong) } : weight;
    });
    const graph = foldNormalisation(
      classifierGraph({ variant: 'base', width: 0.05 }, weights, { sidePx: 64 }),
    );
    for (const write of [toOnnx, toGraphModel]) {
      expect(() => write(graph)).toThrow(/is not a finite number: nothing is written/);
    }
    net.dispose();
  });
});

describe('padding of the kind `same`', () => {
  it('keeps the length at stride 1 and halves it at stride 2, the odd pixel behind', () => {
    expect(samePadding(96, { size: 3, stride: 1 })).toEqual([1, 1]);
    expect(samePadding(96, { size: 3, stride: 2 })).toEqual([0, 1]);
    expect(samePadding(97, { size: 3, stride: 2 })).toEqual([1, 1]);
    expect(samePadding(96, { size: 3, stride: 1, dilation: 2 })).toEqual([2, 2]);
    expect(samePadding(48, { size: 2, stride: 2 })).toEqual([0, 0]);
    expect(samePadding(1, { size: 1, stride: 2 })).toEqual([0, 0]);
  });
});
