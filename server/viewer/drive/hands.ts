import { AT_REST, type Controls, HANDS_OFF, type Intent, moveControls, strongest } from './controls.ts';
import { padIntent, touchedPads } from './gamepad.ts';
import { Keys } from './keys.ts';

/** A hand held for longer than this moved without us: the page was asleep. */
const LONGEST_S = 0.25;

/**
 * Everything a person can drive with, as one wheel and two pedals. Asked as often as anybody likes:
 * how far the wheel has turned follows from the time that has passed.
 */
export class Hands {
  /** What fingers on the screen do; the touch controls put it here. */
  touch: Intent = HANDS_OFF;
  readonly #keys = new Keys(window, document);
  #controls: Controls = AT_REST;
  #movedAtS: number | null = null;

  at(nowS: number, speedMps: number): Controls {
    const passedS = this.#movedAtS === null ? 0 : nowS - this.#movedAtS;
    this.#movedAtS = nowS;
    const intent = strongest([this.#keys.intent(), this.touch, padIntent(touchedPads()) ?? HANDS_OFF]);
    const stepS = Math.min(LONGEST_S, Math.max(0, passedS));
    this.#controls = moveControls(this.#controls, intent, { speedMps, stepS });
    return this.#controls;
  }

  close(): void {
    this.#keys.close();
  }
}
