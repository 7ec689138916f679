import { worstFront } from '../../adversary/index.ts';
import { type Proportion, wilson } from '../../sim/core/index.ts';
import { robustnessTerms } from '../../sim/index.ts';
import type { EpisodeView } from '../report/run-view.ts';

/** What the rules tell by which a run's episodes were judged. */
export interface ScoreRules {
  /** In the order of their priority. */
  readonly rules: readonly {
    readonly name: string;
    readonly violated: Proportion;
    /** The episode that violates it most, or comes nearest to it. */
    readonly worst: { readonly id: string; readonly robustness: number };
  }[];
  /** Episodes that no other is worse than by every rule, the most important rule's worst first. */
  readonly front: readonly { readonly id: string; readonly robustness: readonly number[] }[];
}

/** Null for a run that was judged by its task alone. */
export function scoreRules(episodes: readonly EpisodeView[]): ScoreRules | null {
  const told = episodes.map(({ id, terms }) => ({ id, terms: robustnessTerms(terms) }));
  const names = [...(told[0]?.terms.keys() ?? [])];
  if (names.length === 0) return null;
  const judged = told.map(({ id, terms }) => ({ id, robustness: names.map((name) => terms.get(name) ?? 0) }));
  const front = worstFront(judged, ({ robustness }) => robustness);
  return {
    rules: names.map((name, k) => {
      const value = ({ robustness }: { readonly robustness: readonly number[] }) => robustness[k] as number;
      const worst = judged.reduce((a, b) => (value(b) < value(a) ? b : a));
      return {
        name,
        violated: wilson(judged.filter((one) => value(one) <= 0).length, judged.length),
        worst: { id: worst.id, robustness: value(worst) },
      };
    }),
    front: [...front].sort((a, b) => inOrder(a.robustness, b.robustness)),
  };
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const k = a.findIndex((x, i) => x !== b[i]);
  return k < 0 ? 0 : (a[k] as number) - (b[k] as number);
}
