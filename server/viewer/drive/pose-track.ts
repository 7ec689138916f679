import { shortWay } from '../stage/camera-rig.ts';

/** Where the car was at a moment of the episode. */
export interface SeenPose {
  readonly timeS: number;
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly speedMps: number;
  readonly progressM: number;
}

/** A pose that comes late moves the clock by this share of its lateness; an early one by all of it. */
const SLOWER_SHARE = 0.2;
/** A network is never quite on time; this much is waited for beyond the one step. */
const SLACK_S = 0.03;
const KEPT = 50;

/**
 * Smooth motion from poses that come a few times a second. What is shown lags about one step behind
 * the newest, so that there is nearly always a pose on either side of it, and never goes back. Its
 * danger: a pose is never guessed, so when none comes the car stands.
 */
export class PoseTrack {
  readonly #lagS: number;
  readonly #poses: SeenPose[] = [];
  /** Time on the wall less time in the episode. */
  #offsetS: number | null = null;
  #shownS = 0;

  constructor(stepS: number) {
    this.#lagS = stepS + SLACK_S;
  }

  get newest(): SeenPose | null {
    return this.#poses.at(-1) ?? null;
  }

  add(pose: SeenPose, wallS: number): void {
    const offsetS = wallS - pose.timeS;
    this.#offsetS ??= offsetS;
    const late = offsetS - this.#offsetS;
    this.#offsetS += late > 0 ? late * SLOWER_SHARE : late;
    this.#poses.push(pose);
    if (this.#poses.length > KEPT) this.#poses.shift();
  }

  /** The pose to show at a moment; null before there is one. */
  at(wallS: number): SeenPose | null {
    const { newest } = this;
    if (newest === null || this.#offsetS === null) return null;
    const playS = Math.min(wallS - this.#offsetS - this.#lagS, newest.timeS);
    this.#shownS = Math.max(this.#shownS, playS);
    return this.#between(this.#shownS);
  }

  #between(timeS: number): SeenPose {
    const poses = this.#poses;
    let next = poses.length - 1;
    while (next > 0 && (poses[next - 1] as SeenPose).timeS >= timeS) next--;
    const b = poses[next] as SeenPose;
    const a = poses[next - 1];
    if (a === undefined || timeS >= b.timeS) return b;
    const part = (timeS - a.timeS) / (b.timeS - a.timeS);
    const mix = (from: number, to: number) => from + (to - from) * part;
    return {
      timeS,
      xM: mix(a.xM, b.xM),
      yM: mix(a.yM, b.yM),
      headingRad: a.headingRad + shortWay(a.headingRad, b.headingRad) * part,
      speedMps: mix(a.speedMps, b.speedMps),
      progressM: mix(a.progressM, b.progressM),
    };
  }
}
