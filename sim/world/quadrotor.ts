import { Body, Box, Vec3 } from 'cannon-es';
import { FlightController } from './flight-controller.ts';
import { GRAVITY_MPS2, HOVER_SPEED_RADPS, QUADROTOR, ROTOR_REACH_M } from './quadrotor-spec.ts';
import { Rotors } from './rotor.ts';
import type { Wind } from './wind.ts';

/** Above this the ground adds less than 0.1 % of thrust. */
const GROUND_EFFECT_M = 8 * QUADROTOR.rotorRadiusM;

export interface QuadrotorStart {
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly headingRad: number;
}

/**
 * A quadrotor as a rigid body: rotors, drag, ground effect and the flight controller that commands them. It
 * starts level, at rest, its rotors at hover speed. The danger: `applyForces` moves the rotors on in
 * time, so it must run exactly once before each step of the engine, and `settle` after it.
 */
export class Quadrotor {
  readonly body: Body;
  readonly rotors: Rotors;
  readonly controller: FlightController;
  /** Body axes in the world, row-major: column 0 points ahead, 1 left, 2 up. */
  readonly turn = new Float64Array(9);
  /** Turn rates about the body's axes. */
  readonly rateRadps = new Float64Array(3);
  /** Force without gravity over mass, body axes, in the last step: what an accelerometer feels. */
  readonly specificForceMps2 = new Float64Array(3);
  readonly #stepS: number;
  // Velocity, then turn rate, both in the world: before the step, and their change in the step before.
  readonly #before = new Float64Array(6);
  readonly #change = new Float64Array(6);
  // In the middle of the step.
  readonly #ahead = { x: 0, y: 0, z: 0, w: 1 };
  readonly #midTurn = new Float64Array(9);
  readonly #midRate = new Float64Array(3);
  readonly #local = new Float64Array(3);

  constructor({ xM, yM, zM, headingRad }: QuadrotorStart, stepS: number) {
    const { massKg, inertiaKgM2, halfSizeM, rotor } = QUADROTOR;
    this.body = new Body({
      mass: massKg,
      shape: new Box(new Vec3(...halfSizeM)),
      position: new Vec3(xM, yM, zM),
      linearDamping: 0,
      angularDamping: 0,
    });
    this.body.quaternion.set(0, 0, Math.sin(headingRad / 2), Math.cos(headingRad / 2));
    this.body.inertia.set(...inertiaKgM2);
    this.body.invInertia.set(1 / inertiaKgM2[0], 1 / inertiaKgM2[1], 1 / inertiaKgM2[2]);
    this.body.updateInertiaWorld(true);
    this.#stepS = stepS;
    this.rotors = new Rotors(rotor, HOVER_SPEED_RADPS, stepS);
    this.controller = new FlightController();
    this.specificForceMps2[2] = GRAVITY_MPS2;
    this.readPose();
  }

  /** Reads the body's attitude and rates; runs by itself before forces are applied. */
  readPose(): void {
    const { quaternion, angularVelocity } = this.body;
    const { turn, rateRadps } = this;
    writeTurn(quaternion.x, quaternion.y, quaternion.z, quaternion.w, turn);
    toBody(turn, angularVelocity.x, angularVelocity.y, angularVelocity.z, rateRadps);
  }

  /**
   * One step's forces and torques, onto the body, as they are in the middle of the step: attitude and velocities
   * are carried on by half a step, with the accelerations of the step before. That makes the engine's explicit
   * step right to second order.
   */
  applyForces(wind: Wind): void {
    this.readPose();
    const { turn, rotors, body } = this;
    this.controller.command(turn, this.rateRadps, rotors);
    rotors.advance();
    this.#lookAhead();

    const { thrustN } = rotors;
    const t0 = thrustN[0] as number;
    const t1 = thrustN[1] as number;
    const t2 = thrustN[2] as number;
    const t3 = thrustN[3] as number;
    const { massKg, rotor, bladeDrag, dragAreaM2, airKgPerM3, inertiaKgM2 } = QUADROTOR;
    const mid = this.#midTurn;
    const gain = groundEffect(body.position.z, mid[8] as number);
    const lift = (t0 + t1 + t2 + t3) * gain;

    const { velocity, force, torque } = body;
    const change = this.#change;
    const ux = velocity.x + (change[0] as number) / 2 - wind.xMps;
    const uy = velocity.y + (change[1] as number) / 2 - wind.yMps;
    const uz = velocity.z + (change[2] as number) / 2 - wind.zMps;
    const felt = this.specificForceMps2;
    toBody(mid, ux, uy, uz, felt);
    const pressure = 0.5 * airKgPerM3 * Math.sqrt(ux * ux + uy * uy + uz * uz);
    const fx = -(bladeDrag[0] + pressure * dragAreaM2[0]) * (felt[0] as number);
    const fy = -(bladeDrag[1] + pressure * dragAreaM2[1]) * (felt[1] as number);
    const fz = lift - (bladeDrag[2] + pressure * dragAreaM2[2]) * (felt[2] as number);
    force.x += (mid[0] as number) * fx + (mid[1] as number) * fy + (mid[2] as number) * fz;
    force.y += (mid[3] as number) * fx + (mid[4] as number) * fy + (mid[5] as number) * fz;
    force.z += (mid[6] as number) * fx + (mid[7] as number) * fy + (mid[8] as number) * fz;
    felt[0] = fx / massKg;
    felt[1] = fy / massKg;
    felt[2] = fz / massKg;

    // The engine leaves out the torque by which a turning body keeps its angular momentum.
    const p = this.#midRate[0] as number;
    const q = this.#midRate[1] as number;
    const r = this.#midRate[2] as number;
    const [ix, iy, iz] = inertiaKgM2;
    const ax = (ROTOR_REACH_M * gain * (t0 - t1 - t2 + t3) - (iz - iy) * q * r) / ix;
    const ay = (ROTOR_REACH_M * gain * (-t0 - t1 + t2 + t3) - (ix - iz) * p * r) / iy;
    // A rotor's drag turns the body against its own turn.
    const az = (rotor.torquePerThrustM * (t0 - t1 + t2 - t3) - (iy - ix) * p * q) / iz;
    const wx = (mid[0] as number) * ax + (mid[1] as number) * ay + (mid[2] as number) * az;
    const wy = (mid[3] as number) * ax + (mid[4] as number) * ay + (mid[5] as number) * az;
    const wz = (mid[6] as number) * ax + (mid[7] as number) * ay + (mid[8] as number) * az;
    // The engine divides by the inertia as it lies at the step's start.
    const local = this.#local;
    toBody(turn, wx, wy, wz, local);
    const tx = ix * (local[0] as number);
    const ty = iy * (local[1] as number);
    const tz = iz * (local[2] as number);
    torque.x += (turn[0] as number) * tx + (turn[1] as number) * ty + (turn[2] as number) * tz;
    torque.y += (turn[3] as number) * tx + (turn[4] as number) * ty + (turn[5] as number) * tz;
    torque.z += (turn[6] as number) * tx + (turn[7] as number) * ty + (turn[8] as number) * tz;
  }

