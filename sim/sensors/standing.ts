import type { Solid } from '../world/solids.ts';

/** What stands still where a lidar can see it: a solid, on the ground or `bottomM` above it. */
export type Standing = Omit<Solid, 'id' | 'kind'> & { readonly bottomM?: number };
