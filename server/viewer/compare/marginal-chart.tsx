import { axisTitle, percent } from '../../report/format.ts';
import type { Marginal } from './marginals.ts';

const WIDTH_PX = 300;
const HEIGHT_PX = 130;
const BOTTOM_PX = 22;

/** Two runs' failures along one axis: A as filled bars, B as an outline, and as a table. */
export function MarginalChart({ marginal }: { readonly marginal: Marginal }) {
  const { axis, labels, a, b } = marginal;
  const most = Math.max(0.05, ...a, ...b);
  const step = WIDTH_PX / labels.length;
  const y = (share: number) => (HEIGHT_PX - BOTTOM_PX) * (1 - share / most);
  const base = HEIGHT_PX - BOTTOM_PX;
  const outline = b.map((share, i) => `L${i * step + 2} ${y(share)}H${(i + 1) * step - 2}`).join('');
  const every = Math.ceil(labels.length / (axis.kind === 'continuous' ? 5 : 6));
  const longest = Math.max(...labels.map((label) => label.length));
  const shown = (label: string) =>
    longest * 6.2 > step * every ? `${label.slice(0, Math.floor((step * every) / 6.6) - 1)}…` : label;
  return (
    <figure class="chart">
      <figcaption>
        <h3>{axisTitle(axis)}</h3>
        <p class="muted">{`Most failures: A at ${peak(labels, a)}; B at ${peak(labels, b)}.`}</p>
      </figcaption>
      <svg class="marginal" viewBox={`0 0 ${WIDTH_PX} ${HEIGHT_PX}`} aria-hidden="true">
        {a.map((share, i) => (
          <rect
            key={labels[i]}
            x={i * step + 2}
            width={step - 4}
            y={y(share)}
            height={base - y(share)}
            fill="var(--pool)"
            fill-opacity="0.55"
          />
        ))}
        <path d={`M2 ${base}${outline}V${base}`} fill="none" stroke="var(--generated)" stroke-width="2.5" />
        <line x2={WIDTH_PX} y1={base} y2={base} stroke="var(--line)" />
        {labels.map((label, i) =>
          i % every === 0 ? (
            <text key={label} x={(i + 0.5) * step} y={HEIGHT_PX - 6} text-anchor="middle">
              {shown(label)}
            </text>
          ) : null,
        )}
      </svg>
      <details>
        <summary>The same as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{axisTitle(axis)}</th>
              <th scope="col" class="number">
                A
              </th>
              <th scope="col" class="number">
                B
              </th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label, i) => (
              <tr key={label}>
                <td>{label}</td>
                <td class="number">{percent(a[i] as number)}</td>
                <td class="number">{percent(b[i] as number)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function peak(labels: readonly string[], shares: readonly number[]): string {
  const most = Math.max(...shares);
  return most > 0 ? `${labels[shares.indexOf(most)]} (${percent(most)} of them)` : 'none, it has none';
}
