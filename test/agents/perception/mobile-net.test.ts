import { beforeAll, describe, expect, it } from 'vitest';
import { MobileNet } from '../../../agents/perception/mobile-net.ts';
import {
  MOBILE_NET_VARIANTS,
  type MobileNetVariant,
  mobileNetPlan,
  receptiveFieldPx,
} from '../../../agents/perception/mobile-net-plan.ts';
import { dilatedFilter } from '../../../agents/tensor/dilated-filter.ts';
import { loadTensorflow, type Tensor, type Tensor4D, type Tensorflow } from '../../../agents/tensor/index.ts';
import { Rng } from '../../../sim/core/index.ts';

let tf: Tensorflow;

beforeAll(async () => {
  ({ tf } = await loadTensorflow('wasm'));
});

function net(variant: MobileNetVariant, width = 0.125): MobileNet {
  return new MobileNet(tf, { variant, width }, new Rng(1, 'weights'));
}

function noise(shape: [number, number, number, number], seed = 5): Tensor4D {
  const rng = new Rng(seed, 'noise');
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor4d(
    Float32Array.from({ length: size }, () => rng.normal()),
    shape,
  );
}

describe('the MobileNet family', () => {
  it('has the published count of parameters at full width, 3,206,976 below the classifier', () => {
    // Keras' MobileNet for 1000 classes has 4,231,976 trainable weights; its last layer has 1024 x 1000 + 1000.
    const whole = net('base', 1);
    expect(whole.parameterCount).toBe(4_231_976 - 1_025_000);
    whole.dispose();
  });

  it('has the same weights in every variant, name by name', () => {
    const layouts = MOBILE_NET_VARIANTS.map((variant) => {
      const one = net(variant);
      const layout = one.exportWeights().map(({ name, shape }) => `${name} ${shape}`);
      const count = one.parameterCount;
      one.dispose();
      return { layout, count };
    });
    for (const each of layouts) expect(each).toEqual(layouts[0]);
  });

  it.each(MOBILE_NET_VARIANTS)(
    '%s ends at a 32nd of a picture of any size, with the same weights',
    (variant) => {
      const one = net(variant, 0.05);
      for (const side of [64, 96, 128]) {
        const shape = tf.tidy(() => one.features(tf.zeros([1, side, side, 3]), { training: false }).shape);
        expect(shape).toEqual([1, side / 32, side / 32, one.outputs]);
      }
      one.dispose();
    },
  );

  it.each(MOBILE_NET_VARIANTS)('%s sees as far as its plan says, by the support of a gradient', (variant) => {
    const until = 'block3/depthwise';
    const one = net(variant, 0.04);
    // Positive filters, so that no rectifier stops a gradient.
    one.importWeights(
      one.exportWeights().map(({ name, shape, values }) => ({
        name,
        shape,
        values: name.endsWith('/filter') ? values.map(() => 0.1) : values,
      })),
    );
    const side = 128;
    const steps = one.plan.slice(0, one.plan.findIndex(({ name }) => name === until) + 1);
    const seen = new Set<number>();
    tf.tidy(() => {
      // Maxima pass a gradient to one place of their window; these pictures, unequal everywhere, to different ones.
      for (const lean of steps.some(({ kind }) => kind === 'max-pool') ? [1, -1] : [1]) {
        const ramp = tf.reshape(tf.mul(tf.range(0, side * side * 3), lean / (side * side)), [
          1,
          side,
          side,
          3,
        ]);
        const images = tf.add(ramp, 4) as Tensor4D;
        const gradient = tf.grad((x: Tensor) => {
          const features = one.features(x as Tensor4D, { training: false, until });
          const middle = Math.floor((features.shape[1] as number) / 2);
          return tf.sum(tf.slice(features, [0, middle, middle, 0], [1, 1, 1, -1]));
        })(images);
        const rows = tf.sum(tf.abs(gradient), [0, 2, 3]).dataSync();
        rows.forEach((value, row) => {
          if (value !== 0) seen.add(row);
        });
      }
    });
    const extent = Math.max(...seen) - Math.min(...seen) + 1;
    expect(extent).toBe(receptiveFieldPx(steps));
    one.dispose();
  });

  it('sees 315 pixels as published, and farther when dilated', () => {
    const field = (variant: MobileNetVariant) => receptiveFieldPx(mobileNetPlan({ variant, width: 1 }));
    expect(field('base')).toBe(315);
    expect(field('d2')).toBeGreaterThan(field('base'));
    expect(field('d1')).toBeGreaterThan(field('stride-1'));
  });

  it('normalises in use as it did in training, once it has seen enough of the same pictures', () => {
    const one = net('d3');
    const until = 'block1/pointwise';
    const images = noise([2, 32, 32, 3]);
    const look = (training: boolean) =>
      tf.tidy(() => one.features(images, { training, until }).dataSync<'float32'>());
    const apart = () => {
      const [a, b] = [look(true), look(false)];
      return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / a.length;
    };
    const before = apart();
    for (let i = 0; i < 100; i++) look(true);
    expect(apart()).toBeLessThan(before / 100);
    images.dispose();
    one.dispose();
  });

  it('refuses a width that makes no sense', () => {
    for (const width of [0, -1, Number.NaN, 9]) {
      expect(() => mobileNetPlan({ variant: 'base', width })).toThrow('width multiplier');
    }
  });

  it('comes back from its weights to the bit, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const [one, other] = [net('d2'), new MobileNet(tf, { variant: 'd2', width: 0.125 }, new Rng(9, 'b'))];
    other.importWeights(one.exportWeights());
    const images = noise([1, 32, 32, 3]);
    const [a, b] = [one, other].map((each) =>
      tf.tidy(() => each.features(images, { training: false }).dataSync()),
    );
    expect(b).toEqual(a);
    images.dispose();
    one.dispose();
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a filter with zeros between its taps', () => {
  it('convolves as the native dilation does, at every odd and even size', () => {
    for (const [height, width] of [
      [9, 9],
      [8, 11],
      [5, 5],
    ] as const) {
      for (const dilation of [1, 2, 3]) {
        const worst = tf.tidy(() => {
          const x = noise([2, height, width, 4]);
          const full = noise([3, 3, 4, 5], 6);
          const deep = noise([3, 3, 4, 1], 7);
          const pairs = [
            [
              tf.conv2d(x, dilatedFilter(tf, full, dilation), 1, 'same'),
              tf.conv2d(x, full, 1, 'same', 'NHWC', dilation),
            ],
            [
              tf.depthwiseConv2d(x, dilatedFilter(tf, deep, dilation), 1, 'same'),
              tf.depthwiseConv2d(x, deep, 1, 'same', 'NHWC', dilation),
            ],
          ] as const;
          return Math.max(...pairs.map(([a, b]) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] as number));
        });
        expect(worst).toBeLessThan(1e-5);
      }
    }
  });

  it('takes gradients to its nine taps that agree with differences', () => {
    const x = noise([2, 7, 8, 3]);
    const filter = noise([3, 3, 3, 1], 8);
    const loss = (w: Tensor): Tensor => {
      const y = tf.depthwiseConv2d(x, dilatedFilter(tf, w as Tensor4D, 2), 1, 'same');
      return tf.sum(tf.square(y));
    };
    const gradient = tf.tidy(() => tf.grad(loss)(filter).dataSync());
    expect(gradient).toHaveLength(27);
    const values = filter.dataSync().slice();
    const step = 1e-2;
    for (let i = 0; i < values.length; i++) {
      const at = (by: number) =>
        tf.tidy(() => {
          const moved = values.slice();
          moved[i] = (moved[i] as number) + by;
          return loss(tf.tensor4d(moved, [3, 3, 3, 1])).dataSync()[0] as number;
        });
      const difference = (at(step) - at(-step)) / (2 * step);
      expect(Math.abs(difference - (gradient[i] as number))).toBeLessThan(2e-3 * Math.abs(difference) + 0.1);
    }
    x.dispose();
    filter.dispose();
  });
});
