import { describe, expect, it } from 'vitest';
import { Adam, loadTensorflow, type Variable } from '../../../agents/tensor/index.ts';
import { asSource, compileSimdKernels } from '../../../agents/tensor/kernels/build-simd.ts';
import { SIMD_BINARY } from '../../../agents/tensor/kernels/simd-binary.ts';

describe('the door to TensorFlow.js', () => {
  it('gives one backend per process and refuses a second', async () => {
    const loaded = await loadTensorflow('wasm');
    expect(loaded.version).toBe('4.22.0');
    expect(loaded.detail).toContain('WebAssembly');
    expect(await loadTensorflow()).toBe(loaded);
    await expect(loadTensorflow('cpu')).rejects.toThrow(/expected: cpu\n +got: +wasm/);
  });

  it('leaves the handling of stray errors to the program', async () => {
    await loadTensorflow();
    const handlers = process.listeners('uncaughtException').map(String);
    expect(handlers.filter((text) => text.includes('ExitStatus'))).toEqual([]);
  });
});

describe('the SIMD kernels', () => {
  it('are the ones their source compiles to', async () => {
    const binary = await compileSimdKernels();
    expect(Buffer.from(binary).toString('base64')).toBe(SIMD_BINARY);
    expect(asSource(binary)).toContain(SIMD_BINARY);
  });

  it('carry no data segment that would overwrite tensors', async () => {
    const module = new WebAssembly.Module(Buffer.from(SIMD_BINARY, 'base64'));
    const memory = new WebAssembly.Memory({ initial: 2 });
    const bytes = new Uint8Array(memory.buffer).fill(7);
    new WebAssembly.Instance(module, { env: { memory } });
    expect(bytes.every((byte) => byte === 7)).toBe(true);
  });
});

describe('a clone on wasm', () => {
  it('shares the memory of its tensor and outlives it', async () => {
    const { tf } = await loadTensorflow();
    const before = tf.memory();
    const [one, two] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([4, 5, 6])];
    const same = tf.clone(one);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 2);
    one.dispose();
    const other = tf.add(two, 1);
    expect([...same.dataSync()]).toEqual([1, 2, 3]);
    tf.dispose([two, same, other]);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });
});

describe('Adam', () => {
  it('takes the steps of the published algorithm, on wasm and elsewhere', async () => {
    const { tf } = await loadTensorflow();
    for (const backend of ['wasm', 'cpu']) {
      await tf.setBackend(backend);
      const start = [0.5, -1, 2, 0, 3];
      const weight = tf.tidy(() => tf.variable(tf.tensor1d(start))) as Variable;
      const adam = new Adam(tf, [weight], { beta1: 0.8, beta2: 0.95, epsilon: 1e-8 });
      const wanted = start.slice();
      const [m, v] = [new Array(5).fill(0), new Array(5).fill(0)];
      for (let t = 1; t <= 6; t++) {
        const gradient = wanted.map((_, i) => Math.sin(3 * t + i));
        tf.tidy(() => adam.step([tf.tensor1d(gradient)], 0.1 / t));
        gradient.forEach((g, i) => {
          m[i] = 0.8 * m[i] + 0.2 * g;
          v[i] = 0.95 * v[i] + 0.05 * g * g;
          const step = m[i] / (1 - 0.8 ** t) / (Math.sqrt(v[i] / (1 - 0.95 ** t)) + 1e-8);
          wanted[i] = (wanted[i] as number) - (0.1 / t) * step;
        });
      }
      weight.dataSync<'float32'>().forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i] as number, 5);
      });
      adam.dispose();
      weight.dispose();
      expect(tf.memory().numTensors).toBe(0);
    }
    await tf.setBackend('wasm');
  });

  it('gives every weight a new tensor, because XNNPACK remembers a weight by its tensor', async () => {
    const { tf } = await loadTensorflow();
    const weight = tf.tidy(() => tf.variable(tf.ones([3, 3]))) as Variable;
    const x = tf.ones([2, 3]);
    const product = () => tf.tidy(() => tf.matMul(x, weight as never).dataSync()[0] as number);
    expect(product()).toBe(3);
    const adam = new Adam(tf, [weight]);
    tf.tidy(() => adam.step([tf.ones([3, 3])], 0.5));
    expect(product()).toBeCloseTo(1.5, 4);
    adam.dispose();
    tf.dispose([x, weight]);
  });
});
