import type { Quadrotor } from './quadrotor.ts';

/**
 * Where the drone's middle is and how it moves, in world axes unless named otherwise. The object is reused:
 * copy what must last.
 */
export interface QuadrotorState {
  xM: number;
  yM: number;
  zM: number;
  /** Of the nose, counter-clockwise from the x axis, in (-pi, pi]. */
  headingRad: number;
  /** Nose up is positive. */
  pitchRad: number;
  /** Left side up is positive. */
  rollRad: number;
  vxMps: number;
  vyMps: number;
  vzMps: number;
  speedMps: number;
}

export function emptyQuadrotorState(): QuadrotorState {
  return {
    xM: 0,
    yM: 0,
    zM: 0,
    headingRad: 0,
    pitchRad: 0,
    rollRad: 0,
    vxMps: 0,
    vyMps: 0,
    vzMps: 0,
    speedMps: 0,
  };
}

/** Writes the drone's state; its attitude must have been read (`readPose`) since it last moved. */
export function readQuadrotorState({ body, turn }: Quadrotor, into: QuadrotorState): void {
  const { position, velocity } = body;
  into.xM = position.x;
  into.yM = position.y;
  into.zM = position.z;
  into.headingRad = Math.atan2(turn[3] as number, turn[0] as number);
  into.pitchRad = Math.asin(Math.max(-1, Math.min(1, turn[6] as number)));
  into.rollRad = Math.atan2(turn[7] as number, turn[8] as number);
  into.vxMps = velocity.x;
  into.vyMps = velocity.y;
  into.vzMps = velocity.z;
  into.speedMps = Math.sqrt(velocity.x * velocity.x + velocity.y * velocity.y + velocity.z * velocity.z);
}
