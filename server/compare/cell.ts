import { createHash } from 'node:crypto';
import type { OptionValues } from '../../adversary/index.ts';
import { type Json, stableStringify } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { Ground } from './ground.ts';

/** What is attacked: a task, in one of its spaces, with an agent. */
export interface Case {
  readonly task: string;
  readonly agent: string;
  readonly space: string;
}

/** One run of a comparison: an adversary against a case with a seed, and how much it may spend. */
export interface Cell {
  readonly case: Case;
  readonly adversary: string;
  readonly settings: OptionValues;
  readonly seed: number;
  /** All it may spend: pool, failures and scenes that cannot be included. */
  readonly episodes: number;
  /** Scenes drawn from what it learned and run afterwards; it hears nothing of them. */
  readonly draws: number;
}

/** Failures that no adversary found, to be covered, and on which ground every run of the case stands. */
export interface Reference extends Ground {
  readonly points: readonly Point[];
  /** Of so many random episodes; null where they are drawn from a set of failures that is known. */
  readonly of: number | null;
  /** How likely a random scene fails, where that is known; null elsewhere. */
  readonly known: number | null;
}

/** The curve of failures over episodes is kept at so many places. */
export const CURVE_POINTS = 24;

/** What came of a cell. All but the seconds is the same wherever and whenever it is run. */
export interface CellFigures {
  readonly episodes: number;
  readonly failures: number;
  readonly invalid: number;
  readonly aborted: number;
  /** The episode of its first failure, from 1; null if it met none. */
  readonly firstFailure: number | null;
  /** Failures met after equal parts of the episodes. */
  readonly curve: readonly number[];
  /** Held-out failures with a failure met within the radius; null where none was held out, as in all that follow. */
  readonly covered: number | null;
  /** Groups of held-out failures of which it met one. */
  readonly clusters: number | null;
  readonly draws: number;
  readonly drawsFailed: number;
  readonly drawsInvalid: number;
  /** Held-out failures with a failing draw within the radius. */
  readonly drawsCovered: number | null;
  /** Mean over the axes of the deviation of failing draws over that of held-out failures; null below two. */
  readonly spreadRatio: number | null;
  /** Median distance from a draw to the nearest scene it had run; 0 is a memory and not a model. */
  readonly nearest: number;
  /** Seconds on the clock in which it thought. */
  readonly learnerSeconds: number;
}

/** A cell as it is kept. */
export interface CellResult extends Ground {
  readonly cell: Cell;
  /** TensorFlow.js as its process had it in the end, on which an adversary's nets learn; null where none was loaded. */
  readonly learner: string | null;
  readonly reference: {
    readonly heldOut: number;
    readonly clusters: number;
    readonly of: number | null;
    readonly known: number | null;
  };
  readonly figures: CellFigures;
  /** Episodes that another cell had run already: how many depends on who came first. */
  readonly cached: number;
  readonly remarks: readonly string[];
  readonly seconds: number;
}

/** Changes whenever what is kept of a cell does: older ones are run again. */
const FORMAT = 2;

/** Names a cell by all it depends on, so that a result is taken for no other cell's. */
export function cellName(cell: Cell, heldOut: number): string {
  const text = stableStringify({
    ...cell,
    heldOut,
    faultscape: PACKAGE_VERSION,
    format: FORMAT,
  } as unknown as Json);
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** A case in words, short where it can be. */
export function caseTitle({ task, agent, space }: Case): string {
  return task.startsWith('problem/') ? task : `${task} (${space}), ${agent}`;
}
