import { Body, Box, Cylinder, Quaternion, Vec3 } from 'cannon-es';

/**
 * Something that stands on the ground and stops a car. A box has its length along its heading;
 * a cylinder stands upright and has `lengthM` as its diameter. Positions are of the centre.
 */
export interface Solid {
  readonly id: string;
  readonly kind: 'building' | 'tree' | 'pole' | 'car';
  readonly shape: 'box' | 'cylinder';
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
}

const CYLINDER_SIDES = 12;

/** The immovable body of a solid, standing on z = 0. */
export function solidBody(solid: Solid): Body {
  const body = new Body({ mass: 0 });
  body.position.set(solid.xM, solid.yM, solid.heightM / 2);
  body.quaternion.set(0, 0, Math.sin(solid.headingRad / 2), Math.cos(solid.headingRad / 2));
  if (solid.shape === 'box') {
    body.addShape(new Box(new Vec3(solid.lengthM / 2, solid.widthM / 2, solid.heightM / 2)));
  } else {
    // The engine's cylinders lie along y.
    const radiusM = solid.lengthM / 2;
    body.addShape(
      new Cylinder(radiusM, radiusM, solid.heightM, CYLINDER_SIDES),
      new Vec3(),
      new Quaternion(Math.SQRT1_2, 0, 0, Math.SQRT1_2),
    );
  }
  // The pose was set after construction: without this the bounding box stays at the origin.
  body.aabbNeedsUpdate = true;
  return body;
}
