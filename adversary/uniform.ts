import type { Rng } from '../sim/core/index.ts';
import type { Point } from '../sim/space/index.ts';
import type { Proposal } from './adversary.ts';

/** A point drawn uniformly from [-1, 1]^d. */
export function uniformPoint(rng: Rng, dimension: number): Point {
  return Array.from({ length: dimension }, () => rng.range(-1, 1));
}

/** Proposals of one phase with ids that count up: "pool-00000", "pool-00001", ... */
export function namedProposals(
  phase: string,
  prefix: string,
  points: readonly Point[],
  from = 0,
): Proposal[] {
  return points.map((point, i) => ({ id: `${prefix}-${String(from + i).padStart(5, '0')}`, phase, point }));
}
