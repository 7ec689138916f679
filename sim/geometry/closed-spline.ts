/** A point in the world: x, y, z in metres. */
export type Point3 = readonly [number, number, number];

/**
 * A closed curve through points: one cubic per gap, with continuous position, slope and second
 * derivative everywhere (a periodic cubic spline). Its parameter grows by the square root of the distance
 * between neighbouring points (centripetal), which keeps the curve from looping where gaps are uneven.
 */
export class ClosedSpline {
  /** The parameter at each point; the last entry is the first point again. */
  readonly knots: Float64Array;
  readonly #points: readonly Point3[];
  /** Second derivatives at the points, x y z each. */
  readonly #bend: Float64Array;

  /** At least three points, no two neighbours in one place. */
  constructor(points: readonly Point3[]) {
    const n = points.length;
    this.#points = points;
    this.knots = new Float64Array(n + 1);
    for (let i = 0; i < n; i++) {
      const [a, b] = [points[i] as Point3, points[(i + 1) % n] as Point3];
      const gap = Math.sqrt(distanceM(a, b));
      if (n < 3 || !(gap > 0)) throw new RangeError('a closed spline takes three or more points, all apart');
      this.knots[i + 1] = (this.knots[i] as number) + gap;
    }
    this.#bend = this.#solveBend();
  }

  /** Writes position, first and second derivative at a parameter: nine numbers. */
  sample(t: number, into: Float64Array): void {
    const n = this.#points.length;
    let i = 0;
    while (i < n - 1 && t >= (this.knots[i + 1] as number)) i++;
    const gap = this.#gap(i);
    const ahead = (t - (this.knots[i] as number)) / gap;
    const back = 1 - ahead;
    const [a, b] = [this.#points[i] as Point3, this.#points[(i + 1) % n] as Point3];
    for (let k = 0; k < 3; k++) {
      const bendA = this.#bend[3 * i + k] as number;
      const bendB = this.#bend[3 * ((i + 1) % n) + k] as number;
      const [from, to] = [a[k] as number, b[k] as number];
      const scale = (gap * gap) / 6;
      into[k] =
        back * from +
        ahead * to +
        scale * ((back * back * back - back) * bendA + (ahead * ahead * ahead - ahead) * bendB);
      into[3 + k] =
        (to - from) / gap + (gap / 6) * ((3 * ahead * ahead - 1) * bendB - (3 * back * back - 1) * bendA);
      into[6 + k] = back * bendA + ahead * bendB;
    }
  }

  #gap(i: number): number {
    return (this.knots[i + 1] as number) - (this.knots[i] as number);
  }

  /**
   * Slopes agree at each point: gap(i-1) b(i-1) + 2 (gap(i-1) + gap(i)) b(i) + gap(i) b(i+1) equals six
   * times the change of the chord's slope. Gaussian elimination; the rows are diagonally dominant.
   */
  #solveBend(): Float64Array {
    const n = this.#points.length;
    const width = n + 3;
    const rows = new Float64Array(n * width);
    for (let i = 0; i < n; i++) {
      const before = (i + n - 1) % n;
      const after = (i + 1) % n;
      const [gapBefore, gapAfter] = [this.#gap(before), this.#gap(i)];
      const at = i * width;
      rows[at + before] = (rows[at + before] as number) + gapBefore;
      rows[at + i] = (rows[at + i] as number) + 2 * (gapBefore + gapAfter);
      rows[at + after] = (rows[at + after] as number) + gapAfter;
      const [p, q, r] = [this.#points[before], this.#points[i], this.#points[after]] as [
        Point3,
        Point3,
        Point3,
      ];
      for (let k = 0; k < 3; k++) {
        const [pk, qk, rk] = [p[k] as number, q[k] as number, r[k] as number];
        rows[at + n + k] = 6 * ((rk - qk) / gapAfter - (qk - pk) / gapBefore);
      }
    }
    for (let i = 0; i < n; i++) {
      const pivot = rows[i * width + i] as number;
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        const share = (rows[j * width + i] as number) / pivot;
        for (let k = i; k < width; k++) {
          rows[j * width + k] = (rows[j * width + k] as number) - share * (rows[i * width + k] as number);
        }
      }
    }
    const bend = new Float64Array(3 * n);
    for (let i = 0; i < n; i++) {
      const pivot = rows[i * width + i] as number;
      for (let k = 0; k < 3; k++) bend[3 * i + k] = (rows[i * width + n + k] as number) / pivot;
    }
    return bend;
  }
}

export function distanceM(a: Point3, b: Point3): number {
  const [x, y, z] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  return Math.sqrt(x * x + y * y + z * z);
}
