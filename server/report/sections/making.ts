import type { Json } from '../../../sim/core/json.ts';
import { type Html, html } from '../html.ts';
import type { RunView } from '../run-view.ts';

/** How the run was made: its manifest, field by field. */
export function makingSection(run: RunView): Html {
  const { command, ...rest } = run.manifest;
  return html`<section id="making"><h2>How it was made</h2>
${typeof command === 'string' ? html`<pre>${command}</pre>` : null}
<dl>${Object.entries(rest).flatMap(([name, value]) => entries(name, value))}</dl></section>`;
}

/** One line per leaf: nested fields are named by their path. */
function entries(name: string, value: Json): Html[] {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => entries(`${name}.${key}`, inner as Json));
  }
  const text = Array.isArray(value) ? value.map(leaf).join(', ') : leaf(value);
  return [html`<dt>${name}</dt><dd>${text}</dd>`];
}

function leaf(value: Json): string {
  if (value === null) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
