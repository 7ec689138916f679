import { useState } from 'preact/hooks';
import type { About } from '../../http/api.ts';
import { readSeed } from './choice.ts';
import type { Choosing } from './use-choice.ts';

/** Which task, space and seed the scene is of. */
export function PlacePanel({ about, choosing }: { readonly about: About; readonly choosing: Choosing }) {
  const { choice, task } = choosing;
  return (
    <div class="place">
      <label>
        Task
        <select
          value={choice.task}
          aria-describedby="task-about"
          onChange={(event) => choosing.changeSpace({ task: event.currentTarget.value })}
        >
          {about.tasks.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
      <label>
        Space
        <select
          value={choice.space}
          onChange={(event) => choosing.changeSpace({ space: event.currentTarget.value })}
        >
          {task.spaces.map(({ name, axes }) => (
            <option key={name} value={name}>
              {name} ({axes.length} axes)
            </option>
          ))}
        </select>
      </label>
      <SeedBox seed={choice.seed} onChange={(seed) => choosing.change({ seed })} />
      <p id="task-about" class="muted">
        {task.description.charAt(0).toUpperCase()}
        {task.description.slice(1)}. The seed draws the scenery and what else varies, such as the exact start.
      </p>
    </div>
  );
}

function SeedBox({ seed, onChange }: { readonly seed: number; readonly onChange: (seed: number) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft !== null && readSeed(draft) === null;
  return (
    <label>
      Seed
      <input
        type="number"
        inputMode="numeric"
        min={0}
        max={0xffff_ffff}
        step={1}
        value={draft ?? seed}
        aria-invalid={wrong}
        title={wrong ? 'A whole number from 0 to 4294967295' : undefined}
        onInput={(event) => {
          const next = readSeed(event.currentTarget.value);
          setDraft(event.currentTarget.value);
          if (next !== null) onChange(next);
        }}
        onBlur={() => setDraft(null)}
      />
    </label>
  );
}
