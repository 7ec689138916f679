import { type Rng, standardDeviation } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { GaussianProcess, type GpSettings } from './gaussian-process.ts';

/** Points that hyperparameters are fitted on, at most; the cost grows with the cube. */
const FITTED = 150;
const LENGTHS = [0.15, 0.3, 0.6, 1.2, 2.4, 4.8];
const NOISES = [1e-4, 1e-2, 0.1, 0.4];
const SWEEPS = 2;
const LONGEST = 40;
const SHORTEST = 0.05;
const LEAST_VARIANCE = 1e-8;

export interface FitOptions {
  /** Points that they are fitted on, at most, drawn at random. */
  readonly fitted?: number;
  readonly kernel?: 'gaussian' | 'matern';
  /** Settings of a fit to fewer of the points, to begin with. */
  readonly earlier?: GpSettings | undefined;
}

/**
 * Hyperparameters of large marginal likelihood: first one length for all axes and a noise from a
 * grid, then the length of each axis by itself, doubled or halved as long as that helps (so axes
 * that do not matter get long ones). A rough fit, but with no start to be lucky with; settings of an
 * earlier fit save the grid.
 */
export function fitSettings(
  points: readonly Point[],
  scores: readonly number[],
  rng: Rng,
  { fitted = FITTED, kernel = 'gaussian', earlier }: FitOptions = {},
): GpSettings {
  const chosen = rng
    .shuffle(points.map((_, i) => i))
    .slice(0, fitted)
    .sort((a, b) => a - b);
  const x = chosen.map((i) => points[i] as Point);
  const y = chosen.map((i) => scores[i] as number);
  const deviation = standardDeviation(y);
  const variance = Math.max(LEAST_VARIANCE, deviation * deviation);
  const dimension = points[0]?.length ?? 0;
  // Doubled and halved again, or at the longest, settings are ones that were judged before.
  const likelihoods = new Map<string, number>();
  const judged = (settings: GpSettings) => {
    const { lengths, signal, noise } = settings;
    const name = String([signal, noise, ...lengths]);
    const likelihood = likelihoods.get(name) ?? new GaussianProcess(x, y, settings).logLikelihood;
    likelihoods.set(name, likelihood);
    return { settings, likelihood };
  };
  let best = judged(
    earlier ?? { kernel, lengths: new Array(dimension).fill(1), signal: variance, noise: variance },
  );
  const consider = (settings: GpSettings): boolean => {
    const other = judged(settings);
    if (!(other.likelihood > best.likelihood)) return false;
    best = other;
    return true;
  };
  for (const length of earlier === undefined ? LENGTHS : []) {
    for (const noise of NOISES) {
      consider({
        kernel,
        lengths: new Array(dimension).fill(length * Math.sqrt(dimension / 3)),
        signal: variance,
        noise: noise * variance,
      });
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let axis = 0; axis < dimension; axis++) {
      for (const factor of [2, 0.5]) while (consider(stretched(best.settings, axis, factor)));
    }
    for (const factor of [2, 0.5]) {
      while (
        best.settings.signal < 1e3 * variance &&
        consider({ ...best.settings, signal: best.settings.signal * factor })
      );
      while (
        best.settings.noise > 1e-6 * variance &&
        consider({ ...best.settings, noise: best.settings.noise * factor })
      );
    }
  }
  return best.settings;
}

function stretched(settings: GpSettings, axis: number, factor: number): GpSettings {
  const lengths = settings.lengths.map((length, i) =>
    i === axis ? Math.min(LONGEST, Math.max(SHORTEST, length * factor)) : length,
  );
  return { ...settings, lengths };
}
