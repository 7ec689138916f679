import type { Solid } from './solids.ts';

const CELL_M = 16;
const NONE: readonly number[] = [];

/**
 * Finds the solids near a rectangle (the car, seen from above) without looking at the rest. The
 * danger: `around` is complete only for solids less than `reachM` from the place asked for.
 */
export class SolidGrid {
  readonly reachM: number;
  readonly #cells = new Map<number, number[]>();
  readonly #solids: readonly Solid[];
  // Per solid: cosine and sine of the heading, half length, half width.
  readonly #frames: Float64Array;

  constructor(solids: readonly Solid[], reachM: number) {
    this.reachM = reachM;
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

  /**
   * A lower bound on the distance in metres between a solid's footprint and a rectangle with its
   * centre at a place and its length along (cos, sin); negative when they overlap. It is the widest
   * gap along any side of either (separating axis theorem), so it is positive exactly when two
   * boxes are apart.
   */
  gapM(
    index: number,
    xM: number,
    yM: number,
    cos: number,
    sin: number,
    halfLengthM: number,
    halfWidthM: number,
  ): number {
    const solid = this.#solids[index] as Solid;
    const dx = xM - solid.xM;
    const dy = yM - solid.yM;
    const along = Math.abs(dx * cos + dy * sin) - halfLengthM;
    const across = Math.abs(dy * cos - dx * sin) - halfWidthM;
    const ownCos = this.#frames[index * 4] as number;
    const ownSin = this.#frames[index * 4 + 1] as number;
    const ownHalfLength = this.#frames[index * 4 + 2] as number;
    const ownHalfWidth = this.#frames[index * 4 + 3] as number;
    // From above a cylinder is as wide along every axis.
    if (solid.shape === 'cylinder') return Math.max(along, across) - ownHalfLength;
    const turnCos = Math.abs(cos * ownCos + sin * ownSin);
    const turnSin = Math.abs(sin * ownCos - cos * ownSin);
    const ownAlong = Math.abs(dx * ownCos + dy * ownSin) - ownHalfLength;
    const ownAcross = Math.abs(dy * ownCos - dx * ownSin) - ownHalfWidth;
    return Math.max(
      along - turnCos * ownHalfLength - turnSin * ownHalfWidth,
      across - turnSin * ownHalfLength - turnCos * ownHalfWidth,
      ownAlong - turnCos * halfLengthM - turnSin * halfWidthM,
      ownAcross - turnSin * halfLengthM - turnCos * halfWidthM,
    );
  }
}

function cellOf(coordinateM: number): number {
  return Math.floor(coordinateM / CELL_M);
}

function keyOf(column: number, row: number): number {
  return (column + 0x8000) * 0x10000 + (row + 0x8000);
}
