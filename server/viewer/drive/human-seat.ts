import type { Action, Agent, Observation, Outcome } from '../../../sim/agent.ts';
import type { Controls } from './controls.ts';

/** A person behind the same port as every driver: shown the true pose, no camera. */
export class HumanSeat implements Agent {
  readonly name: string;
  /** Changes when hands would act otherwise: other rates, another reach of the wheel. */
  readonly version = '1';
  readonly needs = { camera: null, truth: true };
  readonly #controls: () => Controls;
  readonly #onSight: (seen: Observation) => void;
  readonly #onEnd: (outcome: Outcome | null) => void;

  constructor(options: {
    name: string;
    /** The wheel and pedals at the moment of asking. */
    controls: () => Controls;
    onSight: (seen: Observation) => void;
    onEnd: (outcome: Outcome | null) => void;
  }) {
    this.name = options.name;
    this.#controls = options.controls;
    this.#onSight = options.onSight;
    this.#onEnd = options.onEnd;
  }

  reset(): void {}

  act(batch: readonly Observation[]): readonly Action[] {
    return batch.map((seen) => {
      this.#onSight(seen);
      const { steer, gas, brake } = this.#controls();
      return [steer, gas, brake];
    });
  }

  end(_seat: number, outcome: Outcome | null): Record<string, number> {
    this.#onEnd(outcome);
    return {};
  }
}
