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
