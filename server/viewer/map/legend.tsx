import { plural } from '../../report/format.ts';
import type { MapState } from './map-state.ts';
import { kindTitle, MarkIcon } from './marks.tsx';
import type { Spot } from './spots.ts';

/** In the order in which an attack meets them; stages follow. */
const ORDER = ['pool', 'induced', 'generated', 'random'];

export function kindsOf(spots: readonly Spot[]): readonly string[] {
  const rank = (kind: string) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  const byNumber = new Intl.Collator('en', { numeric: true });
  return [...new Set(spots.map((spot) => spot.kind))].sort(
    (a, b) => rank(a) - rank(b) || byNumber.compare(a, b),
  );
}

/** What each mark means; pressing one hides or shows its episodes. */
export function Legend({ state, spots }: { readonly state: MapState; readonly spots: readonly Spot[] }) {
  const filter = state.filter.value;
  const toggle = (kind: string) => {
    const hiddenKinds = new Set(filter.hiddenKinds);
    if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
    state.filter.value = { ...filter, hiddenKinds };
  };
  const counts = new Map<string, number>();
  for (const { kind } of spots) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return (
    <fieldset class="map-legend">
      <legend class="visually-hidden">Kinds of episodes shown</legend>
      {kindsOf(spots).map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={!filter.hiddenKinds.has(kind)}
          title={`${plural(counts.get(kind) ?? 0, 'episode')}`}
          onClick={() => toggle(kind)}
        >
          <MarkIcon kind={kind} failed={true} />
          {kindTitle(kind)}
        </button>
      ))}
      <span class="muted">
        filled: failed, hollow: passed{state.view.value === 'parallel' ? '; dashed lines: passed' : ''}
      </span>
    </fieldset>
  );
}
