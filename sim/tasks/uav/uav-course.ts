import { FaultscapeError } from '../../core/errors.ts';
import { Rng } from '../../core/rng.ts';
import { type GateTrack, layGateTrack } from '../../geometry/gate-track.ts';
import { anchorProblem, gateTrackProblem, type TrackLimits } from '../../geometry/gate-track-problem.ts';
import type { QuadrotorStart } from '../../world/quadrotor.ts';
import { GRAVITY_MPS2 } from '../../world/quadrotor-spec.ts';
import type { AnchorCount, UavScene } from './uav-scene.ts';

export const GATE_COUNTS: Readonly<Record<AnchorCount, number>> = { 3: 8, 4: 10, 5: 12 };

/** The furthest the drone can be asked to roll or pitch. */
export const MAX_LEAN_RAD = 0.9;
/** A lap at a lower mean speed runs out of time. */
export const LEAST_SPEED_MPS = 4;
/** For take-up of speed, on top of the lap at the least speed. */
const TAKE_UP_S = 6;
/** Further from the centre line than this the drone has left the track. */
export const OFF_COURSE_M = 3;

export const TRACK_LIMITS: TrackLimits = {
  // Level flight at full lean turns with g tan(lean).
  curvaturePerM: (GRAVITY_MPS2 * Math.tan(MAX_LEAN_RAD)) / (LEAST_SPEED_MPS * LEAST_SPEED_MPS),
  separationM: 4.5,
  slopeRad: 0.6,
  gateAboveGroundM: 0.1,
  legClearanceM: 0.8,
};

/** The course of a scene. Throws an error of kind `data` if it cannot be flown. */
export function layCourse(count: AnchorCount, scene: UavScene): GateTrack {
  const laid = tryCourse(count, scene);
  if (laid instanceof FaultscapeError) throw laid;
  return laid;
}

/** The course of a scene, or why it cannot be flown. */
export function tryCourse(count: AnchorCount, scene: UavScene): GateTrack | FaultscapeError {
  const { anchors, openingM, gateRollRad: rollRad } = scene;
  const problem = anchorProblem(anchors);
  if (problem !== null) return problem;
  const track = layGateTrack({ anchors, gateCount: GATE_COUNTS[count], openingM, rollRad });
  return gateTrackProblem(track, TRACK_LIMITS) ?? track;
}

export function timeLimitS({ lengthM }: GateTrack): number {
  return lengthM / LEAST_SPEED_MPS + TAKE_UP_S;
}

/** The drone starts hovering this far past the last gate, which it comes back to. */
const START_M = 2;
const JITTER_M = 0.15;
const JITTER_RAD = 0.05;

/** Where a flight begins: just past the last gate, a little off the line, as the seed says. */
export function courseStart({ stepM, count, xyzM, tangent }: GateTrack, seed: number): QuadrotorStart {
  const jitter = new Rng(seed, 'start');
  const at = 3 * (Math.round(START_M / stepM) % count);
  const off = () => jitter.range(-JITTER_M, JITTER_M);
  return {
    xM: (xyzM[at] as number) + off(),
    yM: (xyzM[at + 1] as number) + off(),
    zM: (xyzM[at + 2] as number) + off(),
    headingRad:
      Math.atan2(tangent[at + 1] as number, tangent[at] as number) + jitter.range(-JITTER_RAD, JITTER_RAD),
  };
}
