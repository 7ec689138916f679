import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { uniformPoint } from '../uniform.ts';
import { hitAndRun, walkDirection } from './hit-and-run.ts';

/** Part of the crowd that a level keeps. */
const KEEPS = 0.25;
const MOST_LEVELS = 12;
/** Steps of each walk on a level. */
const STEPS = 3;

export interface LevelSetPlan {
  readonly dimension: number;
  /** Uniform points that it begins with. */
  readonly first: number;
  /** Points wanted. */
  readonly size: number;
}

interface Placed {
  readonly point: Point;
  readonly height: number;
}

/**
 * Points uniform on {height <= level} by subset simulation (Au and Beck, Probabilistic Engineering
 * Mechanics 16, 2001): levels that each keep a quarter of the crowd come down to the wanted one, and
 * walks within each level spread the crowd again. Above `bar` a height may be any that is above it too. Empty where it does not come down in 12 levels.
 */
export function levelSet(
  height: (point: Point, bar: number) => number,
  level: number,
  { dimension, first, size }: LevelSetPlan,
  rng: Rng,
): readonly Point[] {
  const placed = (point: Point, bar: number): Placed => ({ point, height: height(point, bar) });
  let crowd = Array.from({ length: first }, () =>
    placed(uniformPoint(rng, dimension), Number.POSITIVE_INFINITY),
  );
  for (let round = 0; round < MOST_LEVELS; round++) {
    const inside = crowd.filter((p) => p.height <= level);
    if (inside.length >= size) return inside.slice(0, size).map(({ point }) => point);
    const heights = crowd.map((p) => p.height).sort((a, b) => a - b);
    const bar = Math.max(level, heights[Math.floor(KEEPS * (heights.length - 1))] as number);
    const kept = crowd.filter((p) => p.height <= bar);
    const points = kept.map(({ point }) => point);
    crowd = Array.from({ length: size }, (_, i) => {
      let here = kept[i % kept.length] as Placed;
      for (let step = 0; step < STEPS; step++) {
        let there = here;
        hitAndRun(
          here.point,
          walkDirection(points, dimension, rng),
          (candidate) => {
            there = placed(candidate, bar);
            return there.height <= bar;
          },
          rng,
        );
        if (there.height <= bar) here = there;
      }
      return here;
    });
  }
  return [];
}
