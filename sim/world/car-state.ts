import type { Body } from 'cannon-es';
import { CAR } from './car.ts';

/**
 * Where the car is and how it moves: the pose of the point on the ground under its centre, so that
 * what is mounted on the car has its own height above the road. The object is reused: copy what
 * must last.
 */
export interface CarState {
  xM: number;
  yM: number;
  /** How far the body is above where it stands at rest: 0 on level springs. */
  zM: number;
  /** Counter-clockwise from the x axis, in (-pi, pi]. */
  headingRad: number;
  /** Nose up is positive. */
  pitchRad: number;
  /** Left side up is positive. */
  rollRad: number;
  /** Along the heading; negative when rolling backwards. */
  speedMps: number;
  /** To the left. */
  lateralSpeedMps: number;
  verticalSpeedMps: number;
  /** Counter-clockwise. */
  yawRateRadps: number;
  /** Front wheels in the bicycle model; positive turns left. */
  wheelAngleRad: number;
}

export function emptyCarState(): CarState {
  return {
    xM: 0,
    yM: 0,
    zM: 0,
    headingRad: 0,
    pitchRad: 0,
    rollRad: 0,
    speedMps: 0,
    lateralSpeedMps: 0,
    verticalSpeedMps: 0,
    yawRateRadps: 0,
    wheelAngleRad: 0,
  };
}

/** Writes a body's pose and motion in the car's terms. Forward is the body's x axis, left its y. */
export function readCarState(body: Body, wheelAngleRad: number, into: CarState): void {
  const { position, velocity, angularVelocity, quaternion } = body;
  const { x: qx, y: qy, z: qz, w: qw } = quaternion;
  const fx = 1 - 2 * (qy * qy + qz * qz);
  const fy = 2 * (qx * qy + qw * qz);
  const level = 1 / Math.max(1e-9, Math.sqrt(fx * fx + fy * fy));
  into.xM = position.x;
  into.yM = position.y;
  into.zM = position.z - CAR.centreHeightM;
  into.headingRad = Math.atan2(fy, fx);
  into.pitchRad = Math.asin(Math.max(-1, Math.min(1, 2 * (qx * qz - qw * qy))));
  into.rollRad = Math.atan2(2 * (qy * qz + qw * qx), 1 - 2 * (qx * qx + qy * qy));
  into.speedMps = (velocity.x * fx + velocity.y * fy) * level;
  into.lateralSpeedMps = (velocity.y * fx - velocity.x * fy) * level;
  into.verticalSpeedMps = velocity.z;
  into.yawRateRadps = angularVelocity.z;
  into.wheelAngleRad = wheelAngleRad;
}

/** The car's velocity over ground: east, north, up. */
export function carVelocity({
  headingRad,
  speedMps,
  lateralSpeedMps,
  verticalSpeedMps,
}: CarState): readonly [number, number, number] {
  const [cos, sin] = [Math.cos(headingRad), Math.sin(headingRad)];
  return [cos * speedMps - sin * lateralSpeedMps, sin * speedMps + cos * lateralSpeedMps, verticalSpeedMps];
}
