import { Body, Box, Cylinder, Quaternion, Vec3 } from 'cannon-es';

/**
 * Something that stands on the ground and stops a car. A box has its length along its heading;
 * a cylinder stands upright and has `lengthM` as its diameter. Positions are of the centre.
 */
export interface Solid {
  readonly id: string;
  readonly kind: 'building' | 'tree' | 'pole' | 'car';
  readonly shape: 'box' | 'cylinder';
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
}

const CELL_M = 16;
const CYLINDER_SIDES = 12;

/**
 * Finds the solids near a place without looking at the rest. The danger: it answers only for
 * circles up to the `reachM` it was built with.
 */
export class SolidGrid {
  readonly #cells = new Map<number, number[]>();
  readonly #solids: readonly Solid[];
  // Per solid: cosine and sine of the heading, half length, half width.
  readonly #frames: Float64Array;

  constructor(solids: readonly Solid[], reachM: number) {
    this.#solids = solids;
    this.#frames = new Float64Array(solids.length * 4);
    solids.forEach((solid, index) => {
      const halfLength = solid.lengthM / 2;
      const halfWidth = (solid.shape === 'cylinder' ? solid.lengthM : solid.widthM) / 2;
      const cos = Math.cos(solid.headingRad);
      const sin = Math.sin(solid.headingRad);
      this.#frames.set([cos, sin, halfLength, halfWidth], index * 4);
      const spanX = Math.abs(cos) * halfLength + Math.abs(sin) * halfWidth + reachM;
      const spanY = Math.abs(sin) * halfLength + Math.abs(cos) * halfWidth + reachM;
      for (let column = cellOf(solid.xM - spanX); column <= cellOf(solid.xM + spanX); column++) {
        for (let row = cellOf(solid.yM - spanY); row <= cellOf(solid.yM + spanY); row++) {
          const key = keyOf(column, row);
          const cell = this.#cells.get(key);
          if (cell === undefined) this.#cells.set(key, [index]);
          else cell.push(index);
        }
      }
    });
  }

  /** Indices of the solids that may be within reach of a place, in ascending order. */
  around(xM: number, yM: number): readonly number[] {
    return this.#cells.get(keyOf(cellOf(xM), cellOf(yM))) ?? NONE;
  }

  /** Whether a solid's footprint (a cylinder's bounding square) comes within `radiusM` of a place. */
  isWithin(index: number, xM: number, yM: number, radiusM: number): boolean {
    const solid = this.#solids[index] as Solid;
    const cos = this.#frames[index * 4] as number;
    const sin = this.#frames[index * 4 + 1] as number;
    const dx = xM - solid.xM;
    const dy = yM - solid.yM;
    const outX = Math.abs(dx * cos + dy * sin) - (this.#frames[index * 4 + 2] as number);
    const outY = Math.abs(dy * cos - dx * sin) - (this.#frames[index * 4 + 3] as number);
    const gapX = Math.max(0, outX);
    const gapY = Math.max(0, outY);
    return gapX * gapX + gapY * gapY <= radiusM * radiusM;
  }
}

/** The immovable body of a solid, standing on z = 0. */
export function solidBody(solid: Solid): Body {
  const body = new Body({ mass: 0 });
  body.position.set(solid.xM, solid.yM, solid.heightM / 2);
  body.quaternion.set(0, 0, Math.sin(solid.headingRad / 2), Math.cos(solid.headingRad / 2));
  if (solid.shape === 'box') {
    body.addShape(new Box(new Vec3(solid.lengthM / 2, solid.widthM / 2, solid.heightM / 2)));
  } else {
    // The engine's cylinders lie along y.
    const radiusM = solid.lengthM / 2;
    body.addShape(
      new Cylinder(radiusM, radiusM, solid.heightM, CYLINDER_SIDES),
      new Vec3(),
      new Quaternion(Math.SQRT1_2, 0, 0, Math.SQRT1_2),
    );
  }
  // The pose was set after construction: without this the bounding box stays at the origin.
  body.aabbNeedsUpdate = true;
  return body;
}

const NONE: readonly number[] = [];

function cellOf(coordinateM: number): number {
  return Math.floor(coordinateM / CELL_M);
}

function keyOf(column: number, row: number): number {
  return (column + 0x8000) * 0x10000 + (row + 0x8000);
}
