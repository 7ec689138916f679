import type { RunDetail } from '../../http/api.ts';
import { type ConfigRow, configRows, differs, matters } from './config-differences.ts';

/** How two runs were set up: what differs first, the rest behind a fold. */
export function CompareConfig({ a, b }: { readonly a: RunDetail; readonly b: RunDetail }) {
  const rows = configRows(a, b);
  const different = rows.filter((row) => differs(row) && matters(row));
  const others = rows.filter((row) => !different.includes(row));
  return (
    <>
      {different.length === 0 ? (
        <p>Both were set up alike; only what no row depends on may differ.</p>
      ) : (
        <ConfigTable rows={different} name="What differs" />
      )}
      <details>
        <summary>Everything else</summary>
        <ConfigTable rows={others} name="Everything else" />
      </details>
    </>
  );
}

function ConfigTable({ rows, name }: { readonly rows: readonly ConfigRow[]; readonly name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" aria-label={name} tabIndex={0}>
      <table class="config">
        <thead>
          <tr>
            <th scope="col">field</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, a, b }) => (
            <tr key={field}>
              <td>{field}</td>
              <td>{a ?? <span class="muted">not set</span>}</td>
              <td>{b ?? <span class="muted">not set</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
