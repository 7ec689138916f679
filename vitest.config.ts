import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const door = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Examples name the package's doors, as its users do.
  resolve: {
    alias: {
      'faultscape/sim': door('sim/index.ts'),
      'faultscape/agents': door('agents/index.ts'),
    },
  },
  test: {
    // What results are pinned to was computed by TensorFlow.js on WebAssembly; tests of onnxruntime ask for it.
    env: { FAULTSCAPE_ENGINE: 'tfjs' },
    include: ['test/**/*.test.ts'],
    // GL contexts and wasm heaps live best in processes of their own.
    pool: 'forks',
    maxWorkers: 2,
    // Browsers without a graphics card are slow, and slower still beside other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A shared machine may stall in the middle of anything; what is broken fails every time.
    retry: process.env.CI === undefined ? 0 : 2,
  },
});
