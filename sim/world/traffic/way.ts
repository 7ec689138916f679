import type { Path } from '../../geometry/path.ts';

/** A place and heading. Reused in place. */
export interface Place {
  xM: number;
  yM: number;
  headingRad: number;
}

/** The place at a distance along a path, between its samples in a straight line; held at the ends. */
export function placeAt(path: Path, alongM: number, into: Place): Place {
  const at = Math.min(path.count - 1, Math.max(0, alongM / path.stepM));
  const i = Math.min(path.count - 2, Math.floor(at));
  const share = at - i;
  const { xyM, headingRad } = path;
  const x = xyM[2 * i] as number;
  const y = xyM[2 * i + 1] as number;
  const heading = headingRad[i] as number;
  into.xM = x + share * ((xyM[2 * i + 2] as number) - x);
  into.yM = y + share * ((xyM[2 * i + 3] as number) - y);
  into.headingRad = heading + share * ((headingRad[i + 1] as number) - heading);
  return into;
}

/**
 * The same path, moved to its left by `leftM(alongM)`, for a car that swerves or a cyclist at the kerb.
 * Samples stay where they were along the path, so a moved path's metres are the old path's.
 */
export function movedAside(path: Path, leftM: (alongM: number) => number): Path {
  const xyM = new Float64Array(path.xyM.length);
  const headingRad = new Float64Array(path.count);
  for (let i = 0; i < path.count; i++) {
    const heading = path.headingRad[i] as number;
    const left = leftM(i * path.stepM);
    const slope = (leftM(i * path.stepM + 0.01) - leftM(i * path.stepM - 0.01)) / 0.02;
    xyM[2 * i] = (path.xyM[2 * i] as number) - Math.sin(heading) * left;
    xyM[2 * i + 1] = (path.xyM[2 * i + 1] as number) + Math.cos(heading) * left;
    headingRad[i] = heading + Math.atan(slope);
  }
  return { ...path, xyM, headingRad };
}

/** 0 before `fromM`, 1 after `toM`, smooth between. */
export function smoothStep(alongM: number, fromM: number, toM: number): number {
  const t = Math.min(1, Math.max(0, (alongM - fromM) / (toM - fromM)));
  return t * t * (3 - 2 * t);
}
