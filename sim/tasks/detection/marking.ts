import type { Action, ActionSpec } from '../../agent.ts';
import type { Score } from '../../task.ts';
import type { Sight } from './detection-score.ts';

/** How an answer to one still picture is marked: what it holds, and what it is worth. */
export interface Marking<Terms extends Readonly<Record<string, number>>> {
  readonly action: ActionSpec;
  /** The terms that are logged, in the order of the log. */
  readonly termNames: readonly (keyof Terms & string)[];
  /** The answer's terms; those of no answer for null. Throws an error of kind `agent` for one that is none. */
  mark(action: Action | null, sight: Sight): Terms;
  score(terms: Terms, steps: number): Score;
}
