import { beforeAll, describe, expect, it } from 'vitest';
import {
  convRelu,
  denseRelu,
  dilatedConv,
  loadTensorflow,
  type Tensor,
  type Tensorflow,
} from '../../../agents/tensor/index.ts';
import { Rng } from '../../../sim/core/rng.ts';

let tf: Tensorflow;

beforeAll(async () => {
  ({ tf } = await loadTensorflow('wasm'));
});

interface Case {
  readonly name: string;
  /** Shapes of the tensors to differentiate by. */
  readonly shapes: readonly (readonly number[])[];
  readonly run: (tf: Tensorflow, inputs: readonly Tensor[]) => Tensor;
  /** False where the cpu backend itself is wrong. */
  readonly sameOnCpu?: boolean;
  /** For rectifiers and maxima: inputs at least 0.1 apart and from 0, so that small steps meet no kink. */
  readonly spaced?: boolean;
}

type Pad = 'same' | 'valid';

function conv(shape: number[], filter: number[], stride: number | [number, number], pad: Pad | number): Case {
  return {
    name: `conv2d ${shape.join('x')} by ${filter.join('x')}, stride ${stride}, ${pad}`,
    shapes: [shape, filter],
    run: (tf, [x, w]) => tf.conv2d(x as never, w as never, stride, pad),
  };
}

function depthwise(shape: number[], filter: number[], stride: number, pad: Pad): Case {
  return {
    name: `depthwise ${shape.join('x')} by ${filter.join('x')}, stride ${stride}, ${pad}`,
    shapes: [shape, filter],
    run: (tf, [x, w]) => tf.depthwiseConv2d(x as never, w as never, stride, pad),
  };
}

function dilated(kind: 'full' | 'depthwise', shape: number[], filter: number[], dilation: number): Case {
  return {
    name: `${kind} ${shape.join('x')} by ${filter.join('x')}, dilation ${dilation}`,
    shapes: [shape, filter],
    run: (tf, [x, w]) => dilatedConv(tf, x as never, w as never, { kind, stride: 1, dilation }),
  };
}

function product(a: number[], b: number[], transposeA: boolean, transposeB: boolean): Case {
  return {
    name: `matMul ${a.join('x')}${transposeA ? "'" : ''} by ${b.join('x')}${transposeB ? "'" : ''}`,
    shapes: [a, b],
    run: (tf, [x, y]) => tf.matMul(x as Tensor, y as Tensor, transposeA, transposeB),
  };
}

function layer(name: string, shapes: number[][], run: (tf: Tensorflow, inputs: Tensor[]) => Tensor): Case {
  return { name, shapes, run: run as Case['run'] };
}

const POOLED = [3, 5, 6, 2];

const CASES: readonly Case[] = [
  ...([2, 3] as const).flatMap((size) =>
    (['same', 'valid'] as const).map(
      (pad): Case => ({
        name: `maxPool ${size}, stride 2, ${pad}, with windows below zero`,
        shapes: [POOLED],
        run: (tf, [x]) => tf.maxPool(x as never, size, 2, pad),
        spaced: true,
      }),
    ),
  ),
  {
    ...layer('avgPool 3, stride 2, same', [POOLED], (tf, [x]) => tf.avgPool(x as never, 3, 2, 'same')),
    sameOnCpu: false,
  },
  layer('avgPool 2, stride 2, valid', [POOLED], (tf, [x]) => tf.avgPool(x as never, 2, 2, 'valid')),
  layer('gather with repeats', [[5, 3]], (tf, [x]) =>
    tf.gather(x as Tensor, tf.tensor1d([4, 0, 4, 2], 'int32')),
  ),
  layer('gather along the last axis', [[2, 5]], (tf, [x]) => tf.gather(x as Tensor, [1, 1, 3], 1)),
  layer('tile', [[2, 1, 3]], (tf, [x]) => tf.tile(x as Tensor, [2, 3, 2])),
  {
    ...layer('nearest upsampling, batch 3', [[3, 4, 4, 2]], (tf, [x]) =>
      tf.image.resizeNearestNeighbor(x as never, [8, 8]),
    ),
    sameOnCpu: false,
  },
  layer('bilinear upsampling, batch 3', [[3, 4, 4, 2]], (tf, [x]) =>
    tf.image.resizeBilinear(x as never, [8, 8]),
  ),
  layer('mean and variance', [[4, 3]], (tf, [x]) => tf.mean(tf.mul(x as Tensor, 2), 0)),
  layer('a dilated convolution of an image', [[3, 3, 2, 4]], (tf, [w]) =>
    dilatedConv(tf, tf.ones([1, 5, 6, 2]), w as never, {
      ...{ kind: 'full', stride: 1, dilation: 2, xIsImage: true },
    }),
  ),
  {
    ...layer('convRelu', [[2, 5, 6, 3], [3, 3, 3, 5], [5]], (tf, [x, weight, bias]) =>
      convRelu(tf, x as never, { weight, bias } as never, 2),
    ),
    spaced: true,
  },
  {
    ...layer('convRelu of an image', [[3, 3, 3, 5], [5]], (tf, [weight, bias]) =>
      convRelu(tf, tf.ones([2, 5, 6, 3]), { weight, bias } as never, 2, { xIsImage: true }),
    ),
    spaced: true,
  },
  {
    ...layer('denseRelu of data', [[7, 5], [5]], (tf, [weight, bias]) =>
      denseRelu(tf, tf.ones([3, 7]), { weight, bias } as never, { xIsData: true }),
    ),
    spaced: true,
  },
  {
    ...layer('denseRelu with frozen weights', [[3, 7]], (tf, [x]) => {
      const [weight, bias] = [tf.ones([7, 5]), tf.ones([5])];
      return denseRelu(tf, x as never, { weight, bias } as never, { frozen: true });
    }),
    spaced: true,
  },
  {
    ...layer('denseRelu', [[3, 7], [7, 5], [5]], (tf, [x, weight, bias]) =>
      denseRelu(tf, x as never, { weight, bias } as never),
    ),
    spaced: true,
  },
  conv([1, 5, 5, 1], [3, 3, 1, 1], 1, 'same'),
  conv([2, 7, 6, 3], [3, 3, 3, 5], 2, 'same'),
  conv([3, 9, 8, 2], [5, 5, 2, 9], 2, 'valid'),
  conv([2, 6, 7, 4], [2, 3, 4, 16], [1, 2], 'same'),
  conv([2, 8, 8, 3], [1, 1, 3, 8], 1, 'valid'),
  conv([2, 7, 7, 3], [1, 1, 3, 4], 2, 'valid'),
  conv([1, 6, 6, 2], [3, 3, 2, 12], 1, 1),
  conv([1, 5, 7, 5], [3, 3, 5, 12], 2, 'same'),
  depthwise([2, 6, 5, 3], [3, 3, 3, 1], 1, 'same'),
  depthwise([2, 7, 8, 4], [3, 3, 4, 1], 2, 'same'),
  depthwise([2, 7, 6, 2], [3, 2, 2, 3], 2, 'valid'),
  depthwise([1, 6, 7, 8], [3, 3, 8, 1], 1, 'same'),
  depthwise([1, 7, 6, 8], [3, 3, 8, 1], 2, 'same'),
  depthwise([1, 2, 2, 8], [3, 3, 8, 1], 1, 'same'),
  dilated('full', [2, 6, 7, 3], [3, 3, 3, 5], 2),
  dilated('depthwise', [2, 7, 6, 3], [3, 3, 3, 1], 2),
  dilated('depthwise', [1, 7, 8, 8], [3, 3, 8, 1], 2),
  dilated('depthwise', [1, 3, 3, 8], [3, 3, 8, 1], 2),
  product([5, 7], [7, 9], false, false),
  product([7, 5], [7, 9], true, false),
  product([5, 7], [9, 7], false, true),
  product([7, 5], [9, 7], true, true),
  product([3, 5, 7], [3, 7, 4], false, false),
  product([3, 7, 5], [3, 4, 7], true, true),
  product([4, 130], [130, 8], false, false),
];

