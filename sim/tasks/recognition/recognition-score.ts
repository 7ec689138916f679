import type { Score } from '../../task.ts';
import type { Marking } from '../detection/marking.ts';
import { actionToProbabilities, RECOGNITION_ACTION } from './class-action.ts';

/** Q at or below it fails: another class is thought at least as likely. */
export const RECOGNITION_FAILS_BELOW = 0.5;

export interface RecognitionTerms extends Readonly<Record<string, number>> {
  /** The probability given to the true class. */
  readonly trueP: number;
  /** The highest given to any other. */
  readonly otherP: number;
  /** The likeliest class, the first of equals: a place in SHAPE_CLASSES; -1 before any answer. */
  readonly answeredClass: number;
  readonly visibleShare: number;
}

/** Marks twelve probabilities: Q = true / (true + highest other), 0 where both are 0. */
export const RECOGNITION_MARKING: Marking<RecognitionTerms> = {
  action: RECOGNITION_ACTION,
  termNames: ['trueP', 'otherP', 'answeredClass', 'visibleShare'],
  mark(action, { classIndex, visibleShare }) {
    const likely = action === null ? new Float64Array() : actionToProbabilities(action);
    const others = likely.filter((_, i) => i !== classIndex);
    return {
      trueP: likely[classIndex] ?? 0,
      otherP: Math.max(0, ...others),
      answeredClass: likely.indexOf(Math.max(...likely)),
      visibleShare,
    };
  },
  score: scoreRecognition,
};

function scoreRecognition(terms: RecognitionTerms, steps: number): Score {
  const { trueP, otherP } = terms;
  const total = trueP === 0 ? 0 : trueP / (trueP + otherP);
  const failed = total <= RECOGNITION_FAILS_BELOW;
  return {
    total,
    terms: { ...terms },
    failed,
    reason: failed ? 'mistaken' : 'recognised',
    terminated: true,
    truncated: false,
    steps,
  };
}
