import { expect, it } from 'vitest';
import { guardHeap } from '../../../agents/tensor/heap-guard.ts';
import { loadTensorflow } from '../../../agents/tensor/index.ts';

it('stops before the WebAssembly memory is full and says how much is in use', async () => {
  const { tf } = await loadTensorflow('wasm');
  const before = tf.memory().numTensors;
  guardHeap(tf, 64);
  const kept = [];
  const grow = () => {
    for (let i = 0; i < 64; i++) kept.push(tf.zeros([1024, 1024]));
  };
  expect(grow).toThrow(
    /too much memory[\s\S]*at most 64 MiB[\s\S]*shape \[1024,1024\][\s\S]*smaller batches/,
  );
  expect(kept.length).toBeGreaterThan(4);
  expect(tf.memory().numTensors).toBeLessThanOrEqual(before + kept.length + 1);
});

it('sees an allocation that the memory cannot hold at all', async () => {
  const { tf } = await loadTensorflow('wasm');
  expect(() => tf.backend().write(null as never, [1 << 30], 'float32')).toThrow(/too much memory/);
});
