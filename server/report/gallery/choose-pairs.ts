import { distance } from '../../../adversary/index.ts';
import type { Axis, Point } from '../../../sim/space/index.ts';
import type { EpisodeView } from '../run-view.ts';

/** A failure beside the scene most like it in which the agent passed, if it ever did. */
export interface Pair {
  readonly failure: EpisodeView;
  readonly passed: EpisodeView | null;
  /** Euclidean distance of their points in [-1, 1] per axis; NaN without a pass. */
  readonly distance: number;
  /** Axes that differ: those known to tell failures from passes first, then the widest apart. */
  readonly differences: readonly Axis[];
}

/**
 * Failures unlike each other: the worst first, then whichever lies farthest from those chosen.
 * Each comes with the nearest pass of the whole run.
 */
export function choosePairs(
  axes: readonly Axis[],
  failures: readonly EpisodeView[],
  episodes: readonly EpisodeView[],
  { count, telling }: { count: number; telling: readonly Axis[] },
): Pair[] {
  const passes = episodes.filter((episode) => !episode.failed);
  return spreadOut(failures, count).map((failure) => {
    const passed = nearest(failure.point, passes);
    return {
      failure,
      passed,
      distance: passed === null ? Number.NaN : distance(failure.point, passed.point),
      differences: passed === null ? [] : differingAxes(axes, telling, failure, passed),
    };
  });
}

function spreadOut(failures: readonly EpisodeView[], count: number): EpisodeView[] {
  const left = [...failures].sort((a, b) => a.q - b.q || (a.id < b.id ? -1 : 1));
  const chosen: EpisodeView[] = left.splice(0, 1);
  while (chosen.length < count && left.length > 0) {
    const gaps = left.map((one) => Math.min(...chosen.map((c) => distance(one.point, c.point))));
    const farthest = gaps.indexOf(Math.max(...gaps));
    chosen.push(...left.splice(farthest, 1));
  }
  return chosen;
}

function nearest(point: Point, episodes: readonly EpisodeView[]): EpisodeView | null {
  let best: EpisodeView | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const episode of episodes) {
    const gap = distance(point, episode.point);
    if (gap >= least) continue;
    least = gap;
    best = episode;
  }
  return best;
}

function differingAxes(
  axes: readonly Axis[],
  telling: readonly Axis[],
  a: EpisodeView,
  b: EpisodeView,
): Axis[] {
  const gap = (axis: Axis) => {
    const i = axes.indexOf(axis);
    return Math.abs((a.point[i] as number) - (b.point[i] as number));
  };
  return axes
    .filter((axis) => a.scene[axis.name] !== b.scene[axis.name])
    .sort((x, y) => Number(telling.includes(y)) - Number(telling.includes(x)) || gap(y) - gap(x));
}
