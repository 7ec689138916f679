import type { Axis } from '../../../sim/space/index.ts';
import { axisTitle } from '../../report/format.ts';
import { type Frame, toX, toY } from './frame.ts';
import { ticksOf } from './plot-axis.ts';

const LETTER_PX = 6.6;
const MOST_LABEL_PX = 116;

/** The inside of a plot, with room for the labels of both axes. */
export function frameFor(x: Axis, y: Axis, widthPx: number, heightPx: number): Frame {
  const left = Math.min(MOST_LABEL_PX, Math.max(34, longestLabel(y) * LETTER_PX + 10)) + 20;
  const right = 12;
  const width = Math.max(40, widthPx - left - right);
  const bottom = 40 + (isTurned(x, width) ? Math.min(80, longestLabel(x) * LETTER_PX * 0.62) : 6);
  return { left, top: 10, width, height: Math.max(40, heightPx - 10 - bottom) };
}

/** Grid, ticks and titles of a plot over two axes. */
export function ScatterAxes(props: { readonly x: Axis; readonly y: Axis; readonly frame: Frame }) {
  const { x, y, frame } = props;
  const { left, top, width, height } = frame;
  const bottom = top + height;
  const turned = isTurned(x, width);
  const across = ticksOf(x, Math.max(2, Math.round(width / 130)));
  const up = ticksOf(y, Math.max(2, Math.round(height / 70)));
  return (
    <g class="map-axes">
      <rect class="map-frame" x={left} y={top} width={width} height={height} />
      {across.map(({ at, label }) => {
        const px = toX(x, frame, at);
        return (
          <g key={label}>
            <line x1={px} x2={px} y1={top} y2={bottom} />
            <text
              x={px}
              y={bottom + 16}
              text-anchor={turned ? 'end' : 'middle'}
              transform={turned ? `rotate(-38 ${px} ${bottom + 12})` : undefined}
            >
              {label}
            </text>
          </g>
        );
      })}
      {up.map(({ at, label }) => {
        const px = toY(y, frame, at);
        return (
          <g key={label}>
            <line x1={left} x2={left + width} y1={px} y2={px} />
            <text x={left - 6} y={px + 4} text-anchor="end">
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Titles lie apart, so that a plot's picture can be described by them. */
export function AxisTitles(props: {
  readonly x: Axis;
  readonly y: Axis;
  readonly frame: Frame;
  readonly heightPx: number;
}) {
  const { x, y, frame, heightPx } = props;
  const middle = frame.top + frame.height / 2;
  return (
    <g class="map-titles">
      <text x={frame.left + frame.width / 2} y={heightPx - 6} text-anchor="middle">
        {axisTitle(x)}
      </text>
      <text x={12} y={middle} text-anchor="middle" transform={`rotate(-90 12 ${middle})`}>
        {axisTitle(y)}
      </text>
    </g>
  );
}

function longestLabel(axis: Axis): number {
  return Math.max(...ticksOf(axis, 5).map(({ label }) => label.length));
}

/** Category names that would run into each other are turned. */
function isTurned(axis: Axis, widthPx: number): boolean {
  if (axis.kind === 'continuous') return false;
  return longestLabel(axis) * LETTER_PX > widthPx / axis.values.length - 6;
}