  /**
   * After a step of the engine, which moves bodies with the velocities after it: half a step of the change is taken
   * back, so that places and attitudes are right to second order. `free` is false if anything was touched.
   */
  settle(free: boolean): void {
    const { position, velocity, angularVelocity, quaternion } = this.body;
    const change = this.#change;
    const before = this.#before;
    if (!free) {
      change.fill(0);
      return;
    }
    const dx = velocity.x - (before[0] as number);
    const dy = velocity.y - (before[1] as number);
    const dz = velocity.z - (before[2] as number);
    const rx = angularVelocity.x - (before[3] as number);
    const ry = angularVelocity.y - (before[4] as number);
    const rz = angularVelocity.z - (before[5] as number);
    change[0] = dx;
    change[1] = dy;
    change[2] = dz;
    change[3] = rx;
    change[4] = ry;
    change[5] = rz;
    const half = this.#stepS / 2;
    position.x -= dx * half;
    position.y -= dy * half;
    position.z -= dz * half;
    turnBy(quaternion, -rx * half, -ry * half, -rz * half, quaternion);
  }

  /** Attitude and turn rates in the middle of the coming step; notes the velocities before it. */
  #lookAhead(): void {
    const { velocity, angularVelocity, quaternion } = this.body;
    const before = this.#before;
    before[0] = velocity.x;
    before[1] = velocity.y;
    before[2] = velocity.z;
    before[3] = angularVelocity.x;
    before[4] = angularVelocity.y;
    before[5] = angularVelocity.z;
    const change = this.#change;
    const half = this.#stepS / 2;
    const { x, y, z } = angularVelocity;
    const ahead = this.#ahead;
    turnBy(quaternion, x * half, y * half, z * half, ahead);
    writeTurn(ahead.x, ahead.y, ahead.z, ahead.w, this.#midTurn);
    toBody(
      this.#midTurn,
      x + (change[3] as number) / 2,
      y + (change[4] as number) / 2,
      z + (change[5] as number) / 2,
      this.#midRate,
    );
  }
}

interface Turn4 {
  x: number;
  y: number;
  z: number;
  w: number;
}

/** A small turn about the world's axes, added to an attitude to first order. */
function turnBy({ x, y, z, w }: Turn4, rx: number, ry: number, rz: number, into: Turn4): void {
  into.x = x + 0.5 * (rx * w + ry * z - rz * y);
  into.y = y + 0.5 * (ry * w + rz * x - rx * z);
  into.z = z + 0.5 * (rz * w + rx * y - ry * x);
  into.w = w - 0.5 * (rx * x + ry * y + rz * z);
}

/** The rotation matrix of a quaternion, row-major. */
function writeTurn(x: number, y: number, z: number, w: number, turn: Float64Array): void {
  turn[0] = 1 - 2 * (y * y + z * z);
  turn[1] = 2 * (x * y - w * z);
  turn[2] = 2 * (x * z + w * y);
  turn[3] = 2 * (x * y + w * z);
  turn[4] = 1 - 2 * (x * x + z * z);
  turn[5] = 2 * (y * z - w * x);
  turn[6] = 2 * (x * z - w * y);
  turn[7] = 2 * (y * z + w * x);
  turn[8] = 1 - 2 * (x * x + y * y);
}

/** A vector of the world along the body's axes. */
function toBody(turn: Float64Array, x: number, y: number, z: number, into: Float64Array): void {
  into[0] = (turn[0] as number) * x + (turn[3] as number) * y + (turn[6] as number) * z;
  into[1] = (turn[1] as number) * x + (turn[4] as number) * y + (turn[7] as number) * z;
  into[2] = (turn[2] as number) * x + (turn[5] as number) * y + (turn[8] as number) * z;
}

/** Thrust over thrust far from the ground (Cheeseman and Bennett 1955), for rotors that blow downwards. */
export function groundEffect(heightM: number, up: number): number {
  if (heightM > GROUND_EFFECT_M || up <= 0) return 1;
  const { rotorRadiusM } = QUADROTOR;
  const ratio = rotorRadiusM / (4 * Math.max(heightM, rotorRadiusM / 2));
  return 1 / (1 - up * ratio * ratio);
}
