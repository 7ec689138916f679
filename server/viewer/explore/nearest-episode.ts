import { distance } from '../../../adversary/metrics.ts';
import type { Axis, Point, Scene, Space } from '../../../sim/space/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';

export interface AxisChange {
  readonly axis: Axis;
  readonly from: number | string;
  readonly to: number | string;
  /** How far apart in [-1, 1]. */
  readonly distance: number;
}

export interface Near {
  readonly episode: EpisodeEntry;
  /** Euclidean in [-1, 1]^d, categories at the centre of their bins, as adversaries measure it. */
  readonly distance: number;
  /** Only axes that differ, the farthest first. */
  readonly changes: readonly AxisChange[];
}

/** Nearer than this is the same scene, up to rounding. */
const SAME = 1e-9;

/**
 * The episode of a run nearest to a scene among those that failed, or that passed; a scene equal to
 * this one is no answer. Null when there is none.
 */
export function nearestEpisode(
  space: Space,
  scene: Scene,
  episodes: readonly EpisodeEntry[],
  failed: boolean,
): Near | null {
  const here = space.encode(scene);
  let best: { episode: EpisodeEntry; point: Point; distance: number } | null = null;
  for (const episode of episodes) {
    const { point } = episode;
    if (episode.failed !== failed || point === null || point.length !== here.length) continue;
    const far = distance(here, point);
    if (far > SAME && (best === null || far < best.distance)) best = { episode, point, distance: far };
  }
  if (best === null) return null;
  const { episode, point } = best;
  const there = space.decode(point);
  const changes = space.axes
    .map((axis, i) => ({
      axis,
      from: scene[axis.name] as number | string,
      to: there[axis.name] as number | string,
      distance: Math.abs((here[i] as number) - (point[i] as number)),
    }))
    .filter((change) => change.distance > SAME)
    .sort((a, b) => b.distance - a.distance);
  return { episode, distance: best.distance, changes };
}
