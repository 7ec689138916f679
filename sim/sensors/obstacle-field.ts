import { meetBox, meetDrum } from './meet-obstacle.ts';
import { NUMBERS, type Obstacle, packObstacle, RADIUS, X, Y } from './obstacle.ts';

/** Directions round the compass, each with the obstacles that a ray may meet there. */
const SECTORS = 512;
const SECTORS_PER_RAD = SECTORS / (2 * Math.PI);
/** Many times what rounding can move a bearing or a distance by. */
const SLACK = 1e-6;
/** Rays steeper than this have no bearing to speak of. */
const STEEP = 1e-3;

/**
 * What still and moving things a scanner's rays meet. `look` sorts what is within reach by sector and
 * distance; `cast` then tries few of them, and its answer is that of trying all, to the bit. The
 * danger: it is about the place that was last looked from.
 */
export class ObstacleField {
  readonly #still: Float64Array;
  readonly #stillCount: number;
  /** What is within reach, the nearest first. */
  #near = new Float64Array(0);
  #nearCount = 0;
  /** Level distance to each one's upright cylinder; negative within. */
  #apartM = new Float64Array(0);
  #order = new Uint32Array(0);
  #gathered = new Float64Array(0);
  #gatheredApartM = new Float64Array(0);
  /** Where each sector's list begins; one more for the end. */
  readonly #sectorStart = new Uint32Array(SECTORS + 1);
  #sectorItems = new Uint32Array(0);
  #fromX = 0;
  #fromY = 0;
  #fromZ = 0;

