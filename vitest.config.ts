import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const door = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Closed forms, bookkeeping, servers: nothing that draws or learns here, or changes the environment of its process. */
const SHARED = [
  'test/sim/{core,geometry,sensors,space,temporal,world}/**/*.test.ts',
  'test/sim/tasks/{lane-keeping,problems,traffic}/*.test.ts',
  'test/sim/tasks/{driving,judged,uav,vehicle}*.test.ts',
  'test/sim/scene/import/*.test.ts',
  'test/adversary/{diagnosis,explain,filling,models,search,statistics}/*.test.ts',
  'test/adversary/{ast,density,experiment,failures,metrics,options}.test.ts',
  'test/agents/{client,pictures,protocol}/*.test.ts',
  'test/server/{bridges,encode,http,live,replay,sockets,store}/*.test.ts',
  'test/viewer/{*-data,*-parts,camera-rig,run-files}.test.ts',
];

/** What takes longest begins first, so that no core waits for it at the end; projects begin in the order of their names. */
const DEAR = [
  'test/docs.test.ts',
  'test/end-to-end/*.test.ts',
  'test/agents/python.test.ts',
  'test/viewer/{*-page,player,drive,explore}.test.ts',
  'test/server/{attack,harden,runs,train}/*.test.ts',
];

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
    projects: [
      { extends: true, test: { name: 'dear', include: DEAR } },
      // Files that keep nothing of their own in a process share one, and what it has loaded.
      { extends: true, test: { name: 'shared', isolate: false, include: SHARED } },
      {
        extends: true,
        test: { name: 'others', include: ['test/**/*.test.ts'], exclude: [...DEAR, ...SHARED] },
      },
    ],
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
