import type { Action, Agent, Briefing, Observation } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { DRONE_CONTROLS } from '../control-names.ts';
import { type FlightPlan, planFlight } from './flight-plan.ts';
import { type FlightTruth, followLine } from './follow-line.ts';

/**
 * The privileged pilot: it reads the true place and motion and the track's centre line, and follows that with
 * a cascaded PD controller at a speed that turns allow. What it keeps per seat follows from the
 * track alone.
 */
export class UavPdAgent implements Agent {
  readonly name = 'uav-pd';
  readonly version = '1';
  readonly needs = { camera: null, truth: true };
  readonly gives = DRONE_CONTROLS;
  readonly #plans = new Map<number, FlightPlan>();

  reset(seat: number, _briefing: Briefing): void {
    this.#plans.delete(seat);
  }

  act(batch: readonly Observation[]): readonly Action[] {
    return batch.map(({ seat, readings }) => {
      let plan = this.#plans.get(seat);
      if (plan === undefined) {
        plan = planOf(readings);
        this.#plans.set(seat, plan);
      }
      return followLine(plan, flightTruth(readings));
    });
  }
}

/** The plan for the track that a racing task's true readings show. */
export function planOf(readings: Observation['readings']): FlightPlan {
  return planFlight(reading(readings, 'centreLineXyzM'));
}

/** The true state that a racing task's readings show. */
export function flightTruth(readings: Observation['readings']): FlightTruth {
  return {
    xyzM: reading(readings, 'trueXyzM'),
    velocityMps: reading(readings, 'trueVelocityMps'),
    attitudeRad: reading(readings, 'trueAttitudeRad'),
    progressM: reading(readings, 'progressM')[0] as number,
  };
}

function reading(readings: Observation['readings'], name: string): Float64Array {
  const found = readings?.[name];
  if (found instanceof Float64Array) return found;
  throw new FaultscapeError('agent', `Agent uav-pd was not shown ${name}.`, {
    expected: 'the readings of a racing task with the truth',
    got: readings === undefined ? 'no readings' : Object.keys(readings).join(', '),
  });
}
