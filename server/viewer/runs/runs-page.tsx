import './runs.css';
import { useState } from 'preact/hooks';
import { plural } from '../../report/format.ts';
import { runs } from '../shell/live.ts';
import { Link, place, setQuery } from '../shell/router.tsx';
import { findRuns, isOrder, ORDERS } from './find-runs.ts';
import { NewAttackForm } from './new-attack.tsx';
import { RunCard } from './run-card.tsx';

/** All runs of the runs folder, live, and the way to start another. */
export function RunsPage() {
  const all = runs.value;
  const { query } = place.value;
  const [isStarting, setIsStarting] = useState(false);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const search = query.get('q') ?? '';
  const wanted = query.get('sort');
  const order = isOrder(wanted) ? wanted : 'started';
  if (all === null) return <p class="muted">Reading the runs folder ...</p>;
  if (all.length === 0) return <FirstRun />;
  const found = findRuns(all, search, order);
  const pick = (name: string, isPicked: boolean) =>
    setPicked([...picked.filter((one) => one !== name), ...(isPicked ? [name] : [])].slice(-2));
  return (
    <div class="runs-page">
      <div class="row">
        <h2>Runs</h2>
        <button
          type="button"
          class="primary"
          aria-expanded={isStarting}
          onClick={() => setIsStarting(!isStarting)}
        >
          New attack
        </button>
        <label class="runs-search">
          <span class="visually-hidden">Search by name, task, agent, adversary or status</span>
          <input
            type="search"
            placeholder="Search name, task, agent, status"
            value={search}
            onInput={(event) => setQuery({ q: event.currentTarget.value || null })}
          />
        </label>
        <label>
          Order{' '}
          <select value={order} onChange={(event) => setQuery({ sort: event.currentTarget.value })}>
            {Object.entries(ORDERS).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <span class="muted" role="status">
          {found.length === all.length
            ? plural(all.length, 'run')
            : `${found.length} of ${plural(all.length, 'run')}`}
        </span>
      </div>
      {isStarting ? (
        <section class="panel" aria-label="New attack">
          <NewAttackForm runs={all} />
        </section>
      ) : null}
      <CompareBar picked={picked} onClear={() => setPicked([])} />
      {found.length === 0 ? <p class="muted">No run matches "{search}".</p> : null}
      <ul class="run-list">
        {found.map((summary) => (
          <RunCard
            key={summary.name}
            summary={summary}
            isPicked={picked.includes(summary.name)}
            onPick={(isPicked) => pick(summary.name, isPicked)}
          />
        ))}
      </ul>
    </div>
  );
}

/** Appears with the first pick; of three picks the last two count. */
function CompareBar({ picked, onClear }: { readonly picked: readonly string[]; onClear(): void }) {
  const [a, b] = picked;
  if (a === undefined) return null;
  return (
    <div class="panel row compare-bar" role="status">
      {b === undefined ? (
        <span>Pick another run to compare with {a}.</span>
      ) : (
        <Link to={`/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`}>
          Compare {a} with {b}
        </Link>
      )}
      <button type="button" onClick={onClear}>
        Clear
      </button>
    </div>
  );
}

/** An empty folder: how to make the first run. */
function FirstRun() {
  return (
    <div class="runs-page">
      <h2>No runs yet</h2>
      <p>
        An attack tries an agent in many scenes, learns in which of them it fails, and draws more of those.
        Start the first one here, or with the command below the form; it appears on this page by itself.
      </p>
      <section class="panel" aria-label="New attack">
        <NewAttackForm runs={[]} />
      </section>
    </div>
  );
}
