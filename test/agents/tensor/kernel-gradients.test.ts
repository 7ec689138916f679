import { beforeAll, describe, expect, it } from 'vitest';
import { dilatedFilter } from '../../../agents/tensor/dilated-filter.ts';
import {
  batchNormRelu,
  loadTensorflow,
  normaliseRelu,
  type Tensor,
  type Tensor4D,
  type Tensorflow,
} from '../../../agents/tensor/index.ts';
import { Rng } from '../../../sim/core/index.ts';

let tf: Tensorflow;

beforeAll(async () => {
  ({ tf } = await loadTensorflow('wasm'));
});

type Pad = 'same' | 'valid';
type Forward = (inputs: readonly Tensor[]) => Tensor;
/** Gradients by every input of sum(dy * forward(inputs)). */
type Backward = (inputs: readonly Tensor[], dy: Tensor) => readonly Tensor[];

interface Tensorlike {
  readonly values: Float32Array;
  readonly shape: number[];
}

const DIRECTIONS = 3;

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function draw(shape: readonly number[], rng: Rng): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () => rng.normal());
}

/** A shuffled ladder whose rungs are 0.1 apart, so that steps of 0.04 change no order. */
function ladder(shape: readonly number[], rng: Rng): Float32Array {
  const size = sizeOf(shape);
  return Float32Array.from(
    rng.shuffle(Array.from({ length: size }, (_, i) => (i - size * 0.6) * 0.1 + 0.05)),
  );
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/**
 * Compares the gradients with central differences along random directions of signs: a gradient that is wrong in any
 * place is wrong along almost all of them. `step` is exact but for rounding where the output is linear in each input.
 */
function expectSlopes(
  shapes: readonly (readonly number[])[],
  values: readonly Float32Array[],
  forward: Forward,
  backward: Backward,
  rng: Rng,
  { step = 0.125, tolerance = 1e-3 } = {},
): { readonly gradients: readonly Float32Array[]; readonly dy: Tensorlike } {
  const run = (at: readonly Float32Array[]) =>
    tf.tidy(() => {
      const out = forward(at.map((part, i) => tf.tensor(part, [...(shapes[i] as number[])])));
      return { shape: out.shape, values: out.dataSync<'float32'>().slice() };
    });
  const { shape } = run(values);
  const dy = draw(shape, rng);
  const gradients = tf.tidy(() =>
    backward(
      values.map((part, i) => tf.tensor(part, [...(shapes[i] as number[])])),
      tf.tensor(dy, shape),
    ).map((gradient) => gradient.dataSync<'float32'>().slice()),
  );
  values.forEach((part, which) => {
    const gradient = gradients[which] as Float32Array;
    expect(gradient).toHaveLength(part.length);
    for (let k = 0; k < DIRECTIONS; k++) {
      const signs = Float32Array.from(part, () => (rng.float() < 0.5 ? -1 : 1));
      const at = (by: number) => {
        const moved = part.map((value, i) => value + by * (signs[i] as number));
        return dot(run(values.map((other, i) => (i === which ? moved : other))).values, dy);
      };
      const slope = (at(step) - at(-step)) / (2 * step);
      const length = Math.sqrt(dot(gradient, gradient));
      expect(Math.abs(slope - dot(gradient, signs))).toBeLessThan(tolerance * (1 + length));
    }
  });
  return { gradients, dy: { values: dy, shape } };
}

function expectClose(got: readonly Float32Array[], wanted: readonly Float32Array[]): void {
  got.forEach((part, which) => {
    const other = wanted[which] as Float32Array;
    const scale = other.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const gap = part.reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] as number))), 0);
    expect(gap / scale).toBeLessThan(2e-5);
  });
}

/** What `work` gives on the cpu backend. */
async function onCpu<T>(work: () => T): Promise<T> {
  await tf.setBackend('cpu');
  try {
    return work();
  } finally {
    await tf.setBackend('wasm');
  }
}

const kernel = (name: string, inputs: Record<string, Tensor>, attrs: object): Tensor =>
  tf.engine().runKernel(name, inputs as never, attrs as never) as Tensor;

interface ConvCase {
  readonly kind: 'full' | 'depthwise';
  readonly x: readonly [number, number, number, number];
  readonly filter: readonly [number, number, number, number];
  readonly stride: number;
  readonly dilation: number;
  readonly pad: Pad;
}

