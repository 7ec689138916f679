import 'uplot/dist/uPlot.min.css';
import './charts.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { figure, percent } from '../../report/format.ts';
import { type Colours, useColours } from './colours.ts';
import { type Aligned, align, type Series, thinned } from './series.ts';
import { useWidth } from './use-width.ts';

export interface SeriesChartProps {
  readonly title: string;
  /** What the chart shows, in a sentence: for those who do not see it, and those who do. */
  readonly summary: string;
  readonly xTitle: string;
  readonly series: readonly Series[];
  /** Values are shares, from 0 to 100 %. */
  readonly isShare: boolean;
}

const HEIGHT_PX = 210;
const TABLE_ROWS = 60;
const FONT = '12px system-ui, sans-serif';

/** Lines over a common x, with their intervals as bands, in words, and as a table. */
export function SeriesChart({ title, summary, xTitle, series, isShare }: SeriesChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const widthPx = useWidth(box);
  const colours = useColours();
  const [pointed, setPointed] = useState<number | null>(null);
  const data = useMemo(() => align(series), [series]);
  const shape = series.map(({ name, colour, dash }) => `${name} ${colour} ${dash.join()}`).join('|');
  // New values are handed to the plot that is there; only other lines or colours make a new one.
  useEffect(() => {
    if (box.current === null || widthPx === 0) return;
    const options = plotOptions({ title, series, widthPx, colours, isShare, onPoint: setPointed });
    const made = new uPlot(options, toColumns(data), box.current);
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [widthPx, colours, shape, isShare]);
  useEffect(() => plot.current?.setData(toColumns(data)), [data]);
  const value = (y: number | null | undefined) => (y == null ? '' : isShare ? percent(y) : figure(y));
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
        <p class="muted">{summary}</p>
      </figcaption>
      <ul class="chart-legend">
        {series.map(({ name, colour, dash }, i) => (
          <li key={name}>
            <svg width="26" height="8" aria-hidden="true">
              <line
                x2="26"
                y1="4"
                y2="4"
                stroke={`var(${colour})`}
                stroke-width="2"
                stroke-dasharray={dash.join(' ')}
              />
            </svg>
            {name}{' '}
            <span class="mono">
              {value(pointed === null ? lastOf(data, i) : data.columns[i]?.[0][pointed])}
            </span>
          </li>
        ))}
        <li class="muted">
          {xTitle}
          {pointed === null ? '' : ` ${data.xs[pointed] ?? ''}`}
        </li>
      </ul>
      <div ref={box} class="chart-plot" role="img" aria-label={`${title}. ${summary}`} />
      <DataTable title={title} xTitle={xTitle} series={series} data={data} value={value} />
    </figure>
  );
}

function DataTable(props: {
  readonly title: string;
  readonly xTitle: string;
  readonly series: readonly Series[];
  readonly data: Aligned;
  value(y: number | null | undefined): string;
}) {
  const { title, xTitle, series, data, value } = props;
  const [isOpen, setIsOpen] = useState(false);
  const rows = isOpen
    ? thinned(
        data.xs.map((x, i) => ({ x, i })),
        TABLE_ROWS,
      )
    : [];
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>The same as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="chart-table" aria-label={`${title}, table`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                {xTitle}
              </th>
              {series.map(({ name }) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ x, i }) => (
              <tr key={x}>
                <td class="number">{x}</td>
                {data.columns.map(([y, low, high], k) => (
                  <td key={series[k]?.name} class="number">
                    {value(y[i])}
                    {low[i] == null ? '' : ` (${value(low[i])} to ${value(high[i])})`}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function lastOf({ columns }: Aligned, series: number): number | null {
  return columns[series]?.[0].findLast((y) => y !== null) ?? null;
}

/** x, then per series y, low and high. */
function toColumns({ xs, columns }: Aligned): uPlot.AlignedData {
  return [[...xs], ...columns.flat().map((column) => [...column])] as uPlot.AlignedData;
}

function plotOptions(of: {
  readonly title: string;
  readonly series: readonly Series[];
  readonly widthPx: number;
  readonly colours: Colours;
  readonly isShare: boolean;
  onPoint(index: number | null): void;
}): uPlot.Options {
  const { series, widthPx, colours, isShare, onPoint } = of;
  const axis = {
    stroke: colours['--muted'],
    font: FONT,
    grid: { stroke: colours['--line'], width: 1 },
    ticks: { stroke: colours['--line'], width: 1 },
  };
  return {
    width: widthPx,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false }, ...(isShare ? { y: { range: [0, 1] } } : {}) },
    axes: [
      { ...axis },
      { ...axis, size: 54, values: (_, values) => values.map((y) => (isShare ? percent(y) : figure(y))) },
    ],
    series: [
      {},
      ...series.flatMap(({ name, colour, dash }): uPlot.Series[] => [
        {
          label: name,
          stroke: colours[colour],
          width: 2,
          dash: [...dash],
          spanGaps: true,
          points: { show: false },
        },
        { label: `${name} low`, width: 0, spanGaps: true, points: { show: false } },
        { label: `${name} high`, width: 0, spanGaps: true, points: { show: false } },
      ]),
    ],
    bands: series.map(({ colour }, i) => ({ series: [3 * i + 3, 3 * i + 2], fill: pale(colours[colour]) })),
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
  };
}

function pale(colour: string): string {
  return colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.14)');
}
