import type { Briefing, Command, Frame, Notes, Outcome, Readings, SensorNeeds } from '../../sim/agent.ts';

/** What a remote driver said of itself when it sat down. */
export interface Driver {
  readonly name: string;
  readonly version: string;
  readonly needs: SensorNeeds;
}

/** The lane's centre every `stepM` metres and the speed to drive there. */
export interface SentRoute {
  readonly stepM: number;
  readonly xyM: Float64Array;
  readonly speedMps: Float64Array;
}

/** What one episode's driver sees at one step. */
export interface Sight {
  readonly episode: string;
  readonly step: number;
  readonly timeS: number;
  readonly speedMps: number;
  readonly command: Command;
  readonly frame: Frame | null;
  readonly truth: {
    readonly xM: number;
    readonly yM: number;
    readonly headingRad: number;
    readonly progressM: number;
  } | null;
  /** Left out by a task without any; their shapes are in the briefing. */
  readonly readings?: Readings | undefined;
  /** With the first sight of an episode whose driver sees the truth. */
  readonly route: SentRoute | null;
}

/** An action, or why there is none: the driver was lost. */
export type Reply = { readonly action: readonly number[] } | { readonly fault: string };

/**
 * Where episodes find drivers that are programs elsewhere. An address is an agent's name with its
 * argument: "ws:my-agent", "udacity:ws://127.0.0.1:4567". All data is plain, so that a desk can be
 * in another process than the episodes.
 */
export interface SeatDesk {
  /** Waits until a driver of this address is there. */
  meet(address: string): Promise<Driver>;
  /** Waits for a free seat of this address and takes it for one episode; gives the episode's name. */
  begin(address: string, briefing: Briefing): Promise<string>;
  /** Shows any number of episodes their next sight; one reply each, in the same order. */
  exchange(sights: readonly Sight[]): Promise<readonly Reply[]>;
  /** Gives the seat back. Safe for an episode the desk has lost. */
  end(episode: string, outcome: Outcome | null): Promise<Notes>;
}
