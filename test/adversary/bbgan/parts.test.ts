import { expect, it } from 'vitest';
import { Network } from '../../../adversary/bbgan/network.ts';
import { PRESETS } from '../../../adversary/bbgan/settings.ts';
import { drawRows, foldIntoBox } from '../../../adversary/bbgan/training-set.ts';
import { forward } from '../../../adversary/mlp.ts';
import { loadTensorflow } from '../../../agents/tensor/index.ts';
import { Rng } from '../../../sim/core/rng.ts';

it('computes a small network as by hand', () => {
  // relu([1, 2] [[1, -1], [1, 1]] + [0, -2]) = relu([3, -1]) = [3, 0]; [3, 0] [2, 9] + 1 = 7
  const parameters = [[1, -1, 1, 1], [0, -2], [2, 9], [1]].map((p) => Float32Array.from(p));
  expect([...forward({ sizes: [2, 2, 1], parameters }, [1, 2], 1)]).toEqual([7]);
});

it('computes in plain arithmetic what TensorFlow.js computes, to float32 precision', async () => {
  const { tf } = await loadTensorflow();
  const network = new Network(tf, new Rng(1, 'weights'), [5, 32, 32, 3], PRESETS.healthy.gan);
  const inputs = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i));
  const expected = tf.tidy(() => network.forward(tf.tensor2d(inputs, [8, 5])).dataSync());
  const plain = forward(network.weights(), inputs, 8);
  network.dispose();
  plain.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 4);
  });
});

it('spreads snapped coordinates evenly over their bin and leaves others alone', () => {
  const rows = drawRows(new Rng(1, 'rows'), [[0.25, 0.5]], 2000, [null, 4]);
  const snapped = rows.filter((_, i) => i % 2 === 1);
  expect(rows.every((value, i) => i % 2 === 1 || value === 0.25)).toBe(true);
  expect(Math.min(...snapped)).toBeGreaterThanOrEqual(0.25);
  expect(Math.max(...snapped)).toBeLessThanOrEqual(0.75);
  expect(snapped.filter((value) => value < 0.375).length / 2000).toBeCloseTo(0.25, 1);
});

it('folds what noise carries out of the box back inside', () => {
  const values = Float32Array.of(1.25, -1.5, 0.5, 1, 9);
  foldIntoBox(values);
  expect([...values]).toEqual([0.75, -0.5, 0.5, 1, -1]);
});
