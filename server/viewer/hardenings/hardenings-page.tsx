import type { HardeningSummary } from '../../http/api.ts';
import { withInterval } from '../../report/format.ts';
import { Link } from '../shell/router.tsx';
import { useLoad } from '../shell/use-load.ts';
import { useTicks } from '../shell/use-ticks.ts';

const LOOK_EVERY_MS = 5000;

/** The hardenings below the runs folder. */
export function HardeningsPage() {
  const load = useLoad<readonly HardeningSummary[]>('/api/hardenings', useTicks(LOOK_EVERY_MS));
  return (
    <>
      <h2>Hardenings</h2>
      {load.state === 'problem' ? (
        <p class="problem">{load.message}</p>
      ) : load.state === 'loading' ? (
        <p class="muted">Looking for hardenings ...</p>
      ) : load.value.length === 0 ? (
        <p class="muted">
          There is none yet below the runs folder. <code>faultscape harden RUN --out FOLDER</code> trains the
          agent of an attack on what it failed in.
        </p>
      ) : (
        <HardeningTable hardenings={load.value} />
      )}
    </>
  );
}

function HardeningTable({ hardenings }: { readonly hardenings: readonly HardeningSummary[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="panel scroll" aria-label="Hardenings" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">hardening</th>
            <th scope="col">of</th>
            <th scope="col">stands</th>
            <th scope="col">scenes</th>
            <th scope="col">failed before</th>
            <th scope="col">failed after</th>
          </tr>
        </thead>
        {hardenings.map((one) => (
          <HardeningRows key={one.name} summary={one} />
        ))}
      </table>
    </section>
  );
}

/** A line for each place in which it was judged, under one name. */
function HardeningRows({ summary }: { readonly summary: HardeningSummary }) {
  const { name, agent, task, adversary, rows, problem } = summary;
  const [first, ...others] = rows;
  const lines = rows.length === 0 ? 1 : rows.length;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" rowSpan={lines}>
          <Link to={`/hardenings/${name}`}>{name}</Link>
        </th>
        {problem === null ? (
          <>
            <td rowSpan={lines}>{`${agent} on ${task}, by ${adversary}`}</td>
            <td rowSpan={lines}>{standsInWords(summary)}</td>
          </>
        ) : (
          <td colSpan={2} class="problem">
            {problem}
          </td>
        )}
        <RowCells row={first} />
      </tr>
      {others.map((row) => (
        <tr key={row.where}>
          <RowCells row={row} />
        </tr>
      ))}
    </tbody>
  );
}

function RowCells({ row }: { readonly row: HardeningSummary['rows'][number] | undefined }) {
  return (
    <>
      <td>{row?.where ?? ''}</td>
      <td>{row === undefined ? '' : withInterval(row.before)}</td>
      <td>{row === undefined ? '' : withInterval(row.after)}</td>
    </>
  );
}

/** "running, 2 of 6 stages done". */
export function standsInWords({ status, stages }: HardeningSummary): string {
  return status === 'done' ? 'done' : `${status}, ${stages.done} of ${stages.of} stages done`;
}
