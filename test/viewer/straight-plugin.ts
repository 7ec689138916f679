import { registerAgent } from '../../agents/index.ts';

/**
 * Drives on with the wheel held still: on a straight road it is luck of the start, and so of the
 * seed, whether it stays on it. Registered by name for the command line and its workers.
 */
registerAgent('straight-on', () => ({
  name: 'straight-on',
  version: '1',
  needs: { camera: null, truth: false },
  reset() {},
  act: (batch) => batch.map(() => [0, 0.6, 0]),
}));

const THINKS_MS = 10;

/** The same, slowly: for those who want to see it drive. */
registerAgent('straight-on-slowly', () => ({
  name: 'straight-on-slowly',
  version: '1',
  needs: { camera: null, truth: false },
  reset() {},
  async act(batch) {
    await new Promise((resolve) => setTimeout(resolve, THINKS_MS));
    return batch.map(() => [0, 0.6, 0]);
  },
}));
