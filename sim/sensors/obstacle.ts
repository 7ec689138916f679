import type { Solid } from '../world/solids.ts';

/** Something that rays meet: an upright box or cylinder between two heights. */
export interface Obstacle {
  readonly shape: 'box' | 'cylinder';
  readonly xM: number;
  readonly yM: number;
  readonly cos: number;
  readonly sin: number;
  readonly halfLengthM: number;
  readonly halfWidthM: number;
  readonly bottomM: number;
  readonly topM: number;
  /** Of the upright cylinder about it. */
  readonly radiusM: number;
}

/** A solid that stands on `bottomM`. A cylinder's length is its diameter. */
export function obstacle(solid: Omit<Solid, 'id' | 'kind'>, bottomM = 0): Obstacle {
  const [halfLengthM, halfWidthM] = [solid.lengthM / 2, solid.widthM / 2];
  const { shape, xM, yM, headingRad, heightM } = solid;
  const diagonalM = Math.sqrt(halfLengthM * halfLengthM + halfWidthM * halfWidthM);
  return {
    ...{ shape, xM, yM, halfLengthM, halfWidthM, bottomM, topM: bottomM + heightM },
    cos: Math.cos(headingRad),
    sin: Math.sin(headingRad),
    radiusM: shape === 'box' ? diagonalM : halfLengthM,
  };
}

/** An obstacle as numbers one after another: 0 for a box or 1 for a cylinder, then these. */
export const NUMBERS = 10;
export const X = 1;
export const Y = 2;
export const COS = 3;
export const SIN = 4;
export const HALF_LENGTH = 5;
export const HALF_WIDTH = 6;
export const BOTTOM = 7;
export const TOP = 8;
export const RADIUS = 9;

export function packObstacle(it: Obstacle, into: Float64Array, at: number): void {
  into[at] = it.shape === 'box' ? 0 : 1;
  into[at + X] = it.xM;
  into[at + Y] = it.yM;
  into[at + COS] = it.cos;
  into[at + SIN] = it.sin;
  into[at + HALF_LENGTH] = it.halfLengthM;
  into[at + HALF_WIDTH] = it.halfWidthM;
  into[at + BOTTOM] = it.bottomM;
  into[at + TOP] = it.topM;
  into[at + RADIUS] = it.radiusM;
}
