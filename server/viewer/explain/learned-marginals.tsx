import type { ExplanationAbout } from '../../http/api.ts';
import { figure, percent } from '../../report/format.ts';
import { HeapsTable } from './heaps-table.tsx';

type Distribution = NonNullable<ExplanationAbout['distribution']>;
type Marginal = Distribution['marginals'][number];

/** So many are looked at; the others wait. */
const FIRST_SHOWN = 6;
const WIDTH_PX = 270;
const HEIGHT_PX = 104;
const BASE_PX = 84;

/** Where draws of the learned distribution lie along each axis, the least uniform axes first. */
export function LearnedMarginals({ distribution }: { readonly distribution: Distribution }) {
  const { kind, draws, heaps, heapsNote, marginals } = distribution;
  const rest = marginals.slice(FIRST_SHOWN);
  return (
    <section class="chart">
      <h3>The learned distribution</h3>
      {heaps.length === 0 ? null : <HeapsTable heaps={heaps} note={heapsNote} />}
      <p class="muted">
        {`Shares of ${draws.toLocaleString('en')} draws (${kind}) along each axis, the least uniform first. The dashed line is where uniform draws would lie.`}
      </p>
      <div class="learned-marginals">
        {marginals.slice(0, FIRST_SHOWN).map((marginal) => (
          <DrawsChart key={marginal.title} marginal={marginal} />
        ))}
      </div>
      {rest.length === 0 ? null : (
        <details>
          <summary>{`The other ${rest.length === 1 ? 'axis' : `${rest.length} axes`}`}</summary>
          <div class="learned-marginals">
            {rest.map((marginal) => (
              <DrawsChart key={marginal.title} marginal={marginal} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

function DrawsChart({ marginal }: { readonly marginal: Marginal }) {
  const { title, fromUniform, limits, bins } = marginal;
  const most = Math.max(0.05, ...bins.map(({ share }) => share));
  const step = WIDTH_PX / bins.length;
  const y = (share: number) => 4 + (BASE_PX - 4) * (1 - share / most);
  const level = y(1 / bins.length);
  const peak = bins.reduce((a, b) => (b.share > a.share ? b : a));
  const gap = limits === null ? 6 : 1;
  return (
    <figure class="chart">
      <figcaption>
        <h4>{title}</h4>
        <p class="muted">
          {`${fromUniform.toFixed(2)} from uniform (0 to 1); most near ${peak.label}, ${percent(peak.share)}`}
        </p>
      </figcaption>
      <svg class="draws" viewBox={`0 0 ${WIDTH_PX} ${HEIGHT_PX}`} aria-hidden="true">
        {bins.map(({ label, share }, i) => (
          <rect
            key={label}
            x={i * step + gap}
            width={step - 2 * gap}
            y={y(share)}
            height={BASE_PX - y(share)}
            fill="var(--generated)"
            fill-opacity="0.7"
          />
        ))}
        <line x2={WIDTH_PX} y1={BASE_PX} y2={BASE_PX} stroke="var(--line)" />
        <line x2={WIDTH_PX} y1={level} y2={level} stroke="var(--text)" stroke-dasharray="5 4" />
        {limits === null ? (
          bins.map(({ label }, i) => (
            <text key={label} x={(i + 0.5) * step} y={HEIGHT_PX - 5} text-anchor="middle">
              {fitting(label, step)}
            </text>
          ))
        ) : (
          <>
            <text x="0" y={HEIGHT_PX - 5}>
              {figure(limits[0])}
            </text>
            <text x={WIDTH_PX} y={HEIGHT_PX - 5} text-anchor="end">
              {figure(limits[1])}
            </text>
          </>
        )}
      </svg>
    </figure>
  );
}

/** A category's name as far as there is room; the sentence above has the one that matters whole. */
function fitting(label: string, widthPx: number): string {
  const letters = Math.floor(widthPx / 6.4);
  if (label.length <= letters) return label;
  return letters < 4 ? '' : `${label.slice(0, letters - 1)}…`;
}
