import { Body, Box, Vec3 } from 'cannon-es';
import { Tyre, type TyreSpec } from './tyre.ts';

/** A small front-wheel-drive hatchback. Its centre of mass is mid-wheelbase. */
export const CAR = {
  lengthM: 4.2,
  widthM: 1.8,
  /** Roof above ground. */
  heightM: 1.4,
  /** Underside of the body above ground. */
  clearanceM: 0.2,
  massKg: 1300,
  wheelbaseM: 2.6,
  trackM: 1.55,
  wheelRadiusM: 0.31,
  /** Centre of mass above ground when the car stands. */
  centreHeightM: 0.5,
  /** Bicycle-model front wheel angle at full steer (35 degrees). */
  maxWheelAngleRad: (35 * Math.PI) / 180,
  /** How fast the front wheels can turn. */
  wheelAngleRateRadps: 1,
  topSpeedMps: 25,
  /** With full gas from rest, before drag. */
  maxAccelerationMps2: 3.5,
  /** Deceleration at full brake where the road allows it; below, wheels lock and slide. */
  maxBrakingMps2: 12,
} as const;

export const GRAVITY_MPS2 = 9.81;
const TYRE: TyreSpec = {
  radiusM: CAR.wheelRadiusM,
  inertiaKgM2: 1.2,
  slipStiffness: 30,
  corneringStiffness: 25,
  relaxationM: 0.25,
  dampingS: 0.04,
};
const SPRING_N_PER_M = 35_000;
const DAMPER_N_PER_MPS = 3_200;
const ROLLING_RESISTANCE = 0.012;
/** Air density, frontal area and drag coefficient: 1.2 kg/m^3 * 2.1 m^2 * 0.29 / 2. */
const DRAG_N_PER_MPS2 = 0.365;
/** Where the engine's force would reach zero; drag holds the car to CAR.topSpeedMps below that. */
const ENGINE_FADE_MPS = 26.3;
/** Roll, pitch and yaw. */
const INERTIA_KG_M2 = [550, 1900, 2200] as const;
const LEFT_RIGHT = CAR.trackM / 2;
const FRONT_REAR = CAR.wheelbaseM / 2;
const FREE_LENGTH_M = CAR.centreHeightM + (CAR.massKg * GRAVITY_MPS2) / 4 / SPRING_N_PER_M;
/** Leaning further than this the wheels no longer reach the road (about 70 degrees). */
const MIN_UPRIGHT = 0.35;

export interface CarAction {
  /** -1 full right to 1 full left. */
  readonly steer: number;
  readonly gas: number;
  readonly brake: number;
}

export interface CarStart {
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly speedMps: number;
}

/**
 * A car on flat ground at z = 0: a rigid body on four sprung wheels with our own tyres. It turns
 * an action and the body's motion into forces on the body; the physics engine integrates them.
 * The danger: forces are for the coming step only, so `applyForces` and the world's step alternate.
 * Brakes share their force by wheel load and have no anti-lock: full brake slides on any road.
 */
export class Car {
  readonly body: Body;
  /** Front wheels in the bicycle model; positive turns left. */
  wheelAngleRad = 0;
  /** Height of the body's lowest corner above ground, at the last `applyForces`. */
  lowestM: number = CAR.clearanceM;
  readonly #tyres: readonly [Tyre, Tyre, Tyre, Tyre];
  readonly #friction: number;
  // Headings of the left and right front wheel relative to the body, by Ackermann's rule.
  #leftCos = 1;
  #leftSin = 0;
  #rightCos = 1;
  #rightSin = 0;

  constructor(start: CarStart, frictionCoefficient: number) {
    const bodyHeightM = CAR.heightM - CAR.clearanceM;
    this.body = new Body({ mass: CAR.massKg, linearDamping: 0, angularDamping: 0, allowSleep: false });
    this.body.addShape(
      new Box(new Vec3(CAR.lengthM / 2, CAR.widthM / 2, bodyHeightM / 2)),
      new Vec3(0, 0, CAR.clearanceM + bodyHeightM / 2 - CAR.centreHeightM),
    );
    this.body.inertia.set(...INERTIA_KG_M2);
    this.body.invInertia.set(1 / INERTIA_KG_M2[0], 1 / INERTIA_KG_M2[1], 1 / INERTIA_KG_M2[2]);
    this.body.position.set(start.xM, start.yM, CAR.centreHeightM);
    this.body.quaternion.set(0, 0, Math.sin(start.headingRad / 2), Math.cos(start.headingRad / 2));
    this.body.velocity.set(
      start.speedMps * Math.cos(start.headingRad),
      start.speedMps * Math.sin(start.headingRad),
      0,
    );
    this.body.updateInertiaWorld(true);
    const tyre = () => new Tyre(TYRE, start.speedMps);
    this.#tyres = [tyre(), tyre(), tyre(), tyre()];
    this.#friction = frictionCoefficient;
  }

