import type { Action, Agent, Observation } from '../sim/agent.ts';

/** Does nothing: for tasks that the scene alone settles, such as landscapes with known failures. */
export class BystanderAgent implements Agent {
  readonly name = 'bystander';
  readonly version = '1';
  readonly needs = { camera: null, truth: false };
  readonly gives = ['nothing'];

  reset(): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    return batch.map(() => [0]);
  }
}
