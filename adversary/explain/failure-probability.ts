import { Rng, standardDeviation } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { uniformPoint } from '../uniform.ts';
import { bettingInterval } from './betting-interval.ts';
import { KernelProposal } from './kernel-proposal.ts';
import type { Estimate } from './quantiles.ts';

/** A scene to run, and what a failure there counts. */
export interface WeightedPoint {
  readonly point: Point;
  /** How much likelier the point is under the prior than where it was drawn from; at most 1 / prior share. */
  readonly weight: number;
}

export interface FailureProbability extends Estimate {
  readonly standardError: number;
  readonly episodes: number;
  readonly failures: number;
  /** So many scenes drawn from the prior would give as small a standard error; null before anything failed. */
  readonly worth: number | null;
}

/** Share of the draws that come from the prior itself, so that no weight exceeds one over it. */
export const PRIOR_SHARE = 0.5;

/**
 * Scenes for importance sampling: half of them from the prior, which is uniform over [-1, 1]^d, the others from
 * kernels around draws of a learned distribution (a defensive mixture, Hesterberg 1995). Without such draws
 * all come from the prior.
 */
export function drawWeighted(
  n: number,
  dimension: number,
  learned: readonly Point[],
  seed: number,
): readonly WeightedPoint[] {
  const rng = new Rng(seed, 'probability');
  if (learned.length === 0) {
    return Array.from({ length: n }, () => ({ point: uniformPoint(rng, dimension), weight: 1 }));
  }
  const proposal = new KernelProposal(learned);
  const uniform = 2 ** -dimension;
  return Array.from({ length: n }, () => {
    const point = rng.float() < PRIOR_SHARE ? uniformPoint(rng, dimension) : proposal.draw(rng);
    const drawn = PRIOR_SHARE * uniform + (1 - PRIOR_SHARE) * proposal.density(point);
    return { point, weight: uniform / drawn };
  });
}

/**
 * The chance to fail in a scene drawn from the prior: the mean weight of the failures. The interval holds it with
 * 95 % at least, for any landscape and any distribution learned, and is wider than two standard errors.
 */
export function failureProbability(
  draws: readonly { readonly weight: number; readonly failed: boolean }[],
): FailureProbability {
  const most = draws.some(({ weight }) => weight !== 1) ? 1 / PRIOR_SHARE : 1;
  const values = draws.map(({ weight, failed }) => (failed ? weight / most : 0));
  const { value, low, high } = bettingInterval(values);
  const share = value * most;
  const standardError = (standardDeviation(values) * most) / Math.sqrt(draws.length - 1);
  return {
    value: share,
    low: low * most,
    high: Math.min(1, high * most),
    standardError,
    episodes: draws.length,
    failures: draws.filter(({ failed }) => failed).length,
    worth: standardError > 0 ? (share * (1 - Math.min(1, share))) / (standardError * standardError) : null,
  };
}
