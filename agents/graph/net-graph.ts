import type { NamedWeight } from '../tensor/index.ts';

/** A tensor of a net: shapes are those of one row, without the batch; pictures are [height, width, channels]. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

/** One step of a net. Every one has one output, which has its name. Convolutions and pools pad as `same`. */
interface Step<Op extends string, Inputs extends readonly Value[] = readonly [Value]> {
  readonly op: Op;
  readonly name: string;
  readonly inputs: Inputs;
}
type StepOnTwo<Op extends string> = Step<Op, readonly [Value, Value]>;

interface Conv extends Step<'conv'> {
  /** [height, width, inputs, outputs]; of a depthwise one [height, width, channels, 1]. */
  readonly filter: NamedWeight;
  readonly bias: NamedWeight | null;
  readonly depthwise: boolean;
  readonly stride: number;
  /** Distance between two of the filter's taps. */
  readonly dilation: number;
  readonly relu: boolean;
}

interface Normalise extends Step<'normalise'> {
  readonly statistics: Normalisation;
  readonly relu: boolean;
}

interface Dense extends Step<'dense'> {
  /** [inputs, outputs]. */
  readonly weight: NamedWeight;
  readonly bias: NamedWeight | null;
  readonly relu: boolean;
}

interface MaxPool extends Step<'max-pool'> {
  readonly size: number;
  readonly stride: number;
}

interface Reshape extends Step<'reshape'> {
  readonly shape: readonly number[];
}

/**
 * `mean` is that of each channel over the picture; `double` makes a picture twice as high and wide, each place four
 * times; `concat` joins along the last axis.
 */
export type NetStep =
  | Conv
  | Normalise
  | Dense
  | MaxPool
  | Reshape
  | Step<'mean'>
  | Step<'double'>
  | StepOnTwo<'add'>
  | StepOnTwo<'multiply'>
  | StepOnTwo<'concat'>;

export type StepOf<Op extends NetStep['op']> = Extract<NetStep, { readonly op: Op }>;

/** gamma * (x - mean) / sqrt(variance + epsilon) + beta, channel by channel. */
export interface Normalisation {
  readonly gamma: NamedWeight;
  readonly beta: NamedWeight;
  readonly mean: NamedWeight;
  readonly variance: NamedWeight;
  readonly epsilon: number;
}

/** A trained net as plain data: what it takes, its steps in order, and what it answers. */
export interface NetGraph {
  readonly architecture: string;
  readonly inputs: readonly Value[];
  readonly steps: readonly NetStep[];
  readonly output: Value;
  /** For people: what goes in and what comes out. */
  readonly notes: Readonly<Record<string, string>>;
}

/** Sides of a picture after a step of this stride with padding `same`. */
export function strided(length: number, stride: number): number {
  return Math.ceil(length / stride);
}
