import { MAX_THRUST_N, QUADROTOR, ROTOR_REACH_M } from './quadrotor-spec.ts';
import type { Rotors } from './rotor.ts';

/** What the pilot asks of the flight controller. */
export interface FlightCommand {
  /** Left side up is positive: the drone then goes to the right. */
  readonly rollRad: number;
  /** Nose up is positive: the drone then goes backwards. */
  readonly pitchRad: number;
  /** About the vertical, counter-clockwise from above. */
  readonly yawRateRadps: number;
  /** All rotors' thrust over the most they can give, 0 to 1. */
  readonly thrust: number;
}

/** Turn rate asked for per radian of attitude error, 1/s. */
export const ATTITUDE_GAIN_PER_S = 9;
/** Angular acceleration asked for per turn rate error, 1/s. */
export const RATE_GAIN_PER_S = 22;
export const YAW_RATE_GAIN_PER_S = 8;

/**
 * The inner loops, run at every physics step: attitude error to turn rate (on rotation matrices, Lee, Leok and
 * McClamroch 2010), turn rate error to torque, torque and thrust to rotors. It reads the true attitude and
 * rates. When rotors saturate, roll and pitch come first, then thrust, then yaw.
 */
export class FlightController {
  #cosRoll = 1;
  #sinRoll = 0;
  #cosPitch = 1;
  #sinPitch = 0;
  #yawRate = 0;
  #thrustN = 0;

  set({ rollRad, pitchRad, yawRateRadps, thrust }: FlightCommand): void {
    this.#cosRoll = Math.cos(rollRad);
    this.#sinRoll = Math.sin(rollRad);
    this.#cosPitch = Math.cos(pitchRad);
    this.#sinPitch = Math.sin(pitchRad);
    this.#yawRate = yawRateRadps;
    this.#thrustN = thrust * MAX_THRUST_N;
  }

  /** Commands the rotors for one step; `turn` and `rate` as Quadrotor keeps them. */
  command(turn: Float64Array, rate: Float64Array, rotors: Rotors): void {
    const r00 = turn[0] as number;
    const r10 = turn[3] as number;
    const level = 1 / Math.max(1e-9, Math.sqrt(r00 * r00 + r10 * r10));
    const cos = r00 * level;
    const sin = r10 * level;
    // The attitude without its heading: columns ahead (a), left (l), up (u).
    const ax = cos * r00 + sin * r10;
    const ay = cos * r10 - sin * r00;
    const az = turn[6] as number;
    const lx = cos * (turn[1] as number) + sin * (turn[4] as number);
    const ly = cos * (turn[4] as number) - sin * (turn[1] as number);
    const lz = turn[7] as number;
    const ux = cos * (turn[2] as number) + sin * (turn[5] as number);
    const uy = cos * (turn[5] as number) - sin * (turn[2] as number);
    const uz = turn[8] as number;
    // The attitude asked for, likewise; its first column has no y.
    const [cr, sr, cp, sp] = [this.#cosRoll, this.#sinRoll, this.#cosPitch, this.#sinPitch];
    const [Lx, Ly, Lz] = [-sp * sr, cr, cp * sr];
    const [Ux, Uy, Uz] = [-sp * cr, -sr, cp * cr];
    const errorX = (Ux * lx + Uy * ly + Uz * lz - (Lx * ux + Ly * uy + Lz * uz)) / 2;
    const errorY = (cp * ux + sp * uz - (Ux * ax + Uy * ay + Uz * az)) / 2;
    const errorZ = (Lx * ax + Ly * ay + Lz * az - (cp * lx + sp * lz)) / 2;

    const [p, q, r] = [rate[0], rate[1], rate[2]] as [number, number, number];
    const goalP = this.#yawRate * az - ATTITUDE_GAIN_PER_S * errorX;
    const goalQ = this.#yawRate * lz - ATTITUDE_GAIN_PER_S * errorY;
    const goalR = this.#yawRate * uz - ATTITUDE_GAIN_PER_S * errorZ;
    const [ix, iy, iz] = QUADROTOR.inertiaKgM2;
    const torqueX = ix * RATE_GAIN_PER_S * (goalP - p) + (iz - iy) * q * r;
    const torqueY = iy * RATE_GAIN_PER_S * (goalQ - q) + (ix - iz) * p * r;
    const torqueZ = iz * YAW_RATE_GAIN_PER_S * (goalR - r) + (iy - ix) * p * q;
    this.#mix(torqueX, torqueY, torqueZ, rotors);
  }

  #mix(torqueX: number, torqueY: number, torqueZ: number, rotors: Rotors): void {
    const most = MAX_THRUST_N / 4;
    let roll = torqueX / (4 * ROTOR_REACH_M);
    let pitch = torqueY / (4 * ROTOR_REACH_M);
    let lean = Math.abs(roll) + Math.abs(pitch);
    if (lean > most / 2) {
      const share = most / 2 / lean;
      roll *= share;
      pitch *= share;
      lean = most / 2;
    }
    const each = Math.min(most - lean, Math.max(lean, this.#thrustN / 4));
    const spare = Math.min(each, most - each) - lean;
    const yaw = Math.min(spare, Math.max(-spare, torqueZ / (4 * QUADROTOR.rotor.torquePerThrustM)));
    rotors.command(0, each + roll - pitch + yaw);
    rotors.command(1, each - roll - pitch - yaw);
    rotors.command(2, each - roll + pitch + yaw);
    rotors.command(3, each + roll + pitch - yaw);
  }
}
