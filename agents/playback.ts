import type { Action, Agent, Observation } from '../sim/agent.ts';
import { FaultscapeError } from '../sim/core/index.ts';
import type { Trajectory } from '../sim/index.ts';

/**
 * Acts as a logged trajectory did, step for step, and needs no camera and no network. Its one
 * danger: it repeats actions, not reactions, so in a scene or with a seed that differs from the
 * logged one it drives blindly. One seat only.
 */
export class PlaybackAgent implements Agent {
  readonly name = 'playback';
  readonly version = '1';
  readonly needs = { camera: null, truth: false };
  readonly #trajectory: Trajectory;
  #actionWidth = 0;

  constructor(trajectory: Trajectory) {
    this.#trajectory = trajectory;
  }

  /** Steps that were logged. */
  get steps(): number {
    const { names, rows } = this.#trajectory;
    return names.length === 0 ? 0 : rows.length / names.length;
  }

  /** Throws an error of kind `data` if the log holds other actions than the task takes. */
  reset(_seat: number, { action }: { readonly action: { readonly names: readonly string[] } }): void {
    const logged = this.#trajectory.names.slice(0, action.names.length);
    if (logged.join() !== action.names.join()) {
      throw new FaultscapeError('data', 'The logged actions are not those of this task.', {
        expected: action.names.join(', '),
        got: logged.join(', '),
      });
    }
    this.#actionWidth = action.names.length;
  }

  act(batch: readonly Observation[]): readonly Action[] {
    return batch.map(({ step }) => {
      if (step >= this.steps) {
        throw new FaultscapeError('data', 'The episode runs longer than its log.', {
          expected: `an end within ${this.steps} steps, as logged`,
          got: `step ${step + 1}`,
          hint: 'the log comes from another version of the task; see faultscape replay',
        });
      }
      const from = step * this.#trajectory.names.length;
      return this.#trajectory.rows.subarray(from, from + this.#actionWidth);
    });
  }
}
