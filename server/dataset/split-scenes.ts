import { FaultscapeError, Rng } from '../../sim/core/index.ts';

/**
 * Cuts samples into parts of the given shares, drawn from the seed. Pictures of one scene stay together: two frames
 * of one drive are too alike for one to judge what was learned from the other.
 */
export function splitScenes<S extends { readonly scene: number }, Part extends string>(
  samples: readonly S[],
  { seed, shares }: { readonly seed: number; readonly shares: Readonly<Record<Part, number>> },
): Readonly<Record<Part, readonly S[]>> {
  const parts = Object.entries(shares) as unknown as readonly (readonly [Part, number])[];
  const whole = parts.reduce((sum, [, share]) => sum + share, 0);
  if (!(whole > 0) || parts.some(([, share]) => !(share >= 0 && share < Number.POSITIVE_INFINITY))) {
    throw new FaultscapeError('usage', 'A dataset cannot be split like this.', {
      expected: 'shares of at least 0, not all 0, e.g. { train: 0.8, validation: 0.2 }',
      got: JSON.stringify(shares),
    });
  }
  const scenes = new Rng(seed, 'split').shuffle([...new Set(samples.map(({ scene }) => scene))]);
  const partOf = new Map<number, Part>();
  let from = 0;
  let share = 0;
  for (const [name, own] of parts) {
    share += own;
    const to = Math.round((share / whole) * scenes.length);
    for (const scene of scenes.slice(from, to)) partOf.set(scene, name);
    from = to;
  }
  const lots = parts.map(
    ([name]) => [name, samples.filter(({ scene }) => partOf.get(scene) === name)] as const,
  );
  return Object.fromEntries(lots) as unknown as Readonly<Record<Part, readonly S[]>>;
}
