/**
 * A directed curve on the ground, sampled at an even step. Straight lines and circular arcs are
 * sampled in closed form, so headings and curvatures are exact.
 */
export interface Path {
  /** Distance between samples. */
  readonly stepM: number;
  readonly count: number;
  readonly lengthM: number;
  /** x0, y0, x1, y1, ... */
  readonly xyM: Float64Array;
  readonly headingRad: Float64Array;
  /** Positive turns left. */
  readonly curvaturePerM: Float64Array;
}

type Piece =
  | { readonly kind: 'line'; readonly lengthM: number }
  | { readonly kind: 'arc'; readonly lengthM: number; readonly curvaturePerM: number };

/** Strings lines and arcs together from a start pose. */
export class PathBuilder {
  readonly #start: { readonly xM: number; readonly yM: number; readonly headingRad: number };
  readonly #pieces: Piece[] = [];

  constructor(xM: number, yM: number, headingRad: number) {
    this.#start = { xM, yM, headingRad };
  }

  line(lengthM: number): this {
    if (lengthM > 1e-9) this.#pieces.push({ kind: 'line', lengthM });
    return this;
  }

  /** Turns by `angleRad` (positive left) on a circle of `radiusM`. */
  arc(radiusM: number, angleRad: number): this {
    const lengthM = Math.abs(angleRad) * radiusM;
    this.#pieces.push({ kind: 'arc', lengthM, curvaturePerM: Math.sign(angleRad) / radiusM });
    return this;
  }

  get lengthM(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.lengthM, 0);
  }

  /** Samples every `stepM`; the last sample lies at most one step before the end. */
  sample(stepM: number): Path {
    const count = Math.floor(this.lengthM / stepM + 1e-9) + 1;
    const xyM = new Float64Array(count * 2);
    const headingRad = new Float64Array(count);
    const curvaturePerM = new Float64Array(count);
    let { xM, yM, headingRad: heading } = this.#start;
    let next = 0;
    let pieceStartM = 0;
    for (const piece of this.#pieces) {
      const last = piece === this.#pieces.at(-1);
      const endM = pieceStartM + piece.lengthM;
      const curvature = piece.kind === 'arc' ? piece.curvaturePerM : 0;
      for (; next < count && (last || next * stepM < endM); next++) {
        const s = next * stepM - pieceStartM;
        const [dx, dy] = along(heading, curvature, s);
        xyM[next * 2] = xM + dx;
        xyM[next * 2 + 1] = yM + dy;
        headingRad[next] = heading + curvature * s;
        curvaturePerM[next] = curvature;
      }
      const [dx, dy] = along(heading, curvature, piece.lengthM);
      xM += dx;
      yM += dy;
      heading += curvature * piece.lengthM;
      pieceStartM = endM;
    }
    return { stepM, count, lengthM: (count - 1) * stepM, xyM, headingRad, curvaturePerM };
  }
}

/** Displacement after `s` metres on a circle of the given curvature. */
function along(headingRad: number, curvaturePerM: number, s: number): [number, number] {
  if (curvaturePerM === 0) return [Math.cos(headingRad) * s, Math.sin(headingRad) * s];
  const end = headingRad + curvaturePerM * s;
  return [
    (Math.sin(end) - Math.sin(headingRad)) / curvaturePerM,
    (Math.cos(headingRad) - Math.cos(end)) / curvaturePerM,
  ];
}

/** Where a point is beside a path. */
export interface PathPosition {
  /** Distance along the path. */
  progressM: number;
  /** Positive to the left. */
  offsetM: number;
  index: number;
}

/**
 * Finds the place on the path nearest to a point, looking only near the last known index so that
 * a route that crosses itself is followed in order. Writes into `position` and returns it.
 */
export function locate(path: Path, xM: number, yM: number, position: PathPosition): PathPosition {
  const from = Math.max(0, position.index - Math.ceil(5 / path.stepM));
  const to = Math.min(path.count - 1, position.index + Math.ceil(10 / path.stepM));
  let best = from;
  let bestDistance2 = Number.POSITIVE_INFINITY;
  for (let i = from; i <= to; i++) {
    const dx = xM - (path.xyM[i * 2] as number);
    const dy = yM - (path.xyM[i * 2 + 1] as number);
    const distance2 = dx * dx + dy * dy;
    if (distance2 < bestDistance2) {
      bestDistance2 = distance2;
      best = i;
    }
  }
  const heading = path.headingRad[best] as number;
  const dx = xM - (path.xyM[best * 2] as number);
  const dy = yM - (path.xyM[best * 2 + 1] as number);
  position.index = best;
  position.progressM = best * path.stepM + dx * Math.cos(heading) + dy * Math.sin(heading);
  position.offsetM = dy * Math.cos(heading) - dx * Math.sin(heading);
  return position;
}
