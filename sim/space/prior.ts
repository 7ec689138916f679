import type { Axis, ContinuousAxis, Scene } from './axis.ts';
import { logNormalDensity, normalBelow, normalQuantile } from './normal.ts';

/** A continuous axis whose values are not all alike likely. */
type PriorAxis = ContinuousAxis & { readonly prior: NonNullable<ContinuousAxis['prior']> };

function hasPrior(axis: Axis): axis is PriorAxis {
  return axis.kind === 'continuous' && axis.prior !== undefined;
}

/**
 * The value of a continuous axis at a coordinate in [-1, 1]. With a prior, the share of it below the value is
 * the coordinate's place between -1 and 1: uniform coordinates are draws from the prior.
 */
export function valueAt(axis: ContinuousAxis, coordinate: number): number {
  const unit = (Math.min(1, Math.max(-1, coordinate)) + 1) / 2;
  const value = hasPrior(axis) ? priorValue(axis, unit) : axis.low + unit * (axis.high - axis.low);
  return Math.min(axis.high, Math.max(axis.low, value));
}

/** The coordinate of a value; `valueAt` the other way round. */
export function coordinateOf(axis: ContinuousAxis, value: number): number {
  if (!hasPrior(axis)) return ((value - axis.low) / (axis.high - axis.low)) * 2 - 1;
  const { zLow, below, mass } = cut(axis);
  if (value <= axis.low) return -1;
  if (value >= axis.high) return 1;
  const z = (value - axis.prior.mean) / axis.prior.deviation;
  return ((normalBelow(Math.max(zLow, z)) - below) / mass) * 2 - 1;
}

/** Whether some values of some axis are likelier than others. */
export function hasPriors(axes: readonly Axis[]): boolean {
  return axes.some(hasPrior);
}

/**
 * Log-likelihood of a scene under the priors of its axes, each cut at the axis's ends, with densities per standard
 * deviation. Axes without a prior take no part.
 */
export function logLikelihood(axes: readonly Axis[], scene: Scene): number {
  return axes.filter(hasPrior).reduce((sum, axis) => {
    const z = ((scene[axis.name] as number) - axis.prior.mean) / axis.prior.deviation;
    return sum + logNormalDensity(z) - Math.log(cut(axis).mass);
  }, 0);
}

/** The log-likelihood of the likeliest scene, in which nothing departs from the means. */
export function mostLogLikelihood(axes: readonly Axis[]): number {
  const scene = Object.fromEntries(
    axes
      .filter(hasPrior)
      .map(({ name, low, high, prior }) => [name, Math.min(high, Math.max(low, prior.mean))]),
  );
  return logLikelihood(axes, scene);
}

/** Of scenes: their log-likelihood less that of the likeliest one, so that 0 is the most there is. */
export function relativeLogLikelihood(axes: readonly Axis[]): (scene: Scene) => number {
  const most = mostLogLikelihood(axes);
  return (scene) => Math.min(0, logLikelihood(axes, scene) - most);
}

function priorValue(axis: PriorAxis, unit: number): number {
  if (unit <= 0) return axis.low;
  if (unit >= 1) return axis.high;
  const { zLow, zHigh, below, mass } = cut(axis);
  return axis.prior.mean + axis.prior.deviation * normalQuantile(below + unit * mass, zLow, zHigh);
}

/** The axis's ends in deviations from the mean, and what of the prior lies below and between them. */
function cut({ low, high, prior: { mean, deviation } }: PriorAxis) {
  const [zLow, zHigh] = [(low - mean) / deviation, (high - mean) / deviation];
  const below = normalBelow(zLow);
  return { zLow, zHigh, below, mass: normalBelow(zHigh) - below };
}
