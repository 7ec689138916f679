import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Axis, Point } from '../../../sim/space/index.ts';
import { axisWords, plural } from '../../report/format.ts';
import { useColours } from '../charts/colours.ts';
import { useWidth } from '../charts/use-width.ts';
import { DensityLines } from './density-lines.tsx';
import { drawSpots, MANY_SPOTS } from './draw-spots.ts';
import { fromX, fromY, toX, toY } from './frame.ts';
import { limitOf, spansOf } from './limits.ts';
import { isChosen, isShown } from './map-filter.ts';
import { type MapState, setLimits } from './map-state.ts';
import { type Direction, nearestTo, nearestTowards } from './nearest.ts';
import { placeOfCoordinate } from './plot-axis.ts';
import { AxisTitles, frameFor, ScatterAxes } from './scatter-axes.tsx';
import type { Spot } from './spots.ts';
import { Sprites } from './sprites.ts';
import { spotSentence, Tooltip } from './tooltip.tsx';
import { useBrush } from './use-brush.ts';

export interface PlotProps {
  readonly state: MapState;
  readonly axes: readonly Axis[];
  readonly spots: readonly Spot[];
  /** Draws of what is learned; null before there are any. */
  readonly learned: readonly Point[] | null;
  readonly selected: string | null;
  onOpen(id: string): void;
}

