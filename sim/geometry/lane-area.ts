/** Twice as many corners as a rectangle cut by four half-planes can have. */
const MOST_CORNERS = 16;

/**
 * How much of a rectangle lies on convex quadrangles that do not overlap one another. It allocates
 * nothing after it is made. The danger: quadrangles must go round counter-clockwise.
 */
export class LaneArea {
  readonly #quads: Float64Array;
  #from = new Float64Array(MOST_CORNERS * 2);
  #to = new Float64Array(MOST_CORNERS * 2);

  /** `quads`: four corners each, x0, y0, ... x3, y3, counter-clockwise. */
  constructor(quads: Float64Array) {
    this.#quads = quads;
  }

  get count(): number {
    return this.#quads.length / 8;
  }

  /**
   * The rectangle's area inside quadrangles `first` to `last`, square metres. The rectangle lies
   * round (xM, yM), its length along the heading.
   */
  insideM2(
    xM: number,
    yM: number,
    headingRad: number,
    lengthM: number,
    widthM: number,
    first: number,
    last: number,
  ): number {
    const alongX = (Math.cos(headingRad) * lengthM) / 2;
    const alongY = (Math.sin(headingRad) * lengthM) / 2;
    const leftX = (-Math.sin(headingRad) * widthM) / 2;
    const leftY = (Math.cos(headingRad) * widthM) / 2;
    let area = 0;
    for (let quad = Math.max(0, first); quad <= last && quad < this.count; quad++) {
      const corners = this.#from;
      corners[0] = xM + alongX - leftX;
      corners[1] = yM + alongY - leftY;
      corners[2] = xM + alongX + leftX;
      corners[3] = yM + alongY + leftY;
      corners[4] = xM - alongX + leftX;
      corners[5] = yM - alongY + leftY;
      corners[6] = xM - alongX - leftX;
      corners[7] = yM - alongY - leftY;
      area += this.#clipped(quad * 8, 4);
    }
    return area;
  }

  /** Cuts the polygon in #from by the four sides of a quadrangle (Sutherland and Hodgman), gives its area. */
  #clipped(at: number, corners: number): number {
    const quads = this.#quads;
    let count = corners;
    for (let side = 0; side < 8 && count > 0; side += 2) {
      const px = quads[at + side] as number;
      const py = quads[at + side + 1] as number;
      const dx = (quads[at + ((side + 2) & 7)] as number) - px;
      const dy = (quads[at + ((side + 3) & 7)] as number) - py;
      const from = this.#from;
      const to = this.#to;
      let kept = 0;
      let ax = from[2 * count - 2] as number;
      let ay = from[2 * count - 1] as number;
      let insideA = dx * (ay - py) - dy * (ax - px);
      for (let i = 0; i < count; i++) {
        const bx = from[2 * i] as number;
        const by = from[2 * i + 1] as number;
        const insideB = dx * (by - py) - dy * (bx - px);
        if (insideA >= 0 !== insideB >= 0) {
          const t = insideA / (insideA - insideB);
          to[2 * kept] = ax + (bx - ax) * t;
          to[2 * kept + 1] = ay + (by - ay) * t;
          kept++;
        }
        if (insideB >= 0) {
          to[2 * kept] = bx;
          to[2 * kept + 1] = by;
          kept++;
        }
        ax = bx;
        ay = by;
        insideA = insideB;
      }
      count = kept;
      this.#from = to;
      this.#to = from;
    }
    let twice = 0;
    const shape = this.#from;
    for (let i = 0, j = count - 1; i < count; j = i++) {
      twice +=
        (shape[2 * j] as number) * (shape[2 * i + 1] as number) -
        (shape[2 * i] as number) * (shape[2 * j + 1] as number);
    }
    return twice / 2;
  }
}
