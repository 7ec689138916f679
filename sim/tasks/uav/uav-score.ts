import type { Score } from '../../task.ts';
import { OFF_COURSE_M } from './uav-course.ts';

/** Why an episode ended, and what is left of its score when it ended that way. */
const ENDINGS = {
  goal: { keeps: 1, terminated: true },
  'missed-gate': { keeps: 0.5, terminated: true },
  'off-course': { keeps: 0.5, terminated: true },
  crash: { keeps: 0.4, terminated: true },
  timeout: { keeps: 0.6, terminated: false },
} as const;

export type Ending = keyof typeof ENDINGS;

/** Q at or below this is a failure: whatever did not come through all gates. */
export const UAV_FAILS_BELOW = 0.6;

export interface Flight {
  readonly ending: Ending;
  /** What was hit, for a crash. */
  readonly detail: string | null;
  readonly gatesPassed: number;
  readonly gateCount: number;
  /** Distance from the centre line, mean over time. */
  readonly meanDeviationM: number;
  readonly timeS: number;
  readonly timeLimitS: number;
  readonly steps: number;
}

/**
 * Q = gates * ending * (0.75 + 0.15 course + 0.10 time), each term in [0, 1]: the share of gates passed, what
 * the ending keeps, how near to the centre line, how much of the time limit was left.
 */
export function scoreFlight(flight: Flight): Score {
  const { keeps, terminated } = ENDINGS[flight.ending];
  const gates = flight.gatesPassed / flight.gateCount;
  const course = Math.max(0, 1 - flight.meanDeviationM / OFF_COURSE_M);
  const time = Math.min(1, Math.max(0, 1 - flight.timeS / flight.timeLimitS));
  const total = gates * keeps * (0.75 + 0.15 * course + 0.1 * time);
  return {
    total,
    terms: { gates, ending: keeps, course, time, meanDeviationM: flight.meanDeviationM },
    failed: total <= UAV_FAILS_BELOW,
    reason: flight.detail === null ? flight.ending : `${flight.ending}:${flight.detail}`,
    terminated,
    truncated: !terminated,
    steps: flight.steps,
  };
}
