import { type Held, heldAt } from '../core/held.ts';
import { Rng } from '../core/rng.ts';

export interface WindSpec {
  readonly speedMps: number;
  /** Where it blows to, counter-clockwise from east. */
  readonly towardRad: number;
  /** Standard deviation of the gusts along each level axis; upwards they are half as strong. */
  readonly gustMps: number;
  /** Gusts that are said one by one, on top of all that; left out where there are none. */
  readonly path?: GustPath;
}

/** Gusts that are said, in m/s towards the east and the north. */
export interface GustPath {
  readonly east: Held;
  readonly north: Held;
}

export const STILL_AIR: WindSpec = { speedMps: 0, towardRad: 0, gustMps: 0 };

/** How long a gust lasts: after this time e^-1 of it is left. */
export const GUST_S = 0.8;

/**
 * A steady wind with gusts: along each axis a first-order Gauss-Markov process, which has the spectrum of
 * Dryden's longitudinal turbulence (MIL-F-8785C) at a fixed length over speed. Exact for any step. The danger:
 * `advance` draws from the seed's stream, so a wind serves one episode.
 */
export class Wind {
  /** The air's velocity in the world now. */
  xMps = 0;
  yMps = 0;
  zMps = 0;
  readonly #spec: WindSpec;
  readonly #meanX: number;
  readonly #meanY: number;
  readonly #rng: Rng;
  readonly #keeps: number;
  readonly #adds: number;
  readonly #gust = new Float64Array(3);
  readonly #stepS: number;
  #steps = 0;

  constructor(spec: WindSpec, seed: number, stepS: number) {
    this.#spec = spec;
    this.#stepS = stepS;
    this.#meanX = spec.speedMps * Math.cos(spec.towardRad);
    this.#meanY = spec.speedMps * Math.sin(spec.towardRad);
    this.#rng = new Rng(seed, 'gust');
    this.#keeps = Math.exp(-stepS / GUST_S);
    this.#adds = Math.sqrt(1 - this.#keeps * this.#keeps);
    for (let i = 0; i < 3; i++) this.#gust[i] = this.#rng.normal();
    this.#blow();
  }

  advance(): void {
    this.#steps++;
    const { gustMps, path } = this.#spec;
    if (gustMps === 0 && path === undefined) return;
    for (let i = 0; i < 3; i++) {
      this.#gust[i] = this.#keeps * (this.#gust[i] as number) + this.#adds * this.#rng.normal();
    }
    this.#blow();
  }

  #blow(): void {
    const { gustMps, path } = this.#spec;
    this.xMps = this.#meanX + gustMps * (this.#gust[0] as number);
    this.yMps = this.#meanY + gustMps * (this.#gust[1] as number);
    if (path !== undefined) {
      // The middle of the step for which it blows.
      const timeS = Math.max(0, this.#steps - 0.5) * this.#stepS;
      this.xMps += heldAt(path.east, timeS);
      this.yMps += heldAt(path.north, timeS);
    }
    this.zMps = (gustMps / 2) * (this.#gust[2] as number);
  }
}
