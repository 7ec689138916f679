import { batch, signal } from '@preact/signals';

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;

/** A screen that slept must not make the episode jump. */
const LONGEST_FRAME_S = 0.25;
/** Numbers and sliders follow at this pace; the picture follows every frame. */
const TOLD_EVERY_MS = 66;

/**
 * What time it is in the episodes shown; all of them share one clock. `timeS` moves with every
 * frame; `shownS` tells the page's texts and sliders less often, so that they cost little.
 */
export class PlayClock {
  readonly playing = signal(false);
  readonly speed = signal(1);
  readonly shownS = signal(0);
  readonly endS = signal(0);
  /** Playing goes on at the end, waiting for more. */
  waitsAtEnd = false;
  #timeS = 0;
  #lastMs: number | null = null;
  #toldMs = 0;

  get timeS(): number {
    return this.#timeS;
  }

  /** Moves on to this frame of the screen; `hurry` multiplies the chosen speed. */
  tick(nowMs: number, hurry = 1): void {
    const passedS = this.#lastMs === null ? 0 : Math.min(LONGEST_FRAME_S, (nowMs - this.#lastMs) / 1000);
    this.#lastMs = nowMs;
    if (!this.playing.peek()) return;
    const endS = this.endS.peek();
    this.#timeS = Math.min(endS, this.#timeS + passedS * this.speed.peek() * hurry);
    const isOver = this.#timeS >= endS && !this.waitsAtEnd;
    if (isOver) this.playing.value = false;
    if (isOver || nowMs - this.#toldMs >= TOLD_EVERY_MS) {
      this.#toldMs = nowMs;
      this.shownS.value = this.#timeS;
    }
  }

  seek(timeS: number): void {
    this.#timeS = Math.min(this.endS.peek(), Math.max(0, timeS));
    this.shownS.value = this.#timeS;
  }

  play(): void {
    batch(() => {
      if (this.#timeS >= this.endS.peek() && !this.waitsAtEnd) this.seek(0);
      this.#lastMs = null;
      this.playing.value = true;
    });
  }

  pause(): void {
    this.playing.value = false;
    this.shownS.value = this.#timeS;
  }

  toggle(): void {
    if (this.playing.peek()) this.pause();
    else this.play();
  }

  /** One faster (+1) or slower (-1) of the speeds on offer. */
  changeSpeed(by: 1 | -1): void {
    const at = SPEEDS.indexOf(this.speed.peek() as (typeof SPEEDS)[number]);
    this.speed.value = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))] as number;
  }
}
