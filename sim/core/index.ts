/** A door of its own for what needs no world: errors, plain data, random streams, statistics. */
export { type ErrorKind, EXIT_CODE, FaultscapeError } from './errors.ts';
export { type Json, stableStringify } from './json.ts';
export { deriveSeed, Rng, type RngState } from './rng.ts';
export { mean, type Proportion, standardDeviation, wilson } from './stats.ts';
