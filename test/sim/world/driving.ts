import type { CarState } from '../../../sim/world/car-state.ts';
import { CarWorld, type CarWorldOptions } from '../../../sim/world/car-world.ts';

/** The driving task's control step. */
export const CONTROL_STEP_S = 0.05;

export interface Control {
  readonly steer: number;
  readonly gas: number;
  readonly brake: number;
}

export const COAST: Control = { steer: 0, gas: 0, brake: 0 };
export const FULL_BRAKE: Control = { steer: 0, gas: 0, brake: 1 };

/** A car on an empty plain, at rest at the origin and facing along x unless told otherwise. */
export function car({
  speedMps = 0,
  xM = 0,
  yM = 0,
  headingRad = 0,
  ...options
}: Partial<CarWorldOptions['start']> & Partial<Omit<CarWorldOptions, 'start'>> = {}): CarWorld {
  return new CarWorld({
    solids: [],
    frictionCoefficient: 0.9,
    start: { xM, yM, headingRad, speedMps },
    ...options,
  });
}

/** Copies of the state after each control step. */
export function drive(world: CarWorld, controls: Iterable<Control>): CarState[] {
  const states: CarState[] = [];
  for (const control of controls) {
    world.advance(control, CONTROL_STEP_S);
    states.push({ ...world.state });
  }
  return states;
}

/** The same control for a while. */
export function* hold(control: Control, seconds: number): Generator<Control> {
  const count = Math.round(seconds / CONTROL_STEP_S);
  for (let i = 0; i < count; i++) yield control;
}

/** Steers as told while a proportional controller keeps the speed. */
export function cruise(world: CarWorld, speedMps: number, steer: number, seconds: number): CarState[] {
  const states: CarState[] = [];
  const count = Math.round(seconds / CONTROL_STEP_S);
  for (let i = 0; i < count; i++) {
    const push = speedMps - world.state.speedMps + 0.03;
    states.push(...drive(world, [{ steer, gas: Math.max(0, push), brake: Math.max(0, -push) }]));
  }
  return states;
}

export function pathLengthM(states: readonly CarState[]): number {
  let length = 0;
  states.forEach((state, i) => {
    const before = states[i - 1];
    if (before !== undefined) length += Math.hypot(state.xM - before.xM, state.yM - before.yM);
  });
  return length;
}
