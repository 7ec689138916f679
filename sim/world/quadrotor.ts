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
 * time, so it must run exactly once before each step of the engine.
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
    this.rotors = new Rotors(rotor, HOVER_SPEED_RADPS, stepS);
    this.controller = new FlightController();
    this.specificForceMps2[2] = GRAVITY_MPS2;
    this.readPose();
  }

  /** Reads the body's attitude and rates; runs by itself before forces are applied. */
  readPose(): void {
    const { quaternion, angularVelocity } = this.body;
    const { x, y, z, w } = quaternion;
    const { turn, rateRadps } = this;
    turn[0] = 1 - 2 * (y * y + z * z);
    turn[1] = 2 * (x * y - w * z);
    turn[2] = 2 * (x * z + w * y);
    turn[3] = 2 * (x * y + w * z);
    turn[4] = 1 - 2 * (x * x + z * z);
    turn[5] = 2 * (y * z - w * x);
    turn[6] = 2 * (x * z - w * y);
    turn[7] = 2 * (y * z + w * x);
    turn[8] = 1 - 2 * (x * x + y * y);
    const { x: wx, y: wy, z: wz } = angularVelocity;
    for (let k = 0; k < 3; k++) {
      rateRadps[k] = (turn[k] as number) * wx + (turn[3 + k] as number) * wy + (turn[6 + k] as number) * wz;
    }
  }

  /** One step's forces and torques, onto the body. */
  applyForces(wind: Wind): void {
    this.readPose();
    const { turn, rateRadps, rotors, body } = this;
    this.controller.command(turn, rateRadps, rotors);
    rotors.advance();

    const { thrustN } = rotors;
    const [t0, t1, t2, t3] = [thrustN[0], thrustN[1], thrustN[2], thrustN[3]] as [
      number,
      number,
      number,
      number,
    ];
    const { massKg, rotor, bladeDrag, dragAreaM2, airKgPerM3, inertiaKgM2 } = QUADROTOR;
    const up = turn[8] as number;
    const gain = groundEffect(body.position.z, up);
    const lift = (t0 + t1 + t2 + t3) * gain;

    const { velocity, force, torque } = body;
    const [ux, uy, uz] = [velocity.x - wind.xMps, velocity.y - wind.yMps, velocity.z - wind.zMps];
    const ahead = (turn[0] as number) * ux + (turn[3] as number) * uy + (turn[6] as number) * uz;
    const left = (turn[1] as number) * ux + (turn[4] as number) * uy + (turn[7] as number) * uz;
    const above = (turn[2] as number) * ux + (turn[5] as number) * uy + up * uz;
    const pressure = 0.5 * airKgPerM3 * Math.sqrt(ux * ux + uy * uy + uz * uz);
    const fx = -(bladeDrag[0] + pressure * dragAreaM2[0]) * ahead;
    const fy = -(bladeDrag[1] + pressure * dragAreaM2[1]) * left;
    const fz = lift - (bladeDrag[2] + pressure * dragAreaM2[2]) * above;
    force.x += (turn[0] as number) * fx + (turn[1] as number) * fy + (turn[2] as number) * fz;
    force.y += (turn[3] as number) * fx + (turn[4] as number) * fy + (turn[5] as number) * fz;
    force.z += (turn[6] as number) * fx + (turn[7] as number) * fy + up * fz;
    this.specificForceMps2[0] = fx / massKg;
    this.specificForceMps2[1] = fy / massKg;
    this.specificForceMps2[2] = fz / massKg;

    // The engine leaves out the torque by which a turning body keeps its angular momentum.
    const [p, q, r] = [rateRadps[0], rateRadps[1], rateRadps[2]] as [number, number, number];
    const [ix, iy, iz] = inertiaKgM2;
    const tx = ROTOR_REACH_M * gain * (t0 - t1 - t2 + t3) - (iz - iy) * q * r;
    const ty = ROTOR_REACH_M * gain * (-t0 - t1 + t2 + t3) - (ix - iz) * p * r;
    // A rotor's drag turns the body against its own turn.
    const tz = rotor.torquePerThrustM * (t0 - t1 + t2 - t3) - (iy - ix) * p * q;
    torque.x += (turn[0] as number) * tx + (turn[1] as number) * ty + (turn[2] as number) * tz;
    torque.y += (turn[3] as number) * tx + (turn[4] as number) * ty + (turn[5] as number) * tz;
    torque.z += (turn[6] as number) * tx + (turn[7] as number) * ty + up * tz;
  }
}

/** Thrust over thrust far from the ground (Cheeseman and Bennett 1955), for rotors that blow downwards. */
export function groundEffect(heightM: number, up: number): number {
  if (heightM > GROUND_EFFECT_M || up <= 0) return 1;
  const { rotorRadiusM } = QUADROTOR;
  const ratio = rotorRadiusM / (4 * Math.max(heightM, rotorRadiusM / 2));
  return 1 / (1 - up * ratio * ratio);
}
