import type { CameraPose } from '../../scene/picture.ts';

/**
 * Where points of the world (x0, y0, z0, x1, ... metres) come to lie in a picture (u0, v0, u1, ...): 0, 0 is
 * its top left corner and 1, 1 its bottom right. Points behind the camera have no place and must
 * not be asked for. `into` is filled and returned, if it is long enough, in place of an array of its own.
 */
export type Projection = (pointsM: ArrayLike<number>, into?: Float64Array) => Float64Array;

/** The pinhole camera of a pose without roll; `aspect` is the picture's width over its height. */
export function projection(pose: CameraPose, aspect: number): Projection {
  const [ch, sh] = [Math.cos(pose.headingRad), Math.sin(pose.headingRad)];
  const [cp, sp] = [Math.cos(pose.pitchRad), Math.sin(pose.pitchRad)];
  const halfWidth = Math.tan((pose.horizontalFovDeg * Math.PI) / 360);
  return (pointsM, into) => {
    const length = (pointsM.length / 3) * 2;
    const places =
      into !== undefined && into.length >= length ? into.subarray(0, length) : new Float64Array(length);
    for (let i = 0, at = 0; i + 2 < pointsM.length; i += 3, at += 2) {
      const dx = (pointsM[i] as number) - pose.xM;
      const dy = (pointsM[i + 1] as number) - pose.yM;
      const dz = (pointsM[i + 2] as number) - pose.zM;
      const level = ch * dx + sh * dy;
      const ahead = cp * level + sp * dz;
      const right = sh * dx - ch * dy;
      const up = cp * dz - sp * level;
      places[at] = 0.5 + right / ahead / halfWidth / 2;
      places[at + 1] = 0.5 - ((up / ahead / halfWidth) * aspect) / 2;
    }
    return places;
  };
}