function randomTensor(shape: readonly number[], rng: Rng): Float32Array {
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => rng.normal());
}

/** A shuffled ladder through zero with rungs 0.1 apart; none is 0. */
function spacedTensor(shape: readonly number[], rng: Rng): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from(
    rng.shuffle(Array.from({ length: size }, (_, i) => (i - size * 0.6) * 0.1 + 0.05)),
  );
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

function valuesOf(test: Case, inputs: readonly Float32Array[]): Float32Array {
  return tf.tidy(
    () =>
      test
        .run(
          tf,
          inputs.map((values, i) => tf.tensor(values, [...(test.shapes[i] as number[])])),
        )
        .dataSync() as Float32Array,
  );
}

/** Gradient of sum(weight * output) by every input, as the library computes it. */
function gradientsOf(test: Case, inputs: readonly Float32Array[], weight: Float32Array): Float32Array[] {
  return tf.tidy(() => {
    const tensors = inputs.map((values, i) => tf.tensor(values, [...(test.shapes[i] as number[])]));
    const loss = (...at: Tensor[]) => {
      const out = test.run(tf, at);
      return tf.sum(tf.mul(out, tf.tensor(weight, out.shape)));
    };
    return tf
      .grads(loss)(tensors)
      .map((gradient) => gradient.dataSync() as Float32Array);
  });
}

/** The same by central differences; exact but for rounding where the output is linear in each input. */
function differences(test: Case, inputs: readonly Float32Array[], weight: Float32Array): Float32Array[] {
  const step = test.spaced ? 0.01 : 0.125;
  return inputs.map((values, which) =>
    values.map((_, i) => {
      const moved = (by: number) =>
        inputs.map((other, k) => (k === which ? other.with(i, (other[i] as number) + by) : other));
      return (
        (dot(valuesOf(test, moved(step)), weight) - dot(valuesOf(test, moved(-step)), weight)) / (2 * step)
      );
    }),
  );
}

/** Largest difference, as a share of the largest value where that is above 1. */
function largestGap(got: readonly Float32Array[], wanted: readonly Float32Array[]): number {
  const gaps = got.map((values, i) => {
    const other = wanted[i] as Float32Array;
    expect(values.length).toBe(other.length);
    const scale = Math.max(1, ...other.map(Math.abs));
    return Math.max(...values.map((value, k) => Math.abs(value - (other[k] as number)))) / scale;
  });
  return Math.max(...gaps);
}

describe('gradients on wasm', () => {
  for (const test of CASES) {
    it(`agree with finite differences and the cpu backend: ${test.name}`, async () => {
      const rng = new Rng(1, test.name);
      const inputs = test.shapes.map((shape) => (test.spaced ? spacedTensor : randomTensor)(shape, rng));
      const output = valuesOf(test, inputs);
      const weight = randomTensor([output.length], rng);
      const gradients = gradientsOf(test, inputs, weight);
      expect(largestGap(gradients, differences(test, inputs, weight))).toBeLessThan(2e-3);
      if (test.sameOnCpu === false) return;
      await tf.setBackend('cpu');
      try {
        expect(largestGap(gradients, gradientsOf(test, inputs, weight))).toBeLessThan(2e-4);
        expect(largestGap([output], [valuesOf(test, inputs)])).toBeLessThan(1e-4);
      } finally {
        await tf.setBackend('wasm');
      }
    });
  }
});
