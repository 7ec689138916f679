/**
 * The drone's equations of motion written down a second time, for reference: Newton and Euler in the body's own
 * frame, the attitude as a rotation matrix, rotors as first-order lags, all integrated by Runge and
 * Kutta's classical method. It shares neither code nor constants with the simulator.
 */
const MASS = 0.716;
const G = 9.81;
const I = [0.007, 0.007, 0.012];
const K_THRUST = 8.54858e-6;
const K_TORQUE = 0.016;
const ARM = 0.17;
const LAG = 0.02;
const RHO = 1.225;
const BLADE = [0.147, 0.147, 0];
const AREA = [0.012, 0.012, 0.03];
/** Azimuth of each arm from the nose, and the torque of its rotor's drag on the body. */
const ARMS = [
  { azimuth: Math.PI / 4, drag: +1 },
  { azimuth: -Math.PI / 4, drag: -1 },
  { azimuth: (-3 * Math.PI) / 4, drag: +1 },
  { azimuth: (3 * Math.PI) / 4, drag: -1 },
];

/** place 3, velocity in the body's frame 3, rotation 9 (row-major, body to world), rates 3, rotor speeds 4. */
const SIZE = 22;

export class ReferenceQuadrotor {
  readonly y = new Float64Array(SIZE);

  constructor(place: readonly number[], headingRad: number, rotorRadps: number) {
    this.y.set(place, 0);
    const [c, s] = [Math.cos(headingRad), Math.sin(headingRad)];
    this.y.set([c, -s, 0, s, c, 0, 0, 0, 1], 6);
    this.y.fill(rotorRadps, 18);
  }

  step(commandRadps: ArrayLike<number>, wind: readonly number[], dt: number): void {
    const { y } = this;
    const at = (k: Float64Array, h: number) => y.map((value, i) => value + h * (k[i] as number));
    const k1 = slope(y, commandRadps, wind);
    const k2 = slope(at(k1, dt / 2), commandRadps, wind);
    const k3 = slope(at(k2, dt / 2), commandRadps, wind);
    const k4 = slope(at(k3, dt), commandRadps, wind);
    for (let i = 0; i < SIZE; i++) {
      const sum = (k1[i] as number) + 2 * (k2[i] as number) + 2 * (k3[i] as number) + (k4[i] as number);
      y[i] = (y[i] as number) + (dt / 6) * sum;
    }
  }
}

function slope(y: Float64Array, command: ArrayLike<number>, wind: readonly number[]): Float64Array {
  const n = (i: number) => y[i] as number;
  const R = (row: number, col: number) => n(6 + 3 * row + col);
  const toBody = (v: readonly number[]) =>
    [0, 1, 2].map((j) => [0, 1, 2].reduce((sum, i) => sum + R(i, j) * (v[i] as number), 0));
  const toWorld = (v: readonly number[]) =>
    [0, 1, 2].map((i) => [0, 1, 2].reduce((sum, j) => sum + R(i, j) * (v[j] as number), 0));
  const v = [n(3), n(4), n(5)];
  const w = [n(15), n(16), n(17)];
  const thrust = ARMS.map((_, k) => K_THRUST * n(18 + k) * n(18 + k));
  const torque = [0, 0, 0];
  for (const [k, { azimuth, drag }] of ARMS.entries()) {
    const t = thrust[k] as number;
    torque[0] = (torque[0] as number) + ARM * Math.sin(azimuth) * t;
    torque[1] = (torque[1] as number) - ARM * Math.cos(azimuth) * t;
    torque[2] = (torque[2] as number) + drag * K_TORQUE * t;
  }
  const air = toBody(wind).map((a, i) => (v[i] as number) - a);
  const airspeed = Math.hypot(...air);
  const gravity = toBody([0, 0, -G]);
  const lift = thrust.reduce((a, b) => a + b, 0);
  const momentum = w.map((rate, i) => rate * (I[i] as number));
  const gyro = cross(w, momentum);
  const coriolis = cross(w, v);
  const d = new Float64Array(SIZE);
  d.set(toWorld(v), 0);
  for (let i = 0; i < 3; i++) {
    const drag = ((BLADE[i] as number) + 0.5 * RHO * (AREA[i] as number) * airspeed) * (air[i] as number);
    d[3 + i] = ((i === 2 ? lift : 0) - drag) / MASS + (gravity[i] as number) - (coriolis[i] as number);
    d[15 + i] = ((torque[i] as number) - (gyro[i] as number)) / (I[i] as number);
    const row = cross([R(i, 0), R(i, 1), R(i, 2)], w);
    d.set(row, 6 + 3 * i);
  }
  for (let k = 0; k < 4; k++) d[18 + k] = ((command[k] as number) - n(18 + k)) / LAG;
  return d;
}

function cross(a: readonly number[], b: readonly number[]): number[] {
  const [ax, ay, az] = a as [number, number, number];
  const [bx, by, bz] = b as [number, number, number];
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}
