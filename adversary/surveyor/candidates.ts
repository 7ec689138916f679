import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { clip } from '../search/search.ts';
import { uniformPoint } from '../uniform.ts';
import type { ScoreMap } from './score-map.ts';

const UNIFORM = 200;
const NEAR = 90;
const CROSSED = 100;
const BETWEEN = 40;
const NEAR_BEST = 20;
/** Standard deviations, in half ranges, of candidates about the lowest scores. */
const SPREADS = [0.03, 0.1, 0.3];

/**
 * Points that the next scenes are chosen from: anywhere, about the lowest scores, with the coordinates of two of them
 * mixed and sometimes mirrored, midway between failures, and the region that the map calls failing.
 */
export function candidatesFor(
  map: ScoreMap,
  failures: readonly Point[],
  region: readonly Point[],
  rng: Rng,
): readonly Point[] {
  const lowest = map.points
    .map((point, i) => ({ point, score: map.scores[i] as number }))
    .sort((a, b) => a.score - b.score)
    .slice(0, Math.max(NEAR_BEST, failures.length))
    .map(({ point }) => point);
  const within = [...failures, ...region];
  return [
    ...Array.from({ length: UNIFORM }, () => uniformPoint(rng, map.binsPerAxis.length)),
    ...Array.from({ length: NEAR }, (_, i) => {
      const spread = SPREADS[i % SPREADS.length] as number;
      return clip(rng.pick(lowest).map((x) => x + spread * rng.normal()));
    }),
    ...Array.from({ length: CROSSED }, () => {
      const [a, b] = [rng.pick(lowest), rng.pick(lowest)];
      return a.map((x, axis) => (rng.float() < 0.5 ? x : (b[axis] as number)) * (rng.float() < 0.1 ? -1 : 1));
    }),
    ...Array.from({ length: within.length < 2 ? 0 : BETWEEN }, () => {
      const several = Array.from({ length: 2 + rng.int(3) }, () => rng.pick(within));
      return (several[0] as Point).map(
        (_, axis) => several.reduce((sum, point) => sum + (point[axis] as number), 0) / several.length,
      );
    }),
    ...region,
  ];
}
