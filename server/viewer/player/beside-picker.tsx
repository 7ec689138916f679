import { useState } from 'preact/hooks';
import type { EpisodeEntry } from '../../http/api.ts';
import { outcomeText } from './facts.tsx';

const MOST_LISTED = 60;

/** Chooses an episode to show beside the ones on the stage: the nearest other way it went, or any. */
export function BesidePicker(props: {
  readonly shown: EpisodeEntry;
  readonly entries: readonly EpisodeEntry[];
  readonly taken: readonly string[];
  readonly onAdd: (id: string) => void;
}) {
  const { shown, entries, taken, onAdd } = props;
  const [text, setText] = useState('');
  const free = entries.filter(({ id, steps }) => steps > 0 && !taken.includes(id));
  const matching = free.filter((entry) => `${entry.id} ${outcomeText(entry)}`.includes(text.trim()));
  const picks = [
    { name: 'Nearest that failed', entry: nearest(shown, free, true) },
    { name: 'Nearest that passed', entry: nearest(shown, free, false) },
  ];
  return (
    <div class="beside-picker">
      {picks.map(({ name, entry }) =>
        entry === null ? null : (
          <button key={name} type="button" onClick={() => onAdd(entry.id)}>
            {name}
          </button>
        ),
      )}
      <input
        type="search"
        aria-label="Find an episode to show beside"
        placeholder="Name or ending"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <ul aria-label="Episodes that can be shown beside">
        {matching.slice(0, MOST_LISTED).map((entry) => (
          <li key={entry.id}>
            <button type="button" class="pick-row" onClick={() => onAdd(entry.id)}>
              <span class="mono">{entry.id}</span>{' '}
              <span class={entry.failed === true ? 'failed' : 'passed'}>{outcomeText(entry)}</span>
            </button>
          </li>
        ))}
      </ul>
      {matching.length > MOST_LISTED ? (
        <p class="muted">{matching.length - MOST_LISTED} more; write a part of the name to find them.</p>
      ) : null}
    </div>
  );
}

/** The episode nearest to one in the space of scenes that ended the asked way. */
function nearest(from: EpisodeEntry, among: readonly EpisodeEntry[], failed: boolean): EpisodeEntry | null {
  let best: EpisodeEntry | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const entry of among) {
    if (entry.failed !== failed) continue;
    const away = apart(from, entry);
    if (away >= least) continue;
    least = away;
    best = entry;
  }
  return best;
}

function apart(a: EpisodeEntry, b: EpisodeEntry): number {
  if (a.point === null || b.point === null || a.point.length !== b.point.length) return 1e9;
  return Math.hypot(...a.point.map((x, i) => x - (b.point?.[i] ?? 0)));
}
