/** Where a curve is at a parameter. */
export type CurveAt = (u: number) => readonly [number, number];

/** Chord lengths from the first point, divided by the whole; null if two neighbours are the same. */
export function chordParameters(points: readonly (readonly [number, number])[]): Float64Array | null {
  const u = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1] as readonly [number, number];
    const [bx, by] = points[i] as readonly [number, number];
    const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    if (!(length > 0)) return null;
    u[i] = (u[i - 1] as number) + length;
  }
  const whole = u[u.length - 1] as number;
  for (let i = 0; i < u.length; i++) u[i] = (u[i] as number) / whole;
  return u;
}

/**
 * The curve through points over chord-length parameters from 0 to 1: straight through two, a parabola
 * through three, else a cubic spline whose third derivative is continuous at the second and the last
 * but one ("not a knot"). Outside [0, 1] the end pieces go on. These are the curves of FITPACK's
 * interpolation (scipy's `splprep` with s = 0 and k = 1, 2, 3). Neighbouring points must differ.
 */
export function splineThrough(points: readonly (readonly [number, number])[]): CurveAt {
  const u = chordParameters(points);
  if (u === null || points.length < 2) throw new RangeError('a spline needs two points, neighbours apart');
  const x = interpolant(
    u,
    points.map(([x]) => x),
  );
  const y = interpolant(
    u,
    points.map(([, y]) => y),
  );
  return (at) => [x(at), y(at)];
}

function interpolant(u: Float64Array, values: readonly number[]): (at: number) => number {
  if (values.length <= 3) return polynomial(u, values);
  const second = secondDerivatives(u, values);
  return (at) => {
    let low = 0;
    let high = u.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((u[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    const h = (u[low + 1] as number) - (u[low] as number);
    const a = ((u[low + 1] as number) - at) / h;
    const b = (at - (u[low] as number)) / h;
    const bend = (a * a * a - a) * (second[low] as number) + (b * b * b - b) * (second[low + 1] as number);
    return a * (values[low] as number) + b * (values[low + 1] as number) + (bend * h * h) / 6;
  };
}

/** Newton's form through two or three values. */
function polynomial(u: Float64Array, values: readonly number[]): (at: number) => number {
  const [u0, u1, u2] = u as unknown as [number, number, number];
  const [v0, v1, v2] = values as unknown as [number, number, number];
  const first = (v1 - v0) / (u1 - u0);
  const bend = values.length === 3 ? ((v2 - v1) / (u2 - u1) - first) / (u2 - u0) : 0;
  return (at) => v0 + (at - u0) * (first + (values.length === 3 ? (at - u1) * bend : 0));
}

/** Second derivatives at the knots of a cubic spline, not-a-knot at both ends; four values or more. */
function secondDerivatives(u: Float64Array, values: readonly number[]): Float64Array {
  const n = values.length;
  const h = (i: number) => (u[i + 1] as number) - (u[i] as number);
  const slope = (i: number) => ((values[i + 1] as number) - (values[i] as number)) / h(i);
  // Row i, of the inner knots: h(i-1) m(i-1) + 2 (h(i-1) + h(i)) m(i) + h(i) m(i+1) = 6 (slope(i) - slope(i-1)).
  // The outermost m are linear in their two neighbours, and put into the first and the last row.
  const below = new Float64Array(n);
  const middle = new Float64Array(n);
  const above = new Float64Array(n);
  const right = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    below[i] = h(i - 1);
    middle[i] = 2 * (h(i - 1) + h(i));
    above[i] = h(i);
    right[i] = 6 * (slope(i) - slope(i - 1));
  }
  const startRatio = h(0) / h(1);
  middle[1] = (middle[1] as number) + h(0) * (1 + startRatio);
  above[1] = (above[1] as number) - h(0) * startRatio;
  const endRatio = h(n - 2) / h(n - 3);
  middle[n - 2] = (middle[n - 2] as number) + h(n - 2) * (1 + endRatio);
  below[n - 2] = (below[n - 2] as number) - h(n - 2) * endRatio;
  for (let i = 2; i < n - 1; i++) {
    const factor = (below[i] as number) / (middle[i - 1] as number);
    middle[i] = (middle[i] as number) - factor * (above[i - 1] as number);
    right[i] = (right[i] as number) - factor * (right[i - 1] as number);
  }
  const m = new Float64Array(n);
  for (let i = n - 2; i >= 1; i--) {
    const known = i === n - 2 ? 0 : (above[i] as number) * (m[i + 1] as number);
    m[i] = ((right[i] as number) - known) / (middle[i] as number);
  }
  m[0] = (m[1] as number) + startRatio * ((m[1] as number) - (m[2] as number));
  m[n - 1] = (m[n - 2] as number) + endRatio * ((m[n - 2] as number) - (m[n - 3] as number));
  return m;
}
