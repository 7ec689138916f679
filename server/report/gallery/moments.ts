import type { Trajectory } from '../../../sim/index.ts';

/** How long before its end a failing episode is shown: the car still sees what it fails at. */
const BEFORE_END_S = 0.5;

/** The step to show of a failing episode, counted from 1. */
export function failingMoment(trajectory: Trajectory, controlStepS: number): number {
  const steps = stepsOf(trajectory);
  return Math.max(1, steps - Math.round(BEFORE_END_S / controlStepS));
}

/**
 * The step of a passing episode at which it has come as far as the failing one had at its
 * moment: by `progressM` where the task logs it, else by the step's number.
 */
export function sameMoment(failing: Trajectory, step: number, passing: Trajectory): number {
  const steps = stepsOf(passing);
  const column = passing.names.indexOf('progressM');
  if (column === -1 || failing.names[column] !== 'progressM') return Math.min(steps, step);
  const goal = progressAt(failing, step, column);
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 1; k <= steps; k++) {
    const gap = Math.abs(progressAt(passing, k, column) - goal);
    if (gap >= least) continue;
    least = gap;
    best = k;
  }
  return best;
}

function stepsOf({ names, rows }: Trajectory): number {
  return rows.length / names.length;
}

function progressAt({ names, rows }: Trajectory, step: number, column: number): number {
  return rows[(step - 1) * names.length + column] as number;
}
