import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { sobolPoints } from '../filling/sobol.ts';

/** What one axis has to do with how a function varies, as shares of its variance. */
export interface AxisShares {
  /** First order: by itself. */
  readonly first: number;
  /** Total: by itself and together with others. */
  readonly total: number;
}

/** Two samples A and B, and for each axis A with that axis from B. */
export interface SobolDesign {
  readonly a: readonly Point[];
  readonly b: readonly Point[];
  readonly mixed: readonly (readonly Point[])[];
}

/** The values of a function on a design. */
export interface SobolValues {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly mixed: readonly ArrayLike<number>[];
}

/** Saltelli's design (2010) on a shifted Sobol sequence: n (d + 2) points; `snap` puts each where it is run. */
export function sobolDesign(
  n: number,
  dimension: number,
  rng: Rng,
  snap: (point: Point) => Point = (point) => point,
): SobolDesign {
  const both = sobolPoints(n, 2 * dimension, rng);
  const a = both.map((point) => snap(point.slice(0, dimension)));
  const b = both.map((point) => snap(point.slice(dimension)));
  const mixed = Array.from({ length: dimension }, (_, axis) =>
    a.map((point, k) => point.map((x, i) => (i === axis ? ((b[k] as Point)[i] as number) : x))),
  );
  return { a, b, mixed };
}

export function evaluateDesign(design: SobolDesign, f: (point: Point) => number): SobolValues {
  return {
    a: Float64Array.from(design.a, f),
    b: Float64Array.from(design.b, f),
    mixed: design.mixed.map((points) => Float64Array.from(points, f)),
  };
}

/**
 * First-order indices as in Saltelli et al. 2010 (table 2, b), total ones as in Jansen 1999. `rows` picks
 * the rows to use, some of them more than once for a bootstrap. All zero for a function that does not vary.
 */
export function sobolIndices(values: SobolValues, rows: ArrayLike<number>): readonly AxisShares[] {
  const { a, b, mixed } = values;
  const n = rows.length;
  let [sum, square] = [0, 0];
  for (let k = 0; k < n; k++) {
    const row = rows[k] as number;
    for (const x of [a[row] as number, b[row] as number]) {
      sum += x;
      square += x * x;
    }
  }
  const centre = sum / (2 * n);
  const variance = square / (2 * n) - centre * centre;
  return mixed.map((values) => {
    if (!(variance > 1e-12 * (1 + centre * centre))) return { first: 0, total: 0 };
    let [first, total] = [0, 0];
    for (let k = 0; k < n; k++) {
      const row = rows[k] as number;
      const difference = (values[row] as number) - (a[row] as number);
      first += ((b[row] as number) - centre) * difference;
      total += difference * difference;
    }
    return { first: first / (n * variance), total: total / (2 * n * variance) };
  });
}
