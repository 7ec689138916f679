import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A door that has not been opened yet: the choice is remembered per process. */
async function freshDoor() {
  vi.resetModules();
  return import('../../../agents/tensor/index.ts');
}

beforeEach(() => {
  vi.stubEnv('FAULTSCAPE_TF', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('takes the backend that FAULTSCAPE_TF names', async () => {
  vi.stubEnv('FAULTSCAPE_TF', 'cpu');
  const { loadTensorflow } = await freshDoor();
  const { tf, backend } = await loadTensorflow();
  expect([backend, tf.getBackend()]).toEqual(['cpu', 'cpu']);
});

it('refuses a name it does not know and can be asked again', async () => {
  const { loadTensorflow } = await freshDoor();
  vi.stubEnv('FAULTSCAPE_TF', 'gpu');
  await expect(loadTensorflow()).rejects.toThrow(/expected: auto, tensorflow, wasm, cpu\n +got: +gpu/);
  vi.stubEnv('FAULTSCAPE_TF', 'cpu');
  expect((await loadTensorflow()).backend).toBe('cpu');
});

it('runs without tfjs-node and says what stands in for it; asked for it, says how to get it', async () => {
  const { loadTensorflow } = await freshDoor();
  const native = await loadTensorflow('tensorflow').then(
    ({ backend }) => backend,
    (error: Error) => error.message,
  );
  expect(native).toMatch(/^tensorflow$|npm install @tensorflow\/tfjs-node@4\.22\.0/);
  const { backend, detail } = await loadTensorflow();
  expect(backend === 'tensorflow' || detail.includes('tfjs-node: not installed')).toBe(true);
});
