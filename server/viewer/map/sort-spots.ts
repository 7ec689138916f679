import type { Axis } from '../../../sim/space/index.ts';
import { kindTitle } from './marks.tsx';
import type { Spot } from './spots.ts';

export interface SortBy {
  /** "id", "kind", "outcome", "q", "reason", "steps", or an axis by "axis:NAME". */
  readonly column: string;
  readonly descending: boolean;
}

type Key = number | string;

const KEYS: Readonly<Record<string, (spot: Spot) => Key>> = {
  id: ({ entry }) => entry.id,
  kind: ({ kind }) => kindTitle(kind),
  outcome: ({ failed }) => (failed ? 0 : 1),
  q: ({ entry }) => entry.q ?? Number.POSITIVE_INFINITY,
  reason: ({ entry }) => entry.reason ?? '',
  steps: ({ entry }) => entry.steps,
};

/** Sorted by a column; categories in the order of their axis; ties in the order of the log. */
export function sortSpots(
  spots: readonly Spot[],
  axes: readonly Axis[],
  { column, descending }: SortBy,
): readonly Spot[] {
  const axis = axes.find(({ name }) => `axis:${name}` === column);
  const keyOf =
    axis === undefined
      ? (KEYS[column] ?? (() => 0))
      : ({ entry }: Spot): Key => {
          const value = entry.scene[axis.name] ?? '';
          return axis.kind === 'categorical' ? axis.values.indexOf(String(value)) : value;
        };
  const keyed = spots.map((spot, i) => ({ spot, i, key: keyOf(spot) }));
  const sign = descending ? -1 : 1;
  return keyed.sort((a, b) => sign * compare(a.key, b.key) || a.i - b.i).map(({ spot }) => spot);
}

const byNumber = new Intl.Collator('en', { numeric: true });

function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b;
  return byNumber.compare(String(a), String(b));
}
