import type { Reply } from '../../agents/index.ts';
import type { Briefing, Notes } from '../../sim/index.ts';

/** Why an answer changes nothing. */
export type Ignored = 'late' | 'duplicate' | 'out-of-order';

/**
 * One episode at one slot of a seat: which step was shown, and who waits for its answer. It ends by
 * being ended or by being lost, and once lost every further step of it is answered with the reason.
 */
export class LeasedEpisode {
  readonly id: string;
  readonly slot: number;
  readonly briefing: Briefing;
  /** Whether the program was told of it. */
  announced = false;
  /** The latest step that was shown; -1 before the first. */
  step = -1;
  /** When the program last answered, or was first asked; on the hub's clock. */
  heardMs = 0;
  /** In real time: the next observation goes out no sooner. */
  dueMs = Number.NEGATIVE_INFINITY;
  #waiting: ((reply: Reply) => void) | null = null;
  #answered = false;
  #lost: string | null = null;
  #last: readonly number[];
  #missed = 0;
  #confidenceSum = 0;
  #confidences = 0;

  constructor(id: string, slot: number, briefing: Briefing) {
    this.id = id;
    this.slot = slot;
    this.briefing = briefing;
    this.#last = this.#zeros();
  }

  get lost(): string | null {
    return this.#lost;
  }

  get waiting(): boolean {
    return this.#waiting !== null;
  }

  /** The answer to a step that is shown now. */
  expect(step: number, nowMs: number): Promise<Reply> {
    if (this.#lost !== null) return Promise.resolve({ fault: this.#lost });
    if (this.step < 0) this.heardMs = nowMs;
    this.step = step;
    this.#answered = false;
    return new Promise((settle) => {
      this.#waiting = settle;
    });
  }

  /** Takes an answer that is fit to be carried out; says why if it is ignored. */
  take(
    step: number,
    action: readonly number[],
    confidence: number | undefined,
    nowMs: number,
  ): Ignored | null {
    if (step > this.step) return 'out-of-order';
    if (step === this.step && this.#answered) return 'duplicate';
    if (step < this.step || this.#waiting === null) return 'late';
    this.#answered = true;
    this.heardMs = nowMs;
    this.#last = action;
    if (confidence !== undefined) {
      this.#confidenceSum += confidence;
      this.#confidences++;
    }
    this.#settle({ action });
    return null;
  }

  /** The deadline passed without an answer: the world goes on with a stale action. */
  miss(stale: 'hold' | 'coast'): void {
    this.#missed++;
    this.#settle({ action: stale === 'hold' ? this.#last : this.#zeros() });
  }

  /** The program will not drive this to its end. */
  lose(why: string): void {
    this.#lost ??= why;
    this.#settle({ fault: this.#lost });
  }

  /** What is logged of the program's answers. */
  notes({ realtime }: { realtime: boolean }): Notes {
    return {
      ...(realtime ? { missedDeadlines: this.#missed } : {}),
      ...(this.#confidences === 0 ? {} : { meanConfidence: this.#confidenceSum / this.#confidences }),
    };
  }

  #settle(reply: Reply): void {
    this.#waiting?.(reply);
    this.#waiting = null;
  }

  #zeros(): readonly number[] {
    return this.briefing.action.names.map(() => 0);
  }
}
