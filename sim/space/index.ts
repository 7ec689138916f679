/** A door of its own for parameter spaces, so that a search need not load physics. */
export type { Axis, CategoricalAxis, ContinuousAxis, Point, Scene } from './axis.ts';
export { sceneProblem } from './scene-problem.ts';
export { Space } from './space.ts';
