import { mean, Rng } from '../../sim/core/index.ts';
import { distance } from '../metrics.ts';
import type { Observed } from './observed.ts';

/** Failures that lie together, and the one that lies most in their middle. */
export interface FailureGroup<Episode extends Observed> {
  /** The medoid: its distances to the others of the group have the least sum. */
  readonly representative: Episode;
  /** The failures that are nearer to it than to any other representative. */
  readonly members: readonly Episode[];
}

export interface FailureGroups<Episode extends Observed> {
  /** The largest first; one for all where none lie apart, none where nothing failed. */
  readonly groups: readonly FailureGroup<Episode>[];
  /** Mean silhouette (Rousseeuw 1987): near 1 the groups are apart, near 0 they are not; null for one group. */
  readonly silhouette: number | null;
}

/** The work grows with the square of the failures: of more, a random part says where the groups are. */
const MOST_FAILURES = 400;
const MOST_GROUPS = 8;
/** Below this there is no structure to speak of (Kaufman and Rousseeuw 1990, table 4). */
const LEAST_SILHOUETTE = 0.25;
const ROUNDS = 50;

/** Groups the failures among some episodes by k-medoids; k is that of the largest silhouette. */
export function groupFailures<Episode extends Observed>(
  episodes: readonly Episode[],
  { seed }: { seed: number },
): FailureGroups<Episode> {
  const failures = episodes.filter(({ failed }) => failed);
  const known = new Rng(seed, 'groups').shuffle([...failures]).slice(0, MOST_FAILURES);
  const apart = known.map((a) => Float64Array.from(known, (b) => distance(a.point, b.point)));
  let [best, silhouette]: [readonly number[], number | null] = [
    known.length === 0 ? [] : [medoid(apart)],
    null,
  ];
  for (let k = 2; k <= Math.min(MOST_GROUPS, known.length - 1); k++) {
    const medoids = kMedoids(apart, k);
    const found = meanSilhouette(apart, medoids);
    if (found < LEAST_SILHOUETTE || found <= (silhouette ?? 0)) continue;
    [best, silhouette] = [medoids, found];
  }
  const representatives = best.map((i) => known[i] as Episode);
  const nearest = failures.map(({ point }) => {
    const distances = representatives.map((one) => distance(one.point, point));
    return distances.indexOf(Math.min(...distances));
  });
  const groups = representatives.map((representative, k) => ({
    representative,
    members: failures.filter((_, i) => nearest[i] === k),
  }));
  return { groups: groups.sort((a, b) => b.members.length - a.members.length), silhouette };
}

/** The one of some points that is nearest to all others; distances are looked up in `apart`. */
function medoid(apart: readonly Float64Array[], among: readonly number[] = [...apart.keys()]): number {
  let [best, least] = [among[0] as number, Number.POSITIVE_INFINITY];
  for (const i of among) {
    const row = apart[i] as Float64Array;
    const sum = among.reduce((total, j) => total + (row[j] as number), 0);
    if (sum < least) [best, least] = [i, sum];
  }
  return best;
}

/** k medoids: begun in the middle and as far apart as can be, then moved to the middle of what is theirs. */
function kMedoids(apart: readonly Float64Array[], k: number): readonly number[] {
  let medoids = [medoid(apart)];
  while (medoids.length < k) {
    const gaps = apart.map((row) => Math.min(...medoids.map((m) => row[m] as number)));
    medoids.push(gaps.indexOf(Math.max(...gaps)));
  }
  for (let round = 0; round < ROUNDS; round++) {
    const owners = ownersOf(apart, medoids);
    const moved = medoids.map((m, k) => {
      const members = [...apart.keys()].filter((i) => owners[i] === k);
      return members.length === 0 ? m : medoid(apart, members);
    });
    if (moved.join() === medoids.join()) break;
    medoids = moved;
  }
  return medoids;
}

function ownersOf(apart: readonly Float64Array[], medoids: readonly number[]): readonly number[] {
  return apart.map((row) => {
    const distances = medoids.map((m) => row[m] as number);
    return distances.indexOf(Math.min(...distances));
  });
}

function meanSilhouette(apart: readonly Float64Array[], medoids: readonly number[]): number {
  const owners = ownersOf(apart, medoids);
  const sizes = medoids.map((_, k) => owners.filter((owner) => owner === k).length);
  return mean(
    apart.map((row, i) => {
      const own = owners[i] as number;
      if ((sizes[own] as number) < 2) return 0;
      const sums = medoids.map(() => 0);
      owners.forEach((owner, j) => {
        sums[owner] = (sums[owner] as number) + (row[j] as number);
      });
      const within = (sums[own] as number) / ((sizes[own] as number) - 1);
      const others = sums
        .map((sum, k) => sum / (sizes[k] as number))
        .filter((_, k) => k !== own && (sizes[k] as number) > 0);
      const next = Math.min(...others);
      const larger = Math.max(within, next);
      return larger === 0 || !Number.isFinite(next) ? 0 : (next - within) / larger;
    }),
  );
}
