import { FaultscapeError } from '../sim/core/index.ts';
import type { Adversary } from './adversary.ts';
import type { OptionValues } from './options.ts';
import { type AdversaryContext, type AdversaryKind, createAdversary } from './registry.ts';

/** Share of the episodes that goes into what was learned, where a pool is learned from. */
const GENERATED_SHARE = 1 / 6;
const INDUCED_SHARE = 1 / 10;

/** A pool, and the rest for what a model of it proposes. */
export function spendOnPool(episodes: number): OptionValues {
  const samples = Math.max(1, Math.floor(GENERATED_SHARE * episodes));
  return { pool: Math.max(1, episodes - samples), samples, baseline: 0 };
}

/** The same with a tenth of all imitated. */
export function spendOnImitation(episodes: number): OptionValues {
  return { ...spendOnPool(episodes), induced: Math.max(1, Math.floor(INDUCED_SHARE * episodes)) };
}

/** How a kind spends so many episodes when nobody says otherwise: all as `samples`, or as it says itself. */
export function spendingOf(kind: AdversaryKind, episodes: number): OptionValues {
  if (kind.spend !== undefined) return kind.spend(episodes);
  const hasBaseline = kind.options.some(({ name }) => name === 'baseline');
  return hasBaseline ? { samples: episodes, baseline: 0 } : { samples: episodes };
}

/** An adversary that asks for exactly so many episodes; settings win over how its kind would spend them. */
export async function createSpending(
  kind: AdversaryKind,
  episodes: number,
  settings: OptionValues,
  context: AdversaryContext,
): Promise<Adversary> {
  const options = { ...spendingOf(kind, episodes), ...settings };
  const adversary = await createAdversary(kind.name, options, context);
  if (adversary.budget === episodes) return adversary;
  adversary.close();
  throw new FaultscapeError('usage', `Adversary ${kind.name} would not spend as much as the others.`, {
    expected: `${episodes} episodes`,
    got: `${adversary.budget} with ${Object.entries(options)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
    hint: 'set how it spends them, pool and all, so that they add up',
  });
}
