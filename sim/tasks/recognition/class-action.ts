import type { Action, ActionSpec } from '../../agent.ts';
import { FaultscapeError } from '../../core/errors.ts';
import { SHAPE_CLASSES, type ShapeClass } from '../../scene/picture.ts';

/** pAeroplane, pBench, ... pDiningTable ...: how likely the agent thinks each class of SHAPE_CLASSES. */
export const RECOGNITION_ACTION: ActionSpec = {
  names: SHAPE_CLASSES.map(nameOf),
  low: SHAPE_CLASSES.map(() => 0),
  high: SHAPE_CLASSES.map(() => 1),
};

function nameOf(name: ShapeClass): string {
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `p${words.join('')}`;
}

/**
 * The probabilities of an answer, clipped to [0, 1]. They need not sum to 1. An answer of another length, or with
 * a number that is not finite, is refused with an error of kind `agent`.
 */
export function actionToProbabilities(action: Action): Float64Array {
  const { names } = RECOGNITION_ACTION;
  const bad = Array.from(action).findIndex((x) => !Number.isFinite(x));
  if (action.length === names.length && bad < 0) {
    return Float64Array.from(action, (p) => Math.min(1, Math.max(0, p)));
  }
  throw new FaultscapeError('agent', 'The agent gave an answer that holds no probabilities.', {
    expected: `${names.length} finite numbers: one per class, ${names.slice(0, 3).join(', ')} ...`,
    got: bad >= 0 ? `${action[bad]} for ${names[bad] ?? `place ${bad}`}` : `${action.length} numbers`,
  });
}