const REACH_PX = 14;
const TOUCH_REACH_PX = 28;

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Every episode as a mark over two axes; a drag brushes, a click or Enter opens. */
export function Scatter(props: PlotProps & { readonly x: Axis; readonly y: Axis }) {
  const { state, axes, spots, learned, selected, x, y } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const widthPx = useWidth(box);
  const heightPx = Math.round(Math.max(300, Math.min(520, widthPx * 0.72)));
  const frame = useMemo(() => frameFor(x, y, widthPx, heightPx), [x, y, widthPx, heightPx]);
  const colours = useColours();
  const isMany = spots.length > MANY_SPOTS;
  const ratio = window.devicePixelRatio;
  const sprites = useMemo(() => new Sprites(colours, ratio, isMany ? 2.6 : 4), [colours, ratio, isMany]);
  const filter = state.filter.value;
  const [xi, yi] = [axes.indexOf(x), axes.indexOf(y)];
  // A brush changes the filter at every move, but no mark's place.
  const marks = useMemo(
    () =>
      spots.map((spot) => ({
        x: toX(x, frame, spot.places[xi] as number),
        y: toY(y, frame, spot.places[yi] as number),
      })),
    [spots, frame, x, y, xi, yi],
  );
  const layer = useMemo(
    () => ({
      spots,
      places: marks.map((mark, i) => (isShown(filter, spots[i] as Spot) ? mark : null)),
      chosen: spots.map((spot) => isChosen(filter, spot)),
    }),
    [spots, marks, filter],
  );
  const reachable = useMemo(
    () => layer.places.map((place, i) => (layer.chosen[i] === true ? place : null)),
    [layer],
  );
  useEffect(() => {
    if (canvas.current !== null && widthPx > 0) {
      drawSpots(canvas.current, [widthPx, heightPx], layer, sprites);
    }
  }, [layer, sprites, widthPx, heightPx]);

  const [hovered, setHovered] = useState(-1);
  const [focused, setFocused] = useState(-1);
  // Focus by a key: whoever points sees what is pointed at, and no more.
  const [hasFocus, setHasFocus] = useState(false);
  const open = (i: number) => {
    const spot = spots[i];
    if (spot !== undefined) props.onOpen(spot.entry.id);
  };
  const pointer = useBrush({
    brush: (from, to) =>
      setLimits(state, {
        [x.name]: limitOf(x, fromX(x, frame, from.x), fromX(x, frame, to.x)),
        ...(x === y ? {} : { [y.name]: limitOf(y, fromY(y, frame, from.y), fromY(y, frame, to.y)) }),
      }),
    click: (at, isTouch) => open(nearestTo(reachable, at, isTouch ? TOUCH_REACH_PX : REACH_PX)),
    hover: (at) => setHovered(at === null ? -1 : nearestTo(reachable, at, REACH_PX)),
  });
  const here = reachable[focused] == null ? firstOf(reachable, spots, selected) : focused;
  const onKeyDown = (event: KeyboardEvent) => {
    setHasFocus(true);
    const direction = KEYS[event.key];
    if (direction !== undefined) {
      const next = nearestTowards(reachable, here, direction);
      if (next !== -1) setFocused(next);
    } else if (event.key === 'Enter') open(here);
    else if (event.key === 'Escape') setLimits(state, { [x.name]: null, [y.name]: null });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const poolFailures = useMemo(
    () =>
      spots
        .filter((spot) => spot.failed && ['pool', 'induced'].includes(spot.kind))
        .map((spot) => [spot.places[xi] as number, spot.places[yi] as number] as const),
    [spots, xi, yi],
  );
  const draws = useMemo(
    () =>
      (learned ?? []).map(
        (point) =>
          [placeOfCoordinate(x, point[xi] as number), placeOfCoordinate(y, point[yi] as number)] as const,
      ),
    [learned, x, y, xi, yi],
  );
  const pointed = hovered !== -1 ? hovered : hasFocus ? here : -1;
  const tipSpot = spots[pointed];
  const tipPlace = layer.places[pointed] ?? null;
  const selectedPlace = layer.places[spots.findIndex(({ entry }) => entry.id === selected)] ?? null;
  const isChoosing = x.name in filter.limits || y.name in filter.limits;
  return (
    <div class="map-plot" ref={box} style={{ height: `${heightPx}px` }}>
      <canvas class="map-layer" ref={canvas} style={{ width: `${widthPx}px`, height: `${heightPx}px` }} />
      <svg class="map-layer" width={widthPx} height={heightPx} aria-hidden="true">
        <ScatterAxes x={x} y={y} frame={frame} />
        <AxisTitles x={x} y={y} frame={frame} heightPx={heightPx} />
        {state.showsPoolFailures.value ? (
          <DensityLines x={x} y={y} places={poolFailures} frame={frame} class="density pool-density" />
        ) : null}
        {state.showsLearned.value && learned !== null ? (
          <DensityLines x={x} y={y} places={draws} frame={frame} class="density learned-density" />
        ) : null}
        {isChoosing
          ? spansOf(x, filter.limits[x.name]).flatMap(([x0, x1]) =>
              spansOf(y, filter.limits[y.name]).map(([y0, y1]) => (
                <rect
                  key={`${x0} ${y0}`}
                  class="map-brush"
                  x={toX(x, frame, x0)}
                  y={toY(y, frame, y1)}
                  width={toX(x, frame, x1) - toX(x, frame, x0)}
                  height={toY(y, frame, y0) - toY(y, frame, y1)}
                />
              )),
            )
          : null}
        {selectedPlace !== null ? (
          <circle class="map-selected" cx={selectedPlace.x} cy={selectedPlace.y} r={10} />
        ) : null}
        {tipPlace !== null ? <circle class="map-pointed" cx={tipPlace.x} cy={tipPlace.y} r={8} /> : null}
      </svg>
      <div
        class="map-touch"
        role="application"
        aria-roledescription="scatter plot"
        aria-label={`Failure map: ${plural(spots.length, 'episode')} over ${axisWords(x)} and ${axisWords(y)}. Arrow keys move between episodes, Enter opens one, Escape lifts the brush. The table below lists the same.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a plot that is walked through with the arrow keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => setHasFocus(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setHasFocus(false)}
        {...pointer}
      />
      {tipSpot !== undefined && tipPlace !== null ? (
        <Tooltip spot={tipSpot} axes={axes} at={tipPlace} widthPx={widthPx} />
      ) : null}
      <p class="visually-hidden" role="status">
        {hasFocus && spots[here] !== undefined ? spotSentence(spots[here], axes) : ''}
      </p>
    </div>
  );
}

/** Where the arrow keys start: the open episode, or the first failure that can be reached. */
function firstOf(
  reachable: readonly (unknown | null)[],
  spots: readonly Spot[],
  selected: string | null,
): number {
  const open = spots.findIndex((spot, i) => reachable[i] !== null && spot.entry.id === selected);
  if (open !== -1) return open;
  const failure = spots.findIndex((spot, i) => reachable[i] !== null && spot.failed);
  return failure !== -1 ? failure : reachable.findIndex((place) => place !== null);
}
