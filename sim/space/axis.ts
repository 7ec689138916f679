/** One named direction of a parameter space, in the unit its name ends with. */
export interface ContinuousAxis {
  readonly kind: 'continuous';
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly description: string;
  /** How likely its values are; left out where all are alike. */
  readonly prior?: NormalPrior | undefined;
}

/** A normal distribution in the axis's unit, cut at the axis's ends. */
export interface NormalPrior {
  readonly kind: 'normal';
  readonly mean: number;
  readonly deviation: number;
}

/** An axis that takes one of a list of names; [-1, 1] is cut into equal bins, in order. */
export interface CategoricalAxis {
  readonly kind: 'categorical';
  readonly name: string;
  readonly values: readonly string[];
  readonly description: string;
}

export type Axis = ContinuousAxis | CategoricalAxis;

/** The value of each axis by name: a number in the axis's unit, or a category's name. */
export type Scene = Readonly<Record<string, number | string>>;

/** A scene's place in [-1, 1]^d, one coordinate per axis. */
export type Point = readonly number[];
