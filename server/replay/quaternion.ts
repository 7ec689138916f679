/** A rotation as Foxglove wants it. */
export interface Quaternion {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly w: number;
}

interface Angles {
  readonly headingRad: number;
  readonly pitchRad: number;
  readonly rollRad: number;
}

/** A body that looks along x with z up: turned by heading about z, then pitched (nose up positive), then rolled. */
export function quaternionOf({ headingRad, pitchRad, rollRad }: Angles): Quaternion {
  const heading = about('z', headingRad);
  const pitch = about('y', -pitchRad);
  return times(times(heading, pitch), about('x', rollRad));
}

/** The same for a camera, whose frame by convention looks along z with y down. */
export function quaternionOfCamera(angles: Angles): Quaternion {
  return times(quaternionOf(angles), { x: -0.5, y: 0.5, z: -0.5, w: 0.5 });
}

function about(axis: 'x' | 'y' | 'z', angleRad: number): Quaternion {
  return { x: 0, y: 0, z: 0, [axis]: Math.sin(angleRad / 2), w: Math.cos(angleRad / 2) };
}

/** Hamilton product: first b, then a. */
function times(a: Quaternion, b: Quaternion): Quaternion {
  return {
    x: a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
    y: a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
    z: a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
    w: a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
  };
}
