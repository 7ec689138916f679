/** A door of its own for parameter spaces, so that a search need not load physics. */
export type { Axis, CategoricalAxis, ContinuousAxis, NormalPrior, Point, Scene } from './axis.ts';
export { normalBelow, normalQuantile } from './normal.ts';
export { hasPriors, logLikelihood, mostLogLikelihood, relativeLogLikelihood, valueAt } from './prior.ts';
export { sceneProblem } from './scene-problem.ts';
export { Space } from './space.ts';
