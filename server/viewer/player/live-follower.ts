import { signal } from '@preact/signals';
import type { ReadTaskFile } from '../../../sim/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';
import type { StepNews } from '../../live/live-event.ts';
import { EpisodeLog } from './episode-log.ts';
import type { PlayClock } from './play-clock.ts';

/** What is shown while a run is followed. */
export interface Followed {
  readonly id: string | null;
  readonly log: EpisodeLog;
  /** Steps as they come, or the log of an episode that has ended. */
  readonly from: 'live' | 'logged';
}

interface Known extends Followed {
  ended: boolean;
  heardMs: number;
}

/** What waits to be shown is shown within about this time. */
const CATCH_UP_S = 1.2;
const FASTEST = 12;
/** An episode's end stays in view this long. */
const HOLD_MS = 900;
/** No steps for so long: the run sends none, or this page reads too slowly. */
const SILENT_MS = 2_500;

/**
 * Follows a run that is under way: shows an episode's steps as they come, faster than real time
 * when there are many, and goes on to the newest episode when one ends. Where no steps come it
 * shows the newest logged episode. Its danger: steps may be lost on the way here; an episode with
 * a gap is never shown past it.
 */
export class LiveFollower {
  readonly shown = signal<Followed | null>(null);
  readonly #clock: PlayClock;
  readonly #load: (entry: EpisodeEntry) => Promise<EpisodeLog | null>;
  readonly #stepS: number;
  readonly #files: { readonly readFile?: ReadTaskFile };
  #current: Known | null = null;
  #next: Known | null = null;
  #newest: EpisodeEntry | null = null;
  #loading = false;
  #endMs: number | null = null;

  constructor(options: {
    clock: PlayClock;
    stepS: number;
    /** Fetches a logged episode; null if it cannot. */
    load: (entry: EpisodeEntry) => Promise<EpisodeLog | null>;
    /** Gives the files that the run's task names, as far as they are here. */
    readFile?: ReadTaskFile;
  }) {
    this.#files = options.readFile === undefined ? {} : { readFile: options.readFile };
    this.#clock = options.clock;
    this.#load = options.load;
    this.#stepS = options.stepS;
    this.#clock.waitsAtEnd = true;
  }

  /** Steps came. */
  take(news: StepNews, nowMs: number): void {
    if (news.firstStep === 0) this.#begin(news, nowMs);
    const known = [this.#current, this.#next].find((one) => one?.from === 'live' && one.id === news.episode);
    if (known === null || known === undefined) return;
    if (news.firstStep !== 0 && news.firstStep !== known.log.steps) {
      known.ended = true;
      return;
    }
    if (news.firstStep !== 0) known.log.append(news.rows);
    known.heardMs = nowMs;
    if (known === this.#current) this.#clock.endS.value = known.log.durationS;
  }

  /** Episodes were logged, the newest last. */
  logged(entries: readonly EpisodeEntry[]): void {
    for (const { id } of entries) {
      for (const known of [this.#current, this.#next]) if (known?.id === id) known.ended = true;
    }
    this.#newest = entries.findLast(({ steps }) => steps > 0) ?? this.#newest;
  }

  /** Moves on to this frame of the screen. */
  tick(nowMs: number): void {
    const behindS = this.#clock.endS.peek() - this.#clock.timeS;
    const hurry = Math.min(FASTEST, Math.max(1, behindS / CATCH_UP_S));
    this.#clock.tick(nowMs, this.#current?.from === 'live' ? hurry : 1);
    if (this.#current === null) {
      if (this.#next !== null) this.#show(this.#next, nowMs);
      else this.#showLogged(nowMs);
    } else if (this.#isOver(nowMs) && this.#clock.playing.peek()) {
      if (this.#next !== null) this.#show(this.#next, nowMs);
      else if (this.#newest?.id !== this.#current.id) this.#showLogged(nowMs);
    }
  }

  #begin(news: StepNews, nowMs: number): void {
    const log = new EpisodeLog({ ...news, stepS: this.#stepS, ...this.#files });
    const known: Known = { id: news.episode, log, from: 'live', ended: false, heardMs: nowMs };
    if (this.#current === null) this.#show(known, nowMs);
    else this.#next = known;
  }

  /** Everything of it was shown for a moment, and nothing more will come. */
  #isOver(nowMs: number): boolean {
    const current = this.#current as Known;
    if (this.#clock.timeS < current.log.durationS) {
      this.#endMs = null;
      return false;
    }
    this.#endMs ??= nowMs;
    if (nowMs - this.#endMs < HOLD_MS) return false;
    return current.ended || nowMs - current.heardMs > SILENT_MS;
  }

  #showLogged(nowMs: number): void {
    const entry = this.#newest;
    if (entry === null || this.#loading) return;
    this.#loading = true;
    this.#load(entry)
      .then((log) => {
        const isLate = this.#next !== null || this.#current?.log.steps === 0;
        if (log === null || isLate) return;
        this.#show({ id: entry.id, log, from: 'logged', ended: true, heardMs: nowMs }, nowMs);
      })
      .finally(() => {
        this.#loading = false;
      });
  }

  #show(known: Known, nowMs: number): void {
    if (known === this.#next) this.#next = null;
    this.#current = known;
    this.#endMs = null;
    known.heardMs = Math.max(known.heardMs, nowMs);
    this.#clock.endS.value = known.log.durationS;
    this.#clock.seek(0);
    this.shown.value = { id: known.id, log: known.log, from: known.from };
  }
}
