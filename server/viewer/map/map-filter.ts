import { type Proportion, wilson } from '../../../sim/core/index.ts';
import { isWithin, type Limits } from './limits.ts';
import type { Spot } from './spots.ts';

export type Outcome = 'all' | 'failed' | 'passed';

/** What a person wants to see of a run's episodes. */
export interface MapFilter {
  /** Kinds switched off in the legend. */
  readonly hiddenKinds: ReadonlySet<string>;
  readonly outcome: Outcome;
  /** How the episode ended; null is any way. */
  readonly reason: string | null;
  readonly limits: Limits;
}

export const NO_FILTER: MapFilter = { hiddenKinds: new Set(), outcome: 'all', reason: null, limits: {} };

/** Shown at all; the limits only make it pale. */
export function isShown({ hiddenKinds, outcome, reason }: MapFilter, spot: Spot): boolean {
  if (hiddenKinds.has(spot.kind)) return false;
  if (outcome !== 'all' && spot.failed !== (outcome === 'failed')) return false;
  return reason === null || spot.entry.reason === reason;
}

export function isChosen(filter: MapFilter, spot: Spot): boolean {
  return isShown(filter, spot) && isWithin(filter.limits, spot.entry.scene);
}

export function failureShare(spots: readonly Spot[]): Proportion {
  return wilson(spots.filter((spot) => spot.failed).length, spots.length);
}

export function isFiltered({ hiddenKinds, outcome, reason, limits }: MapFilter): boolean {
  return hiddenKinds.size > 0 || outcome !== 'all' || reason !== null || Object.keys(limits).length > 0;
}
