import type { EpisodeEntry } from '../../server/http/api.ts';
import type { CategoricalAxis, ContinuousAxis } from '../../sim/space/index.ts';

export const SPEED: ContinuousAxis = {
  kind: 'continuous',
  name: 'speedMps',
  unit: 'm/s',
  low: 0,
  high: 30,
  description: 'speed of the other car',
};

export const NORTH: ContinuousAxis = {
  kind: 'continuous',
  name: 'northM',
  unit: 'm',
  low: -2,
  high: 2,
  description: 'place along north',
};

export const WEATHER: CategoricalAxis = {
  kind: 'categorical',
  name: 'weather',
  values: ['dry', 'wet', 'ice'],
  description: 'grip',
};

/** A logged episode of the pool that passed, but for what is given. */
export function episode(id: string, changes: Partial<EpisodeEntry>): EpisodeEntry {
  const failed = changes.failed ?? false;
  return {
    id,
    phase: 'pool',
    point: [0, 0, 0],
    scene: { speedMps: 15, northM: 0, weather: 'wet' },
    seed: 1,
    task: 'toy/plane',
    status: 'done',
    q: failed ? 0.1 : 0.9,
    failed,
    reason: failed ? 'timeout' : 'goal',
    terms: {},
    steps: 6,
    error: null,
    ...changes,
  };
}
