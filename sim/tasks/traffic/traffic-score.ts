import type { Score } from '../../task.ts';
import { type Drive, scoreDrive } from '../driving/driving-score.ts';

/** How near the drive came to others. */
export interface NearMisses {
  readonly minDistanceM: number;
  readonly minTtcS: number;
}

export interface Accident {
  readonly hitByEgo: boolean;
  readonly hitByOther: boolean;
  readonly avoidable: boolean;
}

/**
 * The driving score with what traffic adds to its terms. `spare` takes an accident that could not be
 * avoided for the end of the route, so that only what came before it counts.
 */
export function scoreTraffic(
  drive: Drive,
  near: NearMisses,
  accident: Accident | null,
  { spare }: { readonly spare: boolean },
): Score {
  const score = scoreDrive(drive);
  const terms = {
    ...score.terms,
    ...near,
    hitByEgo: Number(accident?.hitByEgo ?? false),
    hitByOther: Number(accident?.hitByOther ?? false),
    avoidable: Number(accident?.avoidable ?? true),
  };
  if (!spare || accident === null || accident.avoidable) return { ...score, terms };
  const { total, failed, terms: spared } = scoreDrive({ ...drive, ending: 'goal', detail: null });
  return { ...score, total, failed, terms: { ...terms, ...spared } };
}
