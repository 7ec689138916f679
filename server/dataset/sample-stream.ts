import { FaultscapeError, Rng } from '../../sim/core/index.ts';

export interface StreamOptions {
  readonly seed: number;
  /** True shows every class as often as any other, however rare it is in the dataset. */
  readonly balanced: boolean;
}

/**
 * Samples without end, epoch after epoch, each in an order of its own that follows from the seed. An epoch has as many
 * samples as there are; where it is balanced, rare ones come several times and common ones not all.
 */
export function* sampleStream<S extends { readonly class: number | null }>(
  samples: readonly S[],
  { seed, balanced }: StreamOptions,
): Generator<S, never> {
  if (samples.length === 0) {
    throw new FaultscapeError('data', 'There are no samples to draw from.', {
      expected: 'at least one',
      got: 'none',
      hint: 'a larger dataset, or a larger share of it',
    });
  }
  const classes = balanced ? [...new Set(samples.map((one) => one.class))].sort(byNumber) : [null];
  const decks = classes.map((name) => {
    const own = balanced ? samples.filter((one) => one.class === name) : samples;
    return deck(own, new Rng(seed, 'samples', String(name)));
  });
  const order = new Rng(seed, 'classes');
  for (;;) {
    // Every class once, in an order drawn anew each time.
    for (const place of order.shuffle(classes.map((_, k) => k))) {
      yield (decks[place] as Generator<S, never>).next().value;
    }
  }
}

/** Cards of a deck that is shuffled again whenever it is used up. */
function* deck<S>(samples: readonly S[], rng: Rng): Generator<S, never> {
  for (;;) yield* rng.shuffle([...samples]);
}

function byNumber(a: number | null, b: number | null): number {
  return (a ?? -1) - (b ?? -1);
}
