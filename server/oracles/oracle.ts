import { FaultscapeError } from '../../sim/core/index.ts';
import type { Scene, Space } from '../../sim/space/index.ts';

/** What an oracle says of a scene, in its own unit. */
export interface OracleAnswer {
  readonly score: number;
  /** Named numbers to be logged with it. */
  readonly terms?: Readonly<Record<string, number>>;
  /** Why it ended: few and stable words. */
  readonly reason?: string;
}

export interface OracleQuestion {
  readonly id: string;
  readonly seed: number;
  /** Nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/**
 * Whatever scores scenes: a table of recorded ones, a program, a function. It need not know who asks. It
 * throws SceneRefused for a scene that cannot be, and AgentFault where it failed to score one that can.
 */
export interface Oracle {
  /** What is scored, as a report names it. */
  readonly name: string;
  /** Changes whenever the same scene would be scored otherwise. */
  readonly version: string;
  readonly space: Space;
  readonly scale: Scale;
  readonly tries: number;
  ask(scene: Scene, question: OracleQuestion): OracleAnswer | Promise<OracleAnswer>;
}

/** Takes an oracle's scores to Q in [0, 1], higher is better. */
export class Scale {
  readonly worst: number;
  readonly best: number;
  /** The threshold in Q. */
  readonly failsBelow: number;

  constructor({ worst, best, failsAt }: { worst: number; best: number; failsAt: number }) {
    if (!Number.isFinite(worst) || !Number.isFinite(best) || worst === best) {
      throw new FaultscapeError('usage', 'Scores have no range.', {
        expected:
          'a worst and a best score that differ, e.g. --score-range 0..1, or 10..0 where more is worse',
        got: `${worst}..${best}`,
      });
    }
    this.worst = worst;
    this.best = best;
    this.failsBelow = (failsAt - worst) / (best - worst);
    if (this.failsBelow >= 0 && this.failsBelow < 1) return;
    throw new FaultscapeError('usage', 'At that threshold every scene would fail, or none.', {
      expected: `--fails-at from ${worst}, the worst score, to below ${best}, the best`,
      got: String(failsAt),
      hint: 'widen the range with --score-range WORST..BEST',
    });
  }

  /** Beyond the ends is as the ends. */
  q(score: number): number {
    return Math.max(0, Math.min(1, (score - this.worst) / (this.best - this.worst)));
  }
}
