import type { Path } from './path.ts';
import { besideLine, lineLengthM, type PointM, type Road } from './road.ts';
import { speedProfile } from './route.ts';

/** A road as one drives it: along the middle of its right lane, from its first point to its last. */
export interface LaneRoute {
  readonly road: Road;
  readonly path: Path;
  /** The speed a careful driver holds at each sample of the path. */
  readonly speedMps: Float64Array;
  /** Width of the right lane at each sample. */
  readonly laneWidthM: Float64Array;
  /**
   * The right lane in convex pieces, four corners each, counter-clockwise: one for each stretch of
   * the centre line, and before and behind them one that leads straight on.
   */
  readonly laneQuads: Float64Array;
  /** Index of the piece at each sample of the path. */
  readonly quadAt: Int32Array;
}

const SAMPLE_STEP_M = 0.5;
/** A car that stands on the first or last point is wholly on the road. */
export const RUN_UP_M = 4;

/** Lays the route along a road's right lane. */
export function layLane(road: Road): LaneRoute {
  const middle = besideLine(
    road.centre,
    road.rightM.map((m) => -m / 2),
  );
  const length = lineLengthM(middle);
  const count = Math.floor(length / SAMPLE_STEP_M + 1e-9) + 1;
  const xyM = new Float64Array(count * 2);
  const laneWidthM = new Float64Array(count);
  const quadAt = new Int32Array(count);
  let i = 0;
  let passedM = 0;
  let pieceM = lengthOf(middle, 0);
  for (let k = 0; k < count; k++) {
    const atM = k * SAMPLE_STEP_M;
    while (i < middle.length - 2 && passedM + pieceM < atM) {
      passedM += pieceM;
      i++;
      pieceM = lengthOf(middle, i);
    }
    const t = (atM - passedM) / pieceM;
    const [ax, ay] = middle[i] as PointM;
    const [bx, by] = middle[i + 1] as PointM;
    xyM[2 * k] = ax + (bx - ax) * t;
    xyM[2 * k + 1] = ay + (by - ay) * t;
    const widthA = road.rightM[i] as number;
    laneWidthM[k] = widthA + ((road.rightM[i + 1] as number) - widthA) * t;
    quadAt[k] = i + 1;
  }
  const path = withDirections(xyM);
  return { road, path, speedMps: speedProfile(path), laneWidthM, laneQuads: quadsOf(road), quadAt };
}

function lengthOf(line: readonly PointM[], i: number): number {
  return lineLengthM(line.slice(i, i + 2));
}

/**
 * Headings from the samples a metre before and behind, curvatures from the headings two metres
 * before and behind: the samples lie on straight pieces of about a metre.
 */
function withDirections(xyM: Float64Array): Path {
  const count = xyM.length / 2;
  const headingRad = new Float64Array(count);
  const curvaturePerM = new Float64Array(count);
  const around = (k: number, reach: number) =>
    [Math.max(0, k - reach), Math.min(count - 1, k + reach)] as const;
  for (let k = 0; k < count; k++) {
    const [a, b] = around(k, 2);
    const dx = (xyM[2 * b] as number) - (xyM[2 * a] as number);
    const dy = (xyM[2 * b + 1] as number) - (xyM[2 * a + 1] as number);
    headingRad[k] = Math.atan2(dy, dx);
  }
  for (let k = 0; k < count; k++) {
    const [a, b] = around(k, 4);
    const turn = (headingRad[b] as number) - (headingRad[a] as number);
    curvaturePerM[k] = Math.atan2(Math.sin(turn), Math.cos(turn)) / ((b - a) * SAMPLE_STEP_M);
  }
  return {
    stepM: SAMPLE_STEP_M,
    count,
    lengthM: (count - 1) * SAMPLE_STEP_M,
    xyM,
    headingRad,
    curvaturePerM,
  };
}

/** The road's points with one more at either end, straight on. */
export function withRunUp({ centre, leftM, rightM, closed }: Road): Road {
  const beyond = (from: PointM, to: PointM): PointM => {
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    const scale = RUN_UP_M / Math.sqrt(dx * dx + dy * dy);
    return [to[0] + dx * scale, to[1] + dy * scale];
  };
  const [first, second] = centre as unknown as [PointM, PointM];
  const [lastButOne, last] = centre.slice(-2) as unknown as [PointM, PointM];
  const ends = (widths: readonly number[]) => [widths[0] as number, ...widths, widths.at(-1) as number];
  return {
    centre: [beyond(second, first), ...centre, beyond(lastButOne, last)],
    leftM: ends(leftM),
    rightM: ends(rightM),
    closed,
  };
}

function quadsOf(road: Road): Float64Array {
  const { centre, rightM } = withRunUp(road);
  const edge = besideLine(
    centre,
    rightM.map((m) => -m),
  );
  const quads = new Float64Array((centre.length - 1) * 8);
  for (let i = 0; i + 1 < centre.length; i++) {
    const corners = [edge[i], edge[i + 1], centre[i + 1], centre[i]] as readonly PointM[];
    corners.forEach(([x, y], corner) => {
      quads[8 * i + 2 * corner] = x;
      quads[8 * i + 2 * corner + 1] = y;
    });
  }
  return quads;
}
