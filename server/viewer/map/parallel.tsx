import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Axis } from '../../../sim/space/index.ts';
import { axisUnit, axisWords, plural } from '../../report/format.ts';
import { useColours } from '../charts/colours.ts';
import { useWidth } from '../charts/use-width.ts';
import { densityAlong } from './density.ts';
import { drawLines } from './draw-lines.ts';
import { type Frame, fromY, toY } from './frame.ts';
import { limitOf, spansOf } from './limits.ts';
import { isChosen, isShown } from './map-filter.ts';
import { setLimits } from './map-state.ts';
import type { Place } from './nearest.ts';
import { nearestLine, nextAlong } from './parallel-lines.ts';
import { placeOfCoordinate, ticksOf } from './plot-axis.ts';
import type { PlotProps } from './scatter.tsx';
import { spotSentence, Tooltip } from './tooltip.tsx';
import { useBrush } from './use-brush.ts';

const HEIGHT_PX = 400;
/** Axes closer than this cannot be told apart by a finger; more of them scroll. */
const LEAST_GAP_PX = 84;
const REACH_PX = 10;
const DENSITY_WIDTH_PX = 26;

/** Every episode as a line across all axes; a drag along an axis brushes it, a click opens a line. */
export function Parallel({ state, axes, spots, learned, selected, onOpen }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const outerPx = useWidth(box);
  const widthPx = Math.max(outerPx, LEAST_GAP_PX * axes.length + 40);
  const frame = useMemo<Frame>(
    () => ({ left: 52, top: 46, width: widthPx - 52 - 40, height: HEIGHT_PX - 60 }),
    [widthPx],
  );
  const columns = useMemo(
    () => axes.map((_, i) => frame.left + (axes.length === 1 ? 0 : (i / (axes.length - 1)) * frame.width)),
    [axes, frame],
  );
  const colours = useColours();
  const filter = state.filter.value;
  const layer = useMemo(() => {
    const heights = spots.map((spot) =>
      isShown(filter, spot) ? axes.map((axis, i) => toY(axis, frame, spot.places[i] as number)) : null,
    );
    return { spots, columns, heights, chosen: spots.map((spot) => isChosen(filter, spot)) };
  }, [spots, axes, frame, columns, filter]);
  useEffect(() => {
    if (canvas.current === null || outerPx === 0) return;
    return drawLines(canvas.current, [widthPx, HEIGHT_PX], layer, colours);
  }, [layer, colours, widthPx, outerPx]);

  const [pointed, setPointed] = useState<{ readonly line: number; readonly column: number }>({
    line: -1,
    column: 0,
  });
  // Focus by a key: whoever points sees what is pointed at, and no more.
  const [hasFocus, setHasFocus] = useState(false);
  const columnAt = (x: number) =>
    columns.reduce(
      (best, at, i) => (Math.abs(at - x) < Math.abs((columns[best] as number) - x) ? i : best),
      0,
    );
  const lineAt = (at: Place, reachPx: number) => nearestLine(layer, at, reachPx);
  const open = (line: number) => {
    const spot = spots[line];
    if (spot !== undefined) onOpen(spot.entry.id);
  };
  const pointer = useBrush({
    brush: (from, to) => {
      const axis = axes[columnAt(from.x)];
      if (axis !== undefined)
        setLimits(state, {
          [axis.name]: limitOf(axis, fromY(axis, frame, from.y), fromY(axis, frame, to.y)),
        });
    },
    click: (at, isTouch) => open(lineAt(at, isTouch ? 2 * REACH_PX : REACH_PX)),
    hover: (at) =>
      setPointed({ line: at === null ? -1 : lineAt(at, REACH_PX), column: at === null ? 0 : columnAt(at.x) }),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    setHasFocus(true);
    const { line, column } = pointed;
    const axis = axes[column];
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      setPointed({ line: nextAlong(layer, column, line, event.key === 'ArrowUp' ? -1 : 1), column });
    } else if (event.key === 'ArrowLeft') setPointed({ line, column: Math.max(0, column - 1) });
    else if (event.key === 'ArrowRight') setPointed({ line, column: Math.min(axes.length - 1, column + 1) });
    else if (event.key === 'Enter') open(line);
    else if (event.key === 'Escape' && axis !== undefined) setLimits(state, { [axis.name]: null });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shownSpot = spots[pointed.line];
  const outlined = [spots.findIndex(({ entry }) => entry.id === selected), pointed.line];
  return (
    <div class="map-plot" ref={box}>
      <div class="map-scroll">
        <div style={{ position: 'relative', width: `${widthPx}px`, height: `${HEIGHT_PX}px` }}>
          <canvas
            class="map-layer"
            ref={canvas}
            style={{ width: `${widthPx}px`, height: `${HEIGHT_PX}px` }}
          />
          <svg class="map-layer" width={widthPx} height={HEIGHT_PX} aria-hidden="true">
            {axes.map((axis, i) => (
              <g key={axis.name}>
                {state.showsLearned.value && learned !== null ? (
                  <path
                    class="learned-along"
                    d={densityOutline(
                      axis,
                      learned.map((point) => placeOfCoordinate(axis, point[i] as number)),
                      columns[i] as number,
                      frame,
                    )}
                  />
                ) : null}
                <ParallelAxis
                  axis={axis}
                  x={columns[i] as number}
                  frame={frame}
                  isCurrent={hasFocus && pointed.column === i}
                  isLow={i % 2 === 1}
                />
                {filter.limits[axis.name] === undefined
                  ? null
                  : spansOf(axis, filter.limits[axis.name]).map(([low, high]) => (
                      <rect
                        key={low}
                        class="map-brush"
                        x={(columns[i] as number) - 9}
                        width={18}
                        y={toY(axis, frame, high)}
                        height={toY(axis, frame, low) - toY(axis, frame, high)}
                      />
                    ))}
              </g>
            ))}
            {outlined.map((line, i) => {
              const heights = layer.heights[line];
              return heights == null ? null : (
                <polyline
                  key={`${i}`}
                  class={i === 0 ? 'map-selected' : 'map-pointed'}
                  points={heights.map((y, k) => `${columns[k]},${y}`).join(' ')}
                />
              );
            })}
          </svg>
          <div
            class="map-touch"
            role="application"
            aria-roledescription="parallel coordinates"
            aria-label={`Failure map: ${plural(spots.length, 'episode')} across ${plural(axes.length, 'parameter')}. Left and right choose a parameter, up and down move between episodes along it, Enter opens one, Escape lifts the brush. The table below lists the same.`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a plot that is walked through with the arrow keys
            tabIndex={0}
            onKeyDown={onKeyDown}
            onFocus={(event) => setHasFocus(event.currentTarget.matches(':focus-visible'))}
            onBlur={() => setHasFocus(false)}
            {...pointer}
          />
          {shownSpot !== undefined ? (
            <Tooltip
              spot={shownSpot}
              axes={axes}
              at={{
                x: columns[pointed.column] as number,
                y: layer.heights[pointed.line]?.[pointed.column] ?? frame.top,
              }}
              widthPx={widthPx}
            />
          ) : null}
        </div>
      </div>
      <p class="visually-hidden" role="status">
        {hasFocus && shownSpot !== undefined ? spotSentence(shownSpot, axes) : ''}
      </p>
    </div>
  );
}

function ParallelAxis(props: {
  readonly axis: Axis;
  readonly x: number;
  readonly frame: Frame;
  readonly isCurrent: boolean;
  /** Neighbours' titles stand at two heights, so that long ones do not meet. */
  readonly isLow: boolean;
}) {
  const { axis, x, frame, isCurrent, isLow } = props;
  const bottom = frame.top + frame.height;
  return (
    <g class={isCurrent ? 'map-axes current' : 'map-axes'}>
      <line class="map-column" x1={x} x2={x} y1={frame.top} y2={bottom} />
      <text class="map-column-title" x={x} y={isLow ? 30 : 14} text-anchor="middle">
        {axisWords(axis)}
      </text>
      {axisUnit(axis) === '' ? null : (
        <text x={x} y={frame.top + frame.height + 13} text-anchor="middle">
          {axisUnit(axis)}
        </text>
      )}
      {ticksOf(axis, 5).map(({ at, label }) => (
        <text key={label} class="map-halo" x={x - 5} y={toY(axis, frame, at) + 4} text-anchor="end">
          {label.length > 11 ? `${label.slice(0, 10)}…` : label}
        </text>
      ))}
    </g>
  );
}

/** How the draws lie along one axis, as an outline to its right. */
function densityOutline(axis: Axis, places: readonly number[], x: number, frame: Frame): string {
  const shares = densityAlong(axis, places);
  const most = Math.max(...shares);
  if (!(most > 0)) return '';
  const points = [...shares].map((share, i) => {
    const y = frame.top + (1 - (i + 0.5) / shares.length) * frame.height;
    return `${(x + (share / most) * DENSITY_WIDTH_PX).toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${x} ${frame.top + frame.height}L${points.join('L')}L${x} ${frame.top}Z`;
}
