import type { Score } from '../../task.ts';

/** Why an episode ended, and what is left of its score when it ended that way. */
const ENDINGS = {
  goal: { keeps: 1, terminated: true },
  collision: { keeps: 0.4, terminated: true },
  'off-road': { keeps: 0.5, terminated: true },
  'off-route': { keeps: 0.5, terminated: true },
  timeout: { keeps: 0.6, terminated: false },
} as const;

export type Ending = keyof typeof ENDINGS;

/** Q at or below this is a failure: whatever did not reach the goal, or reached it by driving
 * long in the wrong lane. */
export const DRIVING_FAILS_BELOW = 0.6;

/** Each second in the wrong lane multiplies the score by this. */
const WRONG_LANE_KEEPS_PER_S = 0.92;
/** The mean speed that earns the whole speed term. */
const FULL_SPEED_MPS = 7;

export interface Drive {
  readonly ending: Ending;
  /** What was hit, for a collision. */
  readonly detail: string | null;
  readonly progressM: number;
  readonly routeLengthM: number;
  readonly wrongLaneS: number;
  readonly timeS: number;
  readonly timeLimitS: number;
  readonly steps: number;
}

/**
 * Q = routeCompletion * infractions * (0.75 + 0.15 meanSpeed + 0.10 time), each term in [0, 1].
 * The product of completion and infractions follows the driving score of the CARLA leaderboard.
 */
export function scoreDrive(drive: Drive): Score {
  const ending = ENDINGS[drive.ending];
  const routeCompletion =
    drive.ending === 'goal' ? 1 : Math.min(1, Math.max(0, drive.progressM / drive.routeLengthM));
  const wrongLane = Math.exp(Math.log(WRONG_LANE_KEEPS_PER_S) * drive.wrongLaneS);
  const infractions = ending.keeps * wrongLane;
  const meanSpeedMps = drive.timeS > 0 ? drive.progressM / drive.timeS : 0;
  const meanSpeed = Math.min(1, Math.max(0, meanSpeedMps / FULL_SPEED_MPS));
  const time = Math.min(1, Math.max(0, 1 - drive.timeS / drive.timeLimitS));
  const total = routeCompletion * infractions * (0.75 + 0.15 * meanSpeed + 0.1 * time);
  return {
    total,
    terms: { routeCompletion, infractions, meanSpeed, time, wrongLaneS: drive.wrongLaneS },
    failed: total <= DRIVING_FAILS_BELOW,
    reason: drive.detail === null ? drive.ending : `${drive.ending}:${drive.detail}`,
    terminated: ending.terminated,
    truncated: !ending.terminated,
    steps: drive.steps,
  };
}

/** The published limit: the time the route takes at 10 km/h, and 10 s more. */
export function timeLimitS(routeLengthM: number): number {
  return (routeLengthM / 1000 / 10) * 3600 + 10;
}