/** Both gradients by the kernels' own dilation, or by a filter with zeros between its taps. */
function convBackward({ kind, stride, dilation, pad }: ConvCase, spread: boolean): Backward {
  const prefix = kind === 'full' ? 'Conv2DBackprop' : 'DepthwiseConv2dNativeBackprop';
  return ([x, filter], dy) => {
    const used = (spread ? dilatedFilter(tf, filter as Tensor4D, dilation) : filter) as Tensor;
    const attrs = {
      ...{ strides: [stride, stride], dilations: spread ? [1, 1] : [dilation, dilation], pad },
      ...{ dataFormat: 'NHWC', filterShape: used.shape, inputShape: (x as Tensor).shape },
    };
    const dFilter = kernel(`${prefix}Filter`, { x: x as Tensor, dy }, attrs);
    const taps = spread ? [dilation, dilation, 1, 1] : [1, 1, 1, 1];
    return [
      kernel(`${prefix}Input`, { dy, filter: used }, attrs),
      tf.stridedSlice(dFilter, [0, 0, 0, 0], dFilter.shape, taps),
    ];
  };
}

function convForward({ kind, stride, dilation, pad }: ConvCase): Forward {
  return ([x, filter]) =>
    (kind === 'full' ? tf.conv2d : tf.depthwiseConv2d)(
      ...([x, filter, stride, pad, 'NHWC', dilation] as unknown as Parameters<typeof tf.conv2d>),
    );
}

// tfjs has no convolution that is strided and dilated at once.
const STEPS = [
  { stride: 1, dilation: 1 },
  { stride: 2, dilation: 1 },
  { stride: 3, dilation: 1 },
  { stride: 1, dilation: 2 },
] as const;
const PADS: readonly Pad[] = ['same', 'valid'];
/** Short rows of outputs and long ones take different ways through the kernels. */
const SIZES = [
  [7, 9],
  [6, 49],
] as const;

const CONVOLUTIONS: readonly ConvCase[] = STEPS.flatMap((step) =>
  PADS.flatMap((pad) =>
    SIZES.flatMap(([height, width]): ConvCase[] => [
      ...[
        [3, 8],
        [6, 13],
        [1, 4],
      ].map(
        ([inputs, outputs]): ConvCase => ({
          ...{ kind: 'full', ...step, pad },
          x: [2, height, width, inputs as number],
          filter: [3, 3, inputs as number, outputs as number],
        }),
      ),
      { kind: 'full', ...step, pad, x: [3, height, width, 5], filter: [2, 3, 5, 7] },
      { kind: 'full', ...step, pad, x: [2, height, width, 5], filter: [1, 1, 5, 9] },
      ...[3, 8, 13, 16].map(
        (channels): ConvCase => ({
          ...{ kind: 'depthwise', ...step, pad },
          x: [2, height, width, channels],
          filter: [3, 3, channels, 1],
        }),
      ),
      { kind: 'depthwise', ...step, pad, x: [2, height, width, 3], filter: [2, 3, 3, 2] },
    ]),
  ),
);

describe('gradients of convolutions on wasm agree with differences and with the cpu backend', () => {
  const named = (test: ConvCase) =>
    `${test.kind} ${test.x.join('x')} by ${test.filter.join('x')}, ${test.pad}`;
  it.each(
    STEPS.flatMap(({ stride, dilation }) =>
      (['full', 'depthwise'] as const).map((kind) => [kind, stride, dilation] as const),
    ),
  )('%s, stride %i, dilation %i', async (kind, stride, dilation) => {
    const tests = CONVOLUTIONS.filter(
      (test) => test.kind === kind && test.stride === stride && test.dilation === dilation,
    );
    expect(tests.length).toBeGreaterThan(15);
    for (const test of tests) {
      const rng = new Rng(2, named(test));
      const shapes = [test.x, test.filter];
      const values = shapes.map((shape) => draw(shape, rng));
      const { gradients, dy } = expectSlopes(
        shapes,
        values,
        convForward(test),
        convBackward(test, false),
        rng,
      );
      const spread = () =>
        tf.tidy(() => {
          const inputs = values.map((part, i) => tf.tensor(part, [...(shapes[i] as readonly number[])]));
          const stock = convBackward(test, true)(inputs, tf.tensor(dy.values, dy.shape));
          return stock.map((gradient) => gradient.dataSync<'float32'>().slice());
        });
      expectClose(gradients, await onCpu(spread));
    }
  });
});

describe('convolutions on wasm', () => {
  it('agree with the cpu backend where a filter smaller than its stride leaves pixels over', async () => {
    for (const [height, width, filter, stride] of [
      [6, 49, [2, 3], 3],
      [8, 8, [3, 3], 4],
      [7, 9, [2, 3], 4],
      [8, 8, [1, 1], 2],
      [9, 8, [1, 2], 3],
    ] as const) {
      const rng = new Rng(7, height, width, stride);
      const shapes = [
        [2, height, width, 3],
        [...filter, 3, 4],
        [...filter, 3, 1],
      ];
      const values = shapes.map((shape) => draw(shape, rng));
      const bias = draw([4], rng);
      const run = () =>
        tf.tidy(() => {
          const [x, full, deep] = values.map((part, i) =>
            tf.tensor(part, shapes[i] as [number, number, number, number]),
          ) as Tensor4D[];
          const both = { x: x as Tensor4D, strides: stride, pad: 'same', activation: 'relu' } as const;
          const results: Tensor[] = [
            tf.conv2d(x as Tensor4D, full as Tensor4D, stride, 'same'),
            tf.depthwiseConv2d(x as Tensor4D, deep as Tensor4D, stride, 'same'),
            tf.fused.conv2d({ ...both, filter: full as Tensor4D, bias: tf.tensor1d(bias) }),
            tf.fused.depthwiseConv2d({ ...both, filter: deep as Tensor4D }),
          ];
          return results.map((part) => part.dataSync<'float32'>().slice());
        });
      expectClose(run(), await onCpu(run));
    }
  });
});

