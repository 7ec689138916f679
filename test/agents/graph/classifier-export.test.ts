import { beforeAll, describe, expect, it } from 'vitest';
import { foldNormalisation, readNet, toGraphModel, toOnnx } from '../../../agents/index.ts';
import { MOBILE_NET_VARIANTS } from '../../../agents/perception/mobile-net-plan.ts';
import { encodeWeights, loadTensorflow, type Tensorflow } from '../../../agents/tensor/index.ts';
import { askGraphModel, askOnnx, largest, livelyClassifier, noise, worstDifference } from './nets.ts';

let tf: Tensorflow;

beforeAll(async () => {
  ({ tf } = await loadTensorflow('wasm'));
});

const CASES = MOBILE_NET_VARIANTS.flatMap((variant) => [0.25, 0.5].map((width) => ({ variant, width })));

describe.each(CASES)('a classifier $variant of width $width', (options) => {
  it('answers within 1e-4 the same as ONNX, folded or not, for two sizes and batches of 1 and 5', async () => {
    const net = livelyClassifier(tf, options);
    const file = encodeWeights(net.exportWeights(), net);
    for (const sidePx of [64, 96]) {
      const graph = readNet(file, sidePx);
      for (const batch of [1, 5]) {
        const images = noise(batch, batch, sidePx, sidePx, 3);
        const { values, shape } = images;
        const ours = tf.tidy(() => net.look(tf.tensor4d(values, shape), false).dataSync<'float32'>().slice());
        expect(largest(ours)).toBeGreaterThan(0.05);
        for (const form of [graph, foldNormalisation(graph)]) {
          const theirs = await askOnnx(toOnnx(form), { images });
          expect(theirs.dims).toEqual([batch, 12]);
          expect(worstDifference(theirs.values, ours)).toBeLessThan(1e-4);
        }
      }
    }
    net.dispose();
  });

  it('comes back from a TensorFlow.js graph model, folded or not, within 1e-4', () => {
    const net = livelyClassifier(tf, options);
    const file = encodeWeights(net.exportWeights(), net);
    const graph = readNet(file, 64);
    const images = noise(7, 5, 64, 64, 3);
    const ours = tf.tidy(() =>
      net.look(tf.tensor4d(images.values, images.shape), false).dataSync<'float32'>().slice(),
    );
    const unfolded = askGraphModel(tf, toGraphModel(graph), { images });
    expect(worstDifference(unfolded.values, ours)).toBeLessThan(1e-4);
    const folded = askGraphModel(tf, toGraphModel(foldNormalisation(graph)), { images });
    expect(folded.dims).toEqual([5, 12]);
    expect(worstDifference(folded.values, ours)).toBeLessThan(1e-4);
    net.dispose();
  });
});

describe('folding', () => {
  it('leaves no normalisation, and no more steps than convolutions, pools, mean and head', () => {
    const net = livelyClassifier(tf, { variant: 'd3', width: 0.125 });
    const graph = readNet(encodeWeights(net.exportWeights(), net));
    const ops = foldNormalisation(graph).steps.map(({ op }) => op);
    expect(ops.filter((op) => op === 'conv')).toHaveLength(27);
    expect(ops).not.toContain('normalise');
    expect(ops).toHaveLength(27 + 3);
    net.dispose();
  });
});
