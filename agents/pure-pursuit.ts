import type { Action, Agent, Briefing, Observation, Truth } from '../sim/agent.ts';
import { FaultscapeError } from '../sim/core/index.ts';
import { CAR_CONTROLS } from './control-names.ts';

/** The car's geometry as this agent was tuned for it. */
const WHEELBASE_M = 2.6;
const MAX_WHEEL_ANGLE_RAD = (35 * Math.PI) / 180;
/** The path is driven by the rear axle, half a wheelbase behind the pose. */
const REAR_AXLE_M = WHEELBASE_M / 2;

/**
 * The privileged expert: it reads the true pose and route and steers for a point ahead on the
 * lane's centre (Coulter 1992, pure pursuit), with a proportional controller on speed.
 */
export class PurePursuitAgent implements Agent {
  readonly name = 'pure-pursuit';
  readonly version = '1';
  readonly needs = { camera: null, truth: true };
  readonly gives = CAR_CONTROLS;

  reset(_seat: number, _briefing: Briefing): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    return batch.map(({ truth, speedMps }) => {
      if (truth === null) {
        throw new FaultscapeError('agent', 'Agent pure-pursuit was shown no true state.', {
          expected: 'an observation with `truth`',
          got: 'none',
        });
      }
      return pursue(truth, speedMps);
    });
  }
}

/** The expert's action: [steer, gas, brake]. */
export function pursue(truth: Truth, speedMps: number): Float64Array {
  const { routeXyM, routeStepM, routeSpeedMps, progressM, headingRad } = truth;
  const last = routeXyM.length / 2 - 1;
  const lookaheadM = Math.min(7, Math.max(3.5, 0.7 * speedMps));
  const aim = Math.min(last, Math.round((progressM + lookaheadM - REAR_AXLE_M) / routeStepM));
  const xM = truth.xM - Math.cos(headingRad) * REAR_AXLE_M;
  const yM = truth.yM - Math.sin(headingRad) * REAR_AXLE_M;
  const dx = (routeXyM[aim * 2] as number) - xM;
  const dy = (routeXyM[aim * 2 + 1] as number) - yM;
  const left = dy * Math.cos(headingRad) - dx * Math.sin(headingRad);
  const distance2 = Math.max(1, dx * dx + dy * dy);
  const wheelAngleRad = Math.atan((2 * WHEELBASE_M * left) / distance2);
  const steer = Math.min(1, Math.max(-1, wheelAngleRad / MAX_WHEEL_ANGLE_RAD));

  const ahead = Math.min(last, Math.max(0, Math.round((progressM + 0.3 * speedMps) / routeStepM)));
  const errorMps = (routeSpeedMps[ahead] as number) - speedMps;
  const gas = Math.min(1, Math.max(0, 0.15 + 0.35 * errorMps));
  const brake = errorMps < -0.5 ? Math.min(1, 0.25 * (-errorMps - 0.5)) : 0;
  return Float64Array.of(steer, brake > 0 ? 0 : gas, brake);
}
