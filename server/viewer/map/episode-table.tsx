import { useMemo, useState } from 'preact/hooks';
import type { Axis } from '../../../sim/space/index.ts';
import { axisTitle, figure, plural } from '../../report/format.ts';
import { runApi } from '../shell/api.ts';
import { kindTitle, MarkIcon } from './marks.tsx';
import { bareValue } from './plot-axis.ts';
import { type SortBy, sortSpots } from './sort-spots.ts';
import type { Spot } from './spots.ts';

const ROW_PX = 34;
const SHOWN_ROWS = 10;
/** Rows kept ready above and below those in sight. */
const SPARE_ROWS = 12;

/** The chosen episodes as a table of which only the rows in sight exist; a row's name opens it. */
export function EpisodeTable(props: {
  readonly run: string;
  readonly axes: readonly Axis[];
  readonly spots: readonly Spot[];
  readonly selected: string | null;
  onOpen(id: string): void;
}) {
  const { run, axes, spots, selected } = props;
  const [sort, setSort] = useState<SortBy>({ column: 'q', descending: false });
  const [topPx, setTopPx] = useState(0);
  const sorted = useMemo(() => sortSpots(spots, axes, sort), [spots, axes, sort]);
  const first = Math.max(0, Math.min(sorted.length - 1, Math.floor(topPx / ROW_PX)) - SPARE_ROWS);
  const last = Math.min(sorted.length, first + SHOWN_ROWS + 2 * SPARE_ROWS);
  const columns = [
    { name: 'id', title: 'episode', isNumber: false },
    { name: 'kind', title: 'kind', isNumber: false },
    { name: 'outcome', title: 'outcome', isNumber: false },
    { name: 'q', title: 'Q', isNumber: true },
    { name: 'reason', title: 'ended by', isNumber: false },
    ...axes.map((axis) => ({
      name: `axis:${axis.name}`,
      title: axisTitle(axis),
      isNumber: axis.kind === 'continuous',
    })),
    { name: 'steps', title: 'steps', isNumber: true },
  ];
  const space = (px: number) =>
    px === 0 ? null : (
      <tr class="map-space">
        <td colSpan={columns.length + 1} style={{ height: `${px}px` }} />
      </tr>
    );
  return (
    <section
      class="map-table"
      aria-label={`Chosen episodes of ${run}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      onScroll={(event) => setTopPx(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={sorted.length + 1}>
        <caption class="visually-hidden">{plural(sorted.length, 'chosen episode')}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ name, title, isNumber }) => (
              <th
                key={name}
                scope="col"
                class={isNumber ? 'number' : undefined}
                aria-sort={sort.column !== name ? undefined : sort.descending ? 'descending' : 'ascending'}
              >
                <button
                  type="button"
                  class="plain"
                  onClick={() =>
                    setSort({ column: name, descending: sort.column === name && !sort.descending })
                  }
                >
                  {title}
                  <span aria-hidden="true">{sort.column !== name ? '' : sort.descending ? ' ▾' : ' ▴'}</span>
                </button>
              </th>
            ))}
            <th scope="col">file</th>
          </tr>
        </thead>
        <tbody>
          {space(first * ROW_PX)}
          {sorted.slice(first, last).map((spot, i) => (
            <EpisodeRow
              key={spot.entry.id}
              run={run}
              axes={axes}
              spot={spot}
              place={first + i + 2}
              isSelected={spot.entry.id === selected}
              onOpen={props.onOpen}
            />
          ))}
          {space((sorted.length - last) * ROW_PX)}
        </tbody>
      </table>
      {sorted.length === 0 ? <p class="muted">No episode is chosen.</p> : null}
    </section>
  );
}

function EpisodeRow(props: {
  readonly run: string;
  readonly axes: readonly Axis[];
  readonly spot: Spot;
  readonly place: number;
  readonly isSelected: boolean;
  onOpen(id: string): void;
}) {
  const { run, axes, spot, place, isSelected } = props;
  const { entry, kind, failed } = spot;
  return (
    <tr
      aria-rowindex={place}
      aria-current={isSelected ? 'true' : undefined}
      style={{ height: `${ROW_PX}px` }}
    >
      <td>
        <button type="button" class="plain link" onClick={() => props.onOpen(entry.id)}>
          {entry.id}
        </button>
      </td>
      <td>
        <MarkIcon kind={kind} failed={failed} /> {kindTitle(kind)}
      </td>
      <td class={failed ? 'failed' : 'passed'}>{failed ? 'failed' : 'passed'}</td>
      <td class="number">{figure(entry.q ?? Number.NaN)}</td>
      <td>{entry.reason ?? ''}</td>
      {axes.map((axis) => (
        <td key={axis.name} class={axis.kind === 'continuous' ? 'number' : undefined}>
          {bareValue(axis, entry.scene)}
        </td>
      ))}
      <td class="number">{entry.steps}</td>
      <td>
        <a href={`${runApi(run)}/episodes/${encodeURIComponent(entry.id)}/download.mcap`} download>
          MCAP<span class="visually-hidden"> of {entry.id}</span>
        </a>
      </td>
    </tr>
  );
}
