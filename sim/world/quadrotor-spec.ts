import type { RotorSpec } from './rotor.ts';

export const GRAVITY_MPS2 = 9.81;

const ROTOR: RotorSpec = {
  thrustPerSpeed2: 8.54858e-6,
  torquePerThrustM: 0.016,
  lagS: 0.02,
  topSpeedRadps: 838,
};

/**
 * The drone. Mass, arms, rotors and inertia are those of the AscTec Hummingbird as RotorS describes it (Furrer
 * et al. 2016, rotors_description/urdf/hummingbird.xacro), with its arms in an X; its two lags (0.0125 s up,
 * 0.025 s down) are one here. `bladeDrag` is RotorS's rotor drag, 8.06e-5 kg/rad per rotor, at hover speed.
 * The area of the body, and the guards, are estimates.
 */
export const QUADROTOR = {
  massKg: 0.716,
  inertiaKgM2: [0.007, 0.007, 0.012],
  rotor: ROTOR,
  /** From the middle to a rotor's hub. */
  armM: 0.17,
  rotorRadiusM: 0.1,
  /** Half the box that rotors and guards fill: length, width, height. */
  halfSizeM: [0.235, 0.235, 0.06],
  /** Drag force per air speed along each body axis, N s/m. */
  bladeDrag: [0.147, 0.147, 0],
  /** Drag coefficient times area along each body axis. */
  dragAreaM2: [0.012, 0.012, 0.03],
  airKgPerM3: 1.225,
} as const;

/** All four rotors at top speed. */
export const MAX_THRUST_N = 4 * ROTOR.thrustPerSpeed2 * ROTOR.topSpeedRadps * ROTOR.topSpeedRadps;
export const HOVER_SPEED_RADPS = Math.sqrt((QUADROTOR.massKg * GRAVITY_MPS2) / (4 * ROTOR.thrustPerSpeed2));

/** From the middle to a rotor's hub along either body axis: the arms lie in an X. */
export const ROTOR_REACH_M = QUADROTOR.armM * Math.SQRT1_2;