  constructor(solids: readonly Obstacle[]) {
    this.#stillCount = solids.length;
    this.#still = new Float64Array(solids.length * NUMBERS);
    solids.forEach((solid, i) => {
      packObstacle(solid, this.#still, i * NUMBERS);
    });
  }

  /** Prepares for rays from a place that matter up to a range. */
  look(xM: number, yM: number, zM: number, rangeM: number, movers: readonly Obstacle[]): void {
    this.#fromX = xM;
    this.#fromY = yM;
    this.#fromZ = zM;
    this.#gather(rangeM, movers);
    this.#sortByDistance();
    this.#sortBySector();
  }

  /**
   * How far along a ray of unit direction the first obstacle or the ground (z = 0) is, in metres;
   * Infinity where there is none. A ray that starts inside an obstacle meets its inner side.
   */
  cast(dx: number, dy: number, dz: number): number {
    const z = this.#fromZ;
    let nearest = dz < 0 && z > 0 ? -z / dz : Number.POSITIVE_INFINITY;
    const level = Math.sqrt(dx * dx + dy * dy);
    const steep = level < STEEP;
    const sector = steep ? 0 : sectorOf(Math.atan2(dy, dx));
    const items = this.#sectorItems;
    const from = steep ? 0 : (this.#sectorStart[sector] as number);
    const to = steep ? this.#nearCount : (this.#sectorStart[sector + 1] as number);
    for (let k = from; k < to; k++) {
      const i = steep ? k : (items[k] as number);
      // All that follow are farther away.
      if ((this.#apartM[i] as number) - SLACK > nearest * level) break;
      const found = this.#meet(i * NUMBERS, dx, dy, dz, level);
      if (found < nearest) nearest = found;
    }
    return nearest;
  }

  #meet(at: number, dx: number, dy: number, dz: number, level: number): number {
    const near = this.#near;
    const px = (near[at + X] as number) - this.#fromX;
    const py = (near[at + Y] as number) - this.#fromY;
    const radius = near[at + RADIUS] as number;
    // Passes beside it, or it lies behind.
    if (Math.abs(dx * py - dy * px) > radius * level) return Number.POSITIVE_INFINITY;
    if (dx * px + dy * py < -radius * level) return Number.POSITIVE_INFINITY;
    return near[at] === 0
      ? meetBox(near, at, -px, -py, this.#fromZ, dx, dy, dz)
      : meetDrum(near, at, -px, -py, this.#fromZ, dx, dy, dz);
  }

  /** Copies what is within reach. */
  #gather(rangeM: number, movers: readonly Obstacle[]): void {
    this.#makeRoom(this.#stillCount + movers.length);
    const [still, gathered] = [this.#still, this.#gathered];
    let count = 0;
    for (let from = 0; from < this.#stillCount * NUMBERS; from += NUMBERS) {
      if (!this.#reaches(still, from, rangeM, count)) continue;
      const to = count++ * NUMBERS;
      for (let k = 0; k < NUMBERS; k++) gathered[to + k] = still[from + k] as number;
    }
    for (const mover of movers) {
      packObstacle(mover, gathered, count * NUMBERS);
      if (this.#reaches(gathered, count * NUMBERS, rangeM, count)) count++;
    }
    this.#nearCount = count;
  }

  #reaches(from: Float64Array, at: number, rangeM: number, place: number): boolean {
    const dx = (from[at + X] as number) - this.#fromX;
    const dy = (from[at + Y] as number) - this.#fromY;
    const radius = from[at + RADIUS] as number;
    const reachM = rangeM + radius;
    const square = dx * dx + dy * dy;
    if (square > reachM * reachM) return false;
    this.#gatheredApartM[place] = Math.sqrt(square) - radius;
    return true;
  }

  #sortByDistance(): void {
    const apartM = this.#gatheredApartM;
    const order = this.#order.subarray(0, this.#nearCount);
    for (let i = 0; i < order.length; i++) order[i] = i;
    order.sort((a, b) => (apartM[a] as number) - (apartM[b] as number));
    for (let i = 0; i < order.length; i++) {
      const from = order[i] as number;
      this.#apartM[i] = apartM[from] as number;
      for (let k = 0; k < NUMBERS; k++) {
        this.#near[i * NUMBERS + k] = this.#gathered[from * NUMBERS + k] as number;
      }
    }
  }

  /** Counts, then fills: each sector's list runs from near to far. */
  #sortBySector(): void {
    const start = this.#sectorStart.fill(0);
    let all = 0;
    for (let i = 0; i < this.#nearCount; i++) {
      const first = this.#firstSector(i);
      const width = this.#sectorWidth(i);
      all += width;
      for (let k = 0; k < width; k++) {
        const next = ((first + k) & (SECTORS - 1)) + 1;
        start[next] = (start[next] as number) + 1;
      }
    }
    for (let s = 0; s < SECTORS; s++) start[s + 1] = (start[s + 1] as number) + (start[s] as number);
    if (this.#sectorItems.length < all) this.#sectorItems = new Uint32Array(2 * all);
    for (let i = this.#nearCount - 1; i >= 0; i--) {
      const first = this.#firstSector(i);
      const width = this.#sectorWidth(i);
      for (let k = 0; k < width; k++) {
        // Filled from behind, which leaves the end of each list where its start is to be.
        const next = ((first + k) & (SECTORS - 1)) + 1;
        const place = (start[next] as number) - 1;
        start[next] = place;
        this.#sectorItems[place] = i;
      }
    }
    start.copyWithin(0, 1);
    start[SECTORS] = all;
  }

  #firstSector(i: number): number {
    return sectorOf(this.#bearing(i) - this.#halfAngle(i));
  }

  #sectorWidth(i: number): number {
    if ((this.#apartM[i] as number) <= SLACK) return SECTORS;
    const [bearing, half] = [this.#bearing(i), this.#halfAngle(i)];
    const width =
      Math.floor((bearing + half) * SECTORS_PER_RAD) - Math.floor((bearing - half) * SECTORS_PER_RAD);
    return Math.min(SECTORS, width + 1);
  }

  #bearing(i: number): number {
    const near = this.#near;
    return Math.atan2(
      (near[i * NUMBERS + Y] as number) - this.#fromY,
      (near[i * NUMBERS + X] as number) - this.#fromX,
    );
  }

  /** Half of how wide an obstacle is seen, a little more rather than less. */
  #halfAngle(i: number): number {
    const radius = this.#near[i * NUMBERS + RADIUS] as number;
    const apartM = this.#apartM[i] as number;
    return apartM <= SLACK ? Math.PI : Math.asin(radius / (radius + apartM)) + SLACK;
  }

  #makeRoom(count: number): void {
    if (this.#order.length >= count) return;
    this.#order = new Uint32Array(count);
    this.#apartM = new Float64Array(count);
    this.#near = new Float64Array(count * NUMBERS);
    this.#gatheredApartM = new Float64Array(count);
    this.#gathered = new Float64Array(count * NUMBERS);
  }
}

function sectorOf(bearingRad: number): number {
  return Math.floor(bearingRad * SECTORS_PER_RAD) & (SECTORS - 1);
}
