import type { CameraPose } from '../scene/picture.ts';

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

/** A body's pose in the world, on the ground under its centre. */
export interface BodyPose {
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly headingRad: number;
  readonly pitchRad: number;
  readonly rollRad: number;
}

/** The pose of a camera mounted on a body that leans little (small-angle sum of pitch and roll). */
export function mountedCamera(body: BodyPose, mount: CameraMount, carriedBy: string): CameraPose {
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
