import type { Gate } from './gate.ts';
import type { PointM } from './road.ts';

/** What a scene lays out for an agent to follow, as plain data: metres and radians, x east, y north, z up. */
export type Course =
  | {
      /** A two-lane road; the agent keeps to the right of its centre line. */
      readonly kind: 'road';
      readonly closed: boolean;
      readonly centreM: readonly PointM[];
      /** How far the asphalt reaches to either side, at each point. */
      readonly leftM: readonly number[];
      readonly rightM: readonly number[];
      /** The points that an SBFT road's curve leads through; null for a road of another kind. */
      readonly roadPointsM: readonly PointM[] | null;
    }
  | {
      /** One lane through the town. */
      readonly kind: 'lane';
      readonly centreM: readonly PointM[];
      readonly widthM: number;
    }
  | {
      /** A closed course through gates, in the order in which they are flown. */
      readonly kind: 'gates';
      readonly centreM: readonly (readonly [number, number, number])[];
      readonly gates: readonly Gate[];
    };

/** Points of a flat list x0, y0, x1, y1, ... */
export function pointsOf(xyM: ArrayLike<number>): PointM[] {
  return Array.from(
    { length: xyM.length / 2 },
    (_, i): PointM => [xyM[2 * i] as number, xyM[2 * i + 1] as number],
  );
}
