import type { Action, Agent, Briefing, Observation, Truth } from '../sim/agent.ts';
import { FaultscapeError } from '../sim/core/index.ts';
import { CAR_CONTROLS } from './control-names.ts';
import { pursue } from './pure-pursuit.ts';

const HALF_LENGTH_M = 2.1;
const HALF_WIDTH_M = 0.9;
/** Kept free on both sides of the car: of what stands or goes along, and of what may come into the way. */
const SIDE_GAP_M = 0.12;
/** Numbers per actor of the reading `actors`. */
const NUMBERS = 7;
/** The Intelligent Driver Model (Treiber, Hennecke and Helbing 2000), as this agent drives by it. */
const PULL_MPS2 = 2;
const BRAKING_MPS2 = 2.5;
const STAND_GAP_M = 2.5;
const TIME_GAP_S = 1.2;
const MOST_BRAKING_MPS2 = 8;
/** How far ahead, and how finely, it thinks others go on as they do. */
const FORESIGHT_S = 4;
const FORESIGHT_STEP_S = 0.2;
/** Whose rear is this far behind the own front is abreast and no leader. */
const ABREAST_M = -2;
/** What the car does with full gas and full brake, before drag and slip. */
const FULL_GAS_MPS2 = 3.5;
const FULL_BRAKE_MPS2 = 12;

interface Ahead {
  gapM: number;
  speedMps: number;
}

/**
 * The privileged driver among others: steers like pure-pursuit, keeps its distance by the IDM, and
 * brakes for those who will be in its way if they go on as they do. It reads the true state of the
 * actors; where a task tells of none it is pure-pursuit.
 */
export class PursuitIdmAgent implements Agent {
  readonly name = 'pursuit-idm';
  readonly version = '1';
  readonly needs = { camera: null, truth: true };
  readonly gives = CAR_CONTROLS;

  reset(_seat: number, _briefing: Briefing): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    return batch.map(({ truth, speedMps, readings }) => {
      if (truth === null) {
        throw new FaultscapeError('agent', 'Agent pursuit-idm was shown no true state.', {
          expected: 'an observation with `truth`',
          got: 'none',
        });
      }
      const action = pursue(truth, speedMps);
      const actors = readings?.actors;
      if (actors === undefined) return action;
      return hold(action, accelerationFor(truth, speedMps, actors));
    });
  }
}

/** Takes gas away, and brakes, until the car accelerates no more than allowed. */
function hold(action: Float64Array, mostMps2: number): Float64Array {
  const [steer, gas, brake] = action as unknown as [number, number, number];
  if (mostMps2 < -0.2)
    return Float64Array.of(steer, 0, Math.max(brake, Math.min(0.72, -mostMps2 / FULL_BRAKE_MPS2)));
  return Float64Array.of(steer, Math.min(gas, Math.max(0, (mostMps2 + 0.2) / FULL_GAS_MPS2)), brake);
}

function accelerationFor(truth: Truth, speedMps: number, actors: ArrayLike<number>): number {
  let least = PULL_MPS2;
  for (let at = 0; at + NUMBERS <= actors.length; at += NUMBERS) {
    if ((actors[at + 6] as number) < 0) continue;
    const ahead = inTheWay(truth, speedMps, actors, at);
    if (ahead !== null) least = Math.min(least, idm(speedMps, ahead));
  }
  return least;
}

function idm(speedMps: number, { gapM, speedMps: leaderMps }: Ahead): number {
  const wished =
    STAND_GAP_M +
    Math.max(
      0,
      speedMps * TIME_GAP_S + (speedMps * (speedMps - leaderMps)) / (2 * Math.sqrt(PULL_MPS2 * BRAKING_MPS2)),
    );
  const share = wished / Math.max(0.1, gapM);
  return Math.max(-MOST_BRAKING_MPS2, PULL_MPS2 * (1 - share * share));
}

/**
 * Where an actor first is in the strip of the route ahead: now, or when the car under control gets
 * there with its present speed and the actor goes on as it does. Null if never.
 */
function inTheWay(truth: Truth, speedMps: number, actors: ArrayLike<number>, at: number): Ahead | null {
  const [x, y, heading, mps, lengthM, widthM] = [0, 1, 2, 3, 4, 5].map((k) => actors[at + k] as number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const dx = x - truth.xM;
  const dy = y - truth.yM;
  if (dx * dx + dy * dy > 60 * 60) return null;
  const cos = Math.cos(heading);
  const sin = Math.sin(heading);
  const { routeXyM, routeStepM, progressM } = truth;
  const last = routeXyM.length / 2 - 2;
  const lookM = 8 + speedMps * 2 + (speedMps * speedMps) / 3;
  const firstSample = Math.max(0, Math.ceil((progressM + 1) / routeStepM));
  const lastSample = Math.min(last, Math.floor((progressM + HALF_LENGTH_M + lookM) / routeStepM));
  for (let t = 0; t <= FORESIGHT_S + 1e-9; t += FORESIGHT_STEP_S) {
    const ox = x + cos * mps * t;
    const oy = y + sin * mps * t;
    // The stretch of route that the car's body covers about then; at once, all that lies ahead.
    const noseM = progressM + HALF_LENGTH_M + speedMps * t;
    const from =
      t === 0
        ? firstSample
        : Math.max(firstSample, Math.floor((noseM - 2 * HALF_LENGTH_M - speedMps * 0.5) / routeStepM));
    const to =
      t === 0 ? lastSample : Math.min(lastSample, Math.ceil((noseM + 1 + speedMps * 0.7) / routeStepM));
    for (let i = from; i <= to; i++) {
      const rx = (routeXyM[2 * i] as number) - ox;
      const ry = (routeXyM[2 * i + 1] as number) - oy;
      const along = Math.abs(rx * cos + ry * sin) - lengthM / 2;
      const aside = Math.abs(ry * cos - rx * sin) - widthM / 2;
      if (along > HALF_WIDTH_M + SIDE_GAP_M || aside > HALF_WIDTH_M + SIDE_GAP_M) continue;
      const wx = (routeXyM[2 * i + 2] as number) - (routeXyM[2 * i] as number);
      const wy = (routeXyM[2 * i + 3] as number) - (routeXyM[2 * i + 1] as number);
      const turnCos = (wx * cos + wy * sin) / routeStepM;
      const turnSin = (wy * cos - wx * sin) / routeStepM;
      const half = (Math.abs(turnCos) * lengthM + Math.abs(turnSin) * widthM) / 2;
      const middleM = i * routeStepM - (rx * wx + ry * wy) / routeStepM;
      // One who goes along is followed; one who comes across or towards is a place to stop before.
      const follows = turnCos > 0.7;
      const gapM = middleM - half - (follows ? mps * t : 0) - progressM - HALF_LENGTH_M;
      if (gapM < ABREAST_M) return null;
      return { gapM, speedMps: turnCos > 0 ? mps * turnCos : 0 };
    }
  }
  return null;
}
