import { dominates } from '../search/fronts.ts';

/**
 * The episodes that no other is worse than in every respect: those on the Pareto front of several scores, all of
 * which an adversary wants low. In the order given.
 */
export function worstFront<Episode>(
  episodes: readonly Episode[],
  scoresOf: (episode: Episode) => readonly number[],
): readonly Episode[] {
  const scores = episodes.map(scoresOf);
  return episodes.filter((_, i) => !scores.some((other) => dominates(other, scores[i] as readonly number[])));
}