describe('gradients of poolings on wasm agree with differences', () => {
  it.each([1, 2, 3].flatMap((stride) => [2, 3].map((size) => [size, stride] as const)))(
    'windows of %i, stride %i',
    (size, stride) => {
      for (const pad of PADS) {
        for (const channels of [3, 8]) {
          for (const kind of ['maxPool', 'avgPool'] as const) {
            const rng = new Rng(3, kind, size, stride, channels, pad);
            const shape = [2, 7, 6, channels];
            const forward: Forward = ([x]) => tf[kind](x as Tensor4D, size, stride, pad);
            const backward: Backward = ([x], dy) => [tf.grad((x: Tensor) => forward([x]))(x as Tensor, dy)];
            expectSlopes([shape], [ladder(shape, rng)], forward, backward, rng, { step: 0.04 });
          }
        }
      }
    },
  );
});

describe('matrix products on wasm agree with the cpu backend', () => {
  // From 16 rows and 32 columns on, what a product would push out of the cache is packed.
  it.each([
    [5, 7, 3],
    [18, 130, 37],
    [70, 257, 40],
    [131, 20, 33],
    [16, 129, 32],
  ])('%i x %i by %i, each way round', async (m, k, n) => {
    const rng = new Rng(4, m, k, n);
    for (const [transposeA, transposeB] of [
      [true, false],
      [false, true],
      [true, true],
    ]) {
      const shapes = [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n]];
      const values = shapes.map((shape) => draw(shape, rng));
      const product = () =>
        tf.tidy(() => {
          const [a, b] = values.map((part, i) => tf.tensor(part, [...(shapes[i] as number[])]));
          const c = tf.matMul(a as Tensor, b as Tensor, transposeA, transposeB);
          return c.dataSync<'float32'>().slice();
        });
      expectClose([product()], [await onCpu(product)]);
    }
  });
});

const LAYERS = {
  "a batch's own statistics": (x: Tensor4D, gamma: Tensor, beta: Tensor) =>
    batchNormRelu(tf, x, { gamma, beta } as never, 1e-3, () => {}),
  'given statistics': (x: Tensor4D, gamma: Tensor, beta: Tensor) => {
    const [mean, variance] = [2, 5].map((value) => tf.fill([gamma.size], value));
    return normaliseRelu(tf, x, { gamma, beta, mean, variance } as never, 1e-3);
  },
};

describe.each(Object.entries(LAYERS).map(([name, run]) => ({ name, run })))(
  'batch normalisation on wasm with $name',
  ({ name, run }) => {
    it.each([
      [2, 3, 5, 4],
      [3, 5, 3, 3],
      [1, 7, 7, 1],
      [2, 5, 5, 12],
      [5, 3, 3, 33],
    ])(
      'has gradients that agree with differences and with the cpu backend: %i x %i x %i x %i',
      async (...shape) => {
        const channels = shape[3] as number;
        const rng = new Rng(5, name, ...shape);
        const shapes = [shape, [channels], [channels]];
        const x = draw(shape, rng).map((value) => 2 * value + 3);
        const layer: Forward = ([x, gamma, beta]) => run(x as Tensor4D, gamma as Tensor, beta as Tensor);
        const backward: Backward = (inputs, dy) => tf.grads((...at: Tensor[]) => layer(at))([...inputs], dy);
        // Far above the rectifier the layer is smooth.
        const high = [x, draw([channels], rng), draw([channels], rng).map((value) => value + 20)];
        expectSlopes(shapes, high, layer, backward, rng, { step: 0.01, tolerance: 5e-3 });
        const usual = [x, draw([channels], rng), draw([channels], rng)];
        const both = () =>
          tf.tidy(() => {
            const inputs = usual.map((part, i) => tf.tensor(part, [...(shapes[i] as number[])]));
            const dy = tf.tensor(draw(shape, new Rng(6)), shape);
            return [layer(inputs), ...backward(inputs, dy)].map((part) => part.dataSync<'float32'>().slice());
          });
        const ours = both();
        const stock = await onCpu(both);
        ours.forEach((part, which) => {
          const other = stock[which] as Float32Array;
          part.forEach((value, i) => {
            expect(Math.abs(value - (other[i] as number))).toBeLessThan(1e-3 + 1e-3 * Math.abs(value));
          });
        });
      },
    );
  },
);