  /** Puts the road's, the air's and the engine's forces for the next `stepS` seconds on the body. */
  applyForces(steer: number, gas: number, brake: number, stepS: number): void {
    this.#turnWheels(steer * CAR.maxWheelAngleRad, CAR.wheelAngleRateRadps * stepS);
    const { position, velocity, angularVelocity, quaternion, force, torque } = this.body;
    const { x: qx, y: qy, z: qz, w: qw } = quaternion;
    // Columns of the rotation matrix: the body's forward, left and up in the world.
    const fx = 1 - 2 * (qy * qy + qz * qz);
    const fy = 2 * (qx * qy + qw * qz);
    const fz = 2 * (qx * qz - qw * qy);
    const lx = 2 * (qx * qy - qw * qz);
    const ly = 1 - 2 * (qx * qx + qz * qz);
    const lz = 2 * (qy * qz + qw * qx);
    const ux = 2 * (qx * qz + qw * qy);
    const uy = 2 * (qy * qz - qw * qx);
    const uz = 1 - 2 * (qx * qx + qy * qy);
    const { x: vx, y: vy, z: vz } = velocity;

    const belowM =
      uz > 0 ? (CAR.centreHeightM - CAR.clearanceM) * uz : (CAR.centreHeightM - CAR.heightM) * uz;
    this.lowestM = position.z - belowM - (Math.abs(fz) * CAR.lengthM) / 2 - (Math.abs(lz) * CAR.widthM) / 2;

    const drag = DRAG_N_PER_MPS2 * Math.sqrt(vx * vx + vy * vy + vz * vz);
    let forceX = -drag * vx;
    let forceY = -drag * vy;
    let forceZ = -drag * vz;
    if (uz < MIN_UPRIGHT) {
      force.x += forceX;
      force.y += forceY;
      force.z += forceZ;
      return;
    }
    let torqueX = 0;
    let torqueY = 0;
    let torqueZ = 0;
    const { x: wx, y: wy, z: wz } = angularVelocity;
    const level = 1 / Math.sqrt(fx * fx + fy * fy);
    const hx = fx * level;
    const hy = fy * level;
    const tyres = this.#tyres;
    const frontMps = (tyres[0].spinRadps + tyres[1].spinRadps) * (CAR.wheelRadiusM / 2);
    const fade = Math.max(0, 1 - (frontMps * Math.abs(frontMps)) / (ENGINE_FADE_MPS * ENGINE_FADE_MPS));
    const frontDriveNm = gas * fade * (CAR.massKg * CAR.maxAccelerationMps2 * 0.5 * CAR.wheelRadiusM);
    const holdM = (brake * (CAR.maxBrakingMps2 / GRAVITY_MPS2) + ROLLING_RESISTANCE) * CAR.wheelRadiusM;

    // Front left, front right, rear left, rear right.
    for (let i = 0; i < 4; i++) {
      const along = i < 2 ? FRONT_REAR : -FRONT_REAR;
      const across = (i & 1) === 0 ? LEFT_RIGHT : -LEFT_RIGHT;
      const length = (position.z + along * fz + across * lz) / uz;
      // From the centre of mass to the contact point, which lies on the ground.
      const rx = along * fx + across * lx - length * ux;
      const ry = along * fy + across * ly - length * uy;
      const rz = -position.z;
      const px = vx + wy * rz - wz * ry;
      const py = vy + wz * rx - wx * rz;
      const pz = vz + wx * ry - wy * rx;
      const load = SPRING_N_PER_M * (FREE_LENGTH_M - length) - (DAMPER_N_PER_MPS * pz) / uz;
      const loadN = load > 0 && length < FREE_LENGTH_M ? load : 0;

      const cos = i === 0 ? this.#leftCos : i === 1 ? this.#rightCos : 1;
      const sin = i === 0 ? this.#leftSin : i === 1 ? this.#rightSin : 0;
      const dx = hx * cos - hy * sin;
      const dy = hy * cos + hx * sin;
      const tyre = tyres[i] as Tyre;
      tyre.update(
        px * dx + py * dy,
        py * dx - px * dy,
        loadN,
        this.#friction,
        i < 2 ? frontDriveNm : 0,
        holdM * loadN,
        stepS,
      );
      const gx = tyre.forwardN * dx - tyre.leftN * dy;
      const gy = tyre.forwardN * dy + tyre.leftN * dx;
      forceX += gx;
      forceY += gy;
      forceZ += loadN;
      torqueX += ry * loadN - rz * gy;
      torqueY += rz * gx - rx * loadN;
      torqueZ += rx * gy - ry * gx;
    }
    force.x += forceX;
    force.y += forceY;
    force.z += forceZ;
    torque.x += torqueX;
    torque.y += torqueY;
    torque.z += torqueZ;
  }

  #turnWheels(targetRad: number, mostRad: number): void {
    if (targetRad === this.wheelAngleRad) return;
    const change = targetRad - this.wheelAngleRad;
    this.wheelAngleRad =
      change > mostRad
        ? this.wheelAngleRad + mostRad
        : change < -mostRad
          ? this.wheelAngleRad - mostRad
          : targetRad;
    // Both front wheels point across the same turning centre, which lies on the rear axle's line.
    const tangent = Math.tan(this.wheelAngleRad);
    const opposite = CAR.wheelbaseM * tangent;
    const left = CAR.wheelbaseM - LEFT_RIGHT * tangent;
    const right = CAR.wheelbaseM + LEFT_RIGHT * tangent;
    const perLeft = 1 / Math.sqrt(left * left + opposite * opposite);
    const perRight = 1 / Math.sqrt(right * right + opposite * opposite);
    this.#leftCos = left * perLeft;
    this.#leftSin = opposite * perLeft;
    this.#rightCos = right * perRight;
    this.#rightSin = opposite * perRight;
  }
}
