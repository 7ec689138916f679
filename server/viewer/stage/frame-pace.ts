const SLOW_MS = 34;
const CHEAP_MS = 21;
const SLOW_FRAMES = 5;
const CHEAP_FRAMES = 45;
const LOWEST_RATIO = 0.3;
/** A gap this long is a tab that slept or a scene that was built, not a slow frame. */
const PAUSE_MS = 700;
const TRY_AGAIN_MS = 20_000;

/**
 * Chooses how many pixels to draw from how long frames take: fewer until motion is smooth, more
 * again when frames are cheap. It remembers for a while which ratio was too dear, so that the
 * picture does not go back and forth.
 */
export class FramePace {
  #ratio: number;
  readonly #highest: number;
  #lastMs: number | null = null;
  #sumMs = 0;
  #frames = 0;
  #dearRatio = Number.POSITIVE_INFINITY;
  #dearUntilMs = 0;
  #frameMs: number | null = null;

  constructor({ first, highest }: { first: number; highest: number }) {
    this.#highest = highest;
    this.#ratio = Math.min(first, highest);
  }

  /** Pixels drawn per pixel of the page's layout. */
  get ratio(): number {
    return this.#ratio;
  }

  /** Mean time between drawn frames of late; null before any motion. */
  get frameMs(): number | null {
    return this.#frameMs;
  }

  /** A frame in motion begins now. */
  drawn(nowMs: number): void {
    const tookMs = this.#lastMs === null ? PAUSE_MS : nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (tookMs >= PAUSE_MS) {
      this.#begin();
      return;
    }
    this.#sumMs += tookMs;
    this.#frames++;
    const meanMs = this.#sumMs / this.#frames;
    if (this.#frames >= SLOW_FRAMES && meanMs > SLOW_MS) {
      this.#dearRatio = this.#ratio;
      this.#dearUntilMs = nowMs + TRY_AGAIN_MS;
      this.#change(meanMs, Math.max(0.6, Math.sqrt((SLOW_MS - 6) / meanMs)));
    } else if (this.#frames >= CHEAP_FRAMES) {
      const higher = this.#ratio * 1.2;
      const mayRise = meanMs < CHEAP_MS && (higher < this.#dearRatio * 0.97 || nowMs > this.#dearUntilMs);
      this.#change(meanMs, mayRise ? 1.2 : 1);
    }
  }

  /** Nothing moves: what comes next says nothing of what frames cost. */
  rest(): void {
    this.#lastMs = null;
    this.#begin();
  }

  #change(meanMs: number, factor: number): void {
    this.#frameMs = meanMs;
    this.#ratio = Math.min(this.#highest, Math.max(LOWEST_RATIO, this.#ratio * factor));
    this.#begin();
  }

  #begin(): void {
    this.#sumMs = 0;
    this.#frames = 0;
  }
}
