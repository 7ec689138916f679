import type { CameraPose, Pose } from '../scene/picture.ts';
import type { CameraMount } from './mounted-camera.ts';
import { type Turn, turnOf } from './turn.ts';

const RAD_PER_DEG = Math.PI / 180;

/**
 * The pose of a camera mounted on a body that may lean any way; the body's pose is that of the point from
 * which the mount is measured. Turns are multiplied, not summed. A camera that looks straight up or down
 * has no heading of its own: its roll is then counted from a heading of zero.
 */
export function bodyCamera(body: Pose, mount: CameraMount, carriedBy: string): CameraPose {
  const bodyTurn = turnOf(body.headingRad, body.pitchRad, body.rollRad);
  const { forwardM, leftM, heightM, yawDeg, pitchDeg, rollDeg } = mount;
  const turn = product(bodyTurn, turnOf(yawDeg * RAD_PER_DEG, pitchDeg * RAD_PER_DEG, rollDeg * RAD_PER_DEG));
  return {
    xM: body.xM + bodyTurn[0] * forwardM + bodyTurn[1] * leftM + bodyTurn[2] * heightM,
    yM: body.yM + bodyTurn[3] * forwardM + bodyTurn[4] * leftM + bodyTurn[5] * heightM,
    zM: body.zM + bodyTurn[6] * forwardM + bodyTurn[7] * leftM + bodyTurn[8] * heightM,
    headingRad: Math.atan2(turn[3], turn[0]),
    pitchRad: Math.asin(Math.max(-1, Math.min(1, turn[6]))),
    rollRad: Math.atan2(turn[7], turn[8]),
    horizontalFovDeg: mount.horizontalFovDeg,
    carriedBy,
  };
}

function product(a: Turn, b: Turn): Turn {
  const cell = (i: number, j: number) =>
    (a[3 * i] as number) * (b[j] as number) +
    (a[3 * i + 1] as number) * (b[3 + j] as number) +
    (a[3 * i + 2] as number) * (b[6 + j] as number);
  return [
    cell(0, 0),
    cell(0, 1),
    cell(0, 2),
    cell(1, 0),
    cell(1, 1),
    cell(1, 2),
    cell(2, 0),
    cell(2, 1),
    cell(2, 2),
  ];
}
