/** A pose on the ground. */
export interface PlanePose {
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
}

/** Nodes and weights of Gauss and Legendre's rule of 5 points on [-1, 1]. */
const GAUSS = [
  [0, 128 / 225],
  [Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, (322 + 13 * Math.sqrt(70)) / 900],
  [-Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, (322 + 13 * Math.sqrt(70)) / 900],
  [Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, (322 - 13 * Math.sqrt(70)) / 900],
  [-Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, (322 - 13 * Math.sqrt(70)) / 900],
] as const;

/** The rule is good to about 1e-12 where a panel turns by no more than this. */
const PANEL_TURN_RAD = 0.25;

/**
 * Where a clothoid is after `sM` metres: its curvature goes from `startPerM` by `ratePerM2` a metre; a
 * rate of 0 is an arc, and both 0 a line. By quadrature in panels, so that neither a long spiral nor a
 * fast one loses digits.
 */
export function alongClothoid(start: PlanePose, startPerM: number, ratePerM2: number, sM: number): PlanePose {
  const turnRad = Math.abs(startPerM * sM) + Math.abs(ratePerM2 * sM * sM);
  const panels = Math.max(1, Math.ceil(turnRad / PANEL_TURN_RAD));
  const half = sM / panels / 2;
  const heading = (s: number) => start.headingRad + s * (startPerM + (ratePerM2 * s) / 2);
  let x = 0;
  let y = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = (2 * panel + 1) * half;
    for (const [node, weight] of GAUSS) {
      const angle = heading(middle + half * node);
      x += weight * Math.cos(angle);
      y += weight * Math.sin(angle);
    }
  }
  return { xM: start.xM + x * half, yM: start.yM + y * half, headingRad: heading(sM) };
}

/** a + b t + c t^2 + d t^3. */
export type Cubic = readonly [number, number, number, number];

export function cubicAt([a, b, c, d]: Cubic, t: number): number {
  return a + t * (b + t * (c + t * d));
}

/** A place of a start pose's own frame, u ahead and v to the left, on the ground. */
export function fromLocal(
  { xM, yM, headingRad }: PlanePose,
  u: number,
  v: number,
): readonly [number, number] {
  const cos = Math.cos(headingRad);
  const sin = Math.sin(headingRad);
  return [xM + u * cos - v * sin, yM + u * sin + v * cos];
}
