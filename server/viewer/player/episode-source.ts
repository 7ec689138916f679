import type { Ribbon, StageFrame, StageSource } from '../stage/stage-source.ts';
import type { EpisodeLog } from './episode-log.ts';
import type { PlayClock } from './play-clock.ts';
import { buildRibbon, type RibbonValue, ribbonRange } from './ribbon-values.ts';

/** Shows one logged episode on the stage, at the time of a clock. Nothing new is no new frame. */
export class EpisodeSource implements StageSource {
  readonly log: EpisodeLog;
  readonly #clock: PlayClock;
  readonly #value: RibbonValue | null;
  readonly #peers: readonly EpisodeLog[];
  #frame: StageFrame | null = null;
  #timeS = Number.NaN;
  #steps = -1;

  /** `peers` are all episodes shown, which share one scale of colours. */
  constructor(log: EpisodeLog, clock: PlayClock, value: RibbonValue | null, peers: readonly EpisodeLog[]) {
    this.log = log;
    this.#clock = clock;
    this.#value = value;
    this.#peers = peers;
  }

  frame(): StageFrame | null {
    const timeS = Math.min(this.#clock.timeS, this.log.durationS);
    if (timeS === this.#timeS && this.log.steps === this.#steps) return this.#frame;
    const picture = this.log.pictureAt(timeS);
    if (picture === null) return null;
    const ribbon = this.log.steps === this.#steps ? (this.#frame?.ribbon ?? null) : this.#ribbon();
    this.#timeS = timeS;
    this.#steps = this.log.steps;
    this.#frame = {
      picture,
      focus: picture.movers[0] ?? null,
      agentCamera: this.log.cameraAt(timeS),
      ribbon,
      routeXyM: this.log.routeXyM,
    };
    return this.#frame;
  }

  #ribbon(): Ribbon | null {
    const value = this.#value;
    return value === null ? null : buildRibbon(this.log, value, ribbonRange(value, this.#peers));
  }
}
