import type { CameraPose, Pose } from '../scene/picture.ts';

const RAD_PER_DEG = Math.PI / 180;

/** Where a camera sits on a body: x forward, y left, z up, metres. */
export interface CameraMount {
  readonly forwardM: number;
  readonly leftM: number;
  readonly heightM: number;
  readonly yawDeg: number;
  readonly pitchDeg: number;
  readonly rollDeg: number;
  readonly horizontalFovDeg: number;
}

/**
 * The pose of a camera mounted on a body, whose own pose is that of the ground point under it.
 * The body leans little: pitch and roll are summed.
 */
export function mountedCamera(body: Pose, mount: CameraMount, carriedBy: string): CameraPose {
  const cos = Math.cos(body.headingRad);
  const sin = Math.sin(body.headingRad);
  return {
    xM: body.xM + cos * mount.forwardM - sin * mount.leftM,
    yM: body.yM + sin * mount.forwardM + cos * mount.leftM,
    zM: body.zM + mount.heightM,
    headingRad: body.headingRad + mount.yawDeg * RAD_PER_DEG,
    pitchRad: body.pitchRad + mount.pitchDeg * RAD_PER_DEG,
    rollRad: body.rollRad + mount.rollDeg * RAD_PER_DEG,
    horizontalFovDeg: mount.horizontalFovDeg,
    carriedBy,
  };
}
