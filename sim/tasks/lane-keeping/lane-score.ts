import type { Score } from '../../task.ts';

/** Why an episode ended. */
const ENDINGS = {
  goal: { keeps: 1, terminated: true },
  'out-of-bounds': { keeps: 0.5, terminated: true },
  timeout: { keeps: 0.5, terminated: false },
} as const;

export type LaneEnding = keyof typeof ENDINGS;

/** Q at or below this is a failure: whatever went out of bounds, and whatever did not reach the end. */
export const LANE_FAILS_BELOW = 0.5;

/** The mean speed that earns the whole speed term. */
const FULL_SPEED_MPS = 7;

export interface LaneDrive {
  readonly ending: LaneEnding;
  readonly progressM: number;
  readonly roadLengthM: number;
  /** Greatest share of the car's area outside its lane. */
  readonly maxOobPercentage: number;
  /** Least of half the lane's width less the distance from its middle. */
  readonly minOobDistanceM: number;
  readonly oobTolerance: number;
  readonly timeS: number;
  readonly timeLimitS: number;
  readonly steps: number;
}

/**
 * Q = completion * boundaries * (0.60 + 0.20 lane + 0.10 meanSpeed + 0.10 time), each term in [0, 1].
 * `boundaries` halves a drive that went out of bounds or ran out of time, so that Q fails exactly where
 * the competition's oracle does; `lane` falls with the share of the car that ever was outside its
 * lane, so that Q tells near misses apart. The share is a fraction, under the competition's name for it.
 */
export function scoreLane(drive: LaneDrive): Score {
  const { keeps, terminated } = ENDINGS[drive.ending];
  const { maxOobPercentage, minOobDistanceM, timeS } = drive;
  const completion =
    drive.ending === 'goal' ? 1 : Math.min(1, Math.max(0, drive.progressM / drive.roadLengthM));
  const lane = Math.max(0, 1 - maxOobPercentage / drive.oobTolerance);
  const meanSpeed = timeS > 0 ? Math.min(1, Math.max(0, drive.progressM / timeS / FULL_SPEED_MPS)) : 0;
  const time = Math.min(1, Math.max(0, 1 - timeS / drive.timeLimitS));
  const total = completion * keeps * (0.6 + 0.2 * lane + 0.1 * meanSpeed + 0.1 * time);
  return {
    total,
    terms: { completion, boundaries: keeps, lane, meanSpeed, time, maxOobPercentage, minOobDistanceM },
    failed: total <= LANE_FAILS_BELOW,
    reason: drive.ending,
    terminated,
    truncated: !terminated,
    steps: drive.steps,
  };
}
