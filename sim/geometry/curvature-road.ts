import type { PointM } from './road.ts';

/** Road points are this far apart along the line. */
const POINT_STEP_M = 10;

/**
 * The road points of a line that bends by one curvature after another, each held for `segmentM`
 * metres, as a circle's arc: it sets out to the north, and its bounding box is put in the middle of a
 * square map whose corner is the origin. Curvatures are per metre, positive to the left.
 */
export function curvaturePoints(
  curvaturesPerM: readonly number[],
  segmentM: number,
  mapSizeM: number,
): PointM[] {
  const steps = Math.round(segmentM / POINT_STEP_M);
  const stepM = segmentM / steps;
  let x = 0;
  let y = 0;
  let headingRad = Math.PI / 2;
  const points: PointM[] = [[x, y]];
  for (const curvature of curvaturesPerM) {
    for (let k = 0; k < steps; k++) {
      const turn = curvature * stepM;
      // The chord of the arc: its length, and its direction half a turn on.
      const half = turn / 2;
      const chord = Math.abs(half) < 1e-9 ? stepM : (stepM * Math.sin(half)) / half;
      x += chord * Math.cos(headingRad + half);
      y += chord * Math.sin(headingRad + half);
      headingRad += turn;
      points.push([x, y]);
    }
  }
  const xs = points.map(([px]) => px);
  const ys = points.map(([, py]) => py);
  const offsetX = mapSizeM / 2 - (Math.min(...xs) + Math.max(...xs)) / 2;
  const offsetY = mapSizeM / 2 - (Math.min(...ys) + Math.max(...ys)) / 2;
  return points.map(([px, py]) => [roundMm(px + offsetX), roundMm(py + offsetY)]);
}

function roundMm(value: number): number {
  return Math.round(value * 1000) / 1000;
}
