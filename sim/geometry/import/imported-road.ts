import type { PointM, Road } from '../road.ts';

/** A road as a file gives it. */
export interface ImportedRoad extends Road {
  /** The points that an SBFT road's curve leads through; its nodes are then those of the competition. */
  readonly roadPoints: readonly PointM[] | null;
}
