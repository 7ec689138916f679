import type { CameraPose } from '../../scene/picture.ts';

/**
 * Where a point of the world comes to lie in a picture: 0, 0 is its top left corner and 1, 1 its bottom
 * right. Points behind the camera have no place and must not be asked for.
 */
export type Projection = (xM: number, yM: number, zM: number) => readonly [u: number, v: number];

/** The pinhole camera of a pose without roll; `aspect` is the picture's width over its height. */
export function projection(pose: CameraPose, aspect: number): Projection {
  const [ch, sh] = [Math.cos(pose.headingRad), Math.sin(pose.headingRad)];
  const [cp, sp] = [Math.cos(pose.pitchRad), Math.sin(pose.pitchRad)];
  const halfWidth = Math.tan((pose.horizontalFovDeg * Math.PI) / 360);
  return (xM, yM, zM) => {
    const [dx, dy, dz] = [xM - pose.xM, yM - pose.yM, zM - pose.zM];
    const level = ch * dx + sh * dy;
    const ahead = cp * level + sp * dz;
    const right = sh * dx - ch * dy;
    const up = cp * dz - sp * level;
    return [0.5 + right / ahead / halfWidth / 2, 0.5 - ((up / ahead / halfWidth) * aspect) / 2];
  };
}
