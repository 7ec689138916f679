import { beforeAll, describe, expect, it } from 'vitest';
import {
  batchNormRelu,
  loadTensorflow,
  type Tensor,
  type Tensor4D,
  type Tensorflow,
} from '../../../agents/tensor/index.ts';
import { Rng } from '../../../sim/core/index.ts';

let tf: Tensorflow;
const EPSILON = 1e-3;

beforeAll(async () => {
  ({ tf } = await loadTensorflow('wasm'));
});

function draw(shape: number[], seed: number, mean = 0): Tensor {
  const rng = new Rng(seed, 'values');
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => mean + rng.normal()),
    shape,
  );
}

describe('batch normalisation with a rectifier', () => {
  it.each([
    [2, 3, 5, 4],
    [1, 7, 7, 1],
    [3, 2, 2, 33],
  ])('equals the stock operations and their gradients for %i x %i x %i x %i', (...shape) => {
    const channels = shape[3] as number;
    const x = draw(shape, 1, 3);
    const gamma = tf.variable(draw([channels], 2, 1));
    const beta = tf.variable(draw([channels], 3));
    const weigh = draw(shape, 4);
    const told: Float32Array[] = [];
    const ours = (x: Tensor) =>
      batchNormRelu(tf, x as Tensor4D, { gamma, beta }, EPSILON, (mean, variance) => {
        told.push(mean.dataSync<'float32'>().slice(), variance.dataSync<'float32'>().slice());
      });
    const stock = (x: Tensor) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.relu(
        tf.batchNorm(x as never, mean as never, variance as never, beta as never, gamma as never, EPSILON),
      );
    };
    const results = [ours, stock].map((layer) =>
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(
          () => tf.sum(tf.mul(layer(x), weigh)) as never,
          [gamma, beta],
        );
        const dx = tf.grad((x: Tensor) => tf.sum(tf.mul(layer(x), weigh)))(x);
        const parts = [value, dx, grads[gamma.name] as Tensor, grads[beta.name] as Tensor];
        return parts.map((part) => [...part.dataSync()]);
      }),
    ) as number[][][];
    (results[0] as number[][]).forEach((part, k) => {
      const other = (results[1] as number[][])[k] as number[];
      part.forEach((value, i) => {
        expect(Math.abs(value - (other[i] as number))).toBeLessThan(2e-3 + 1e-3 * Math.abs(value));
      });
    });
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    expect([...(told[0] as Float32Array)]).toEqual([...mean.dataSync()].map((v) => expect.closeTo(v, 4)));
    expect([...(told[1] as Float32Array)]).toEqual([...variance.dataSync()].map((v) => expect.closeTo(v, 3)));
    tf.dispose([x, gamma, beta, weigh, mean, variance]);
  });

  it('leaves no tensor behind', () => {
    const x = draw([2, 4, 4, 3], 1) as Tensor4D;
    const [gamma, beta] = [tf.variable(tf.ones([3])), tf.variable(tf.zeros([3]))];
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(
      () => tf.sum(batchNormRelu(tf, x, { gamma, beta }, EPSILON, () => {})) as never,
      [gamma, beta],
    );
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([x, gamma, beta]);
  });
});
