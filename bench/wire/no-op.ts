import type { Action, Agent, Observation } from '../../sim/index.ts';

const FULL_GAS = [0, 1, 0];

/** Looks through a small camera and does always the same: what is timed is the way, not the driver. */
export class NoOpAgent implements Agent {
  readonly name = 'no-op';
  readonly version = '1';
  readonly needs = {
    camera: { widthPx: 64, heightPx: 64, rgb: true, depth: false, semantic: false },
    truth: false,
  };

  reset(): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    return batch.map(() => FULL_GAS);
  }
}
