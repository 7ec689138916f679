import type { ExplanationAbout, Interval } from '../../http/api.ts';
import { figure } from '../../report/format.ts';

const WIDTH_PX = 160;
const HEIGHT_PX = 20;

type Importance = NonNullable<ExplanationAbout['importance']>;

/** So many are looked at; the others wait. */
const FIRST_SHOWN = 6;

/** What each axis decides of the score: by itself as a dot, with others as a pale bar, each with its interval. */
export function AxisShares({ importance }: { readonly importance: Importance }) {
  const { note, axes } = importance;
  const rest = axes.slice(FIRST_SHOWN);
  return (
    <section class="chart">
      <h3>What decides the score</h3>
      <p class="muted">{note}</p>
      <SharesTable axes={axes.slice(0, FIRST_SHOWN)} label="Share of the score that each axis decides" />
      {rest.length === 0 ? null : (
        <details>
          <summary>{`The other ${rest.length === 1 ? 'axis' : `${rest.length} axes`}, which decide less`}</summary>
          <SharesTable axes={rest} label="Share of the score that the other axes decide" />
        </details>
      )}
    </section>
  );
}

function SharesTable({ axes, label }: { readonly axes: Importance['axes']; readonly label: string }) {
  const hasTotals = axes.some(({ total }) => total !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">axis</th>
            <th scope="col">
              <span aria-hidden="true">0 to 1</span>
              <span class="visually-hidden">bars</span>
            </th>
            <th scope="col" class="number">
              <ByItself /> share of Q by itself
            </th>
            {hasTotals ? (
              <th scope="col" class="number">
                <WithOthers /> with others
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {axes.map(({ title, first, total }) => (
            <tr key={title}>
              <td>{title}</td>
              <td>
                <svg class="axis-share" viewBox={`0 0 ${WIDTH_PX} ${HEIGHT_PX}`} aria-hidden="true">
                  <line x1="0" x2={WIDTH_PX} y1="19.5" y2="19.5" stroke="var(--line)" />
                  {total === null ? null : <Total {...total} />}
                  {first === null ? null : <First {...first} />}
                </svg>
              </td>
              <td class="number">{words(first)}</td>
              {hasTotals ? <td class="number">{words(total)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Total({ value, low, high }: Interval) {
  return (
    <>
      <rect x="0" y="3" width={x(value)} height="14" fill="var(--pool)" fill-opacity="0.4" />
      <line x1={x(low)} x2={x(high)} y1="14" y2="14" stroke="var(--pool)" stroke-width="2" />
    </>
  );
}

function First({ value, low, high }: Interval) {
  return (
    <>
      <line x1={x(low)} x2={x(high)} y1="7" y2="7" stroke="var(--generated)" stroke-width="2" />
      <circle cx={x(value)} cy="7" r="4" fill="var(--generated)" />
    </>
  );
}

/** Shares lie in [0, 1]; dots at the ends stay whole. */
function x(share: number): number {
  return 4 + (WIDTH_PX - 8) * Math.min(1, Math.max(0, share));
}

function words(estimate: Interval | null): string {
  if (estimate === null) return 'not told';
  const { value, low, high } = estimate;
  return `${digits(value)} (${digits(low)} to ${digits(high)})`;
}

function digits(share: number): string {
  return Number.isFinite(share) ? share.toFixed(2) : figure(share);
}

function ByItself() {
  return (
    <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">
      <line x1="0" x2="22" y1="6" y2="6" stroke="var(--generated)" stroke-width="2" />
      <circle cx="11" cy="6" r="4" fill="var(--generated)" />
    </svg>
  );
}

function WithOthers() {
  return (
    <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">
      <rect width="16" height="12" fill="var(--pool)" fill-opacity="0.4" />
      <line x1="11" x2="22" y1="6" y2="6" stroke="var(--pool)" stroke-width="2" />
    </svg>
  );
}
