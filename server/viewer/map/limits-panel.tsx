import type { Axis } from '../../../sim/space/index.ts';
import { axisTitle, axisWords, figure } from '../../report/format.ts';
import { limitOf, spansOf } from './limits.ts';
import { type MapState, setLimits } from './map-state.ts';

/** The brush as numbers: the same limits, for the keyboard and for exact values. */
export function LimitsPanel({ state, axes }: { readonly state: MapState; readonly axes: readonly Axis[] }) {
  return (
    <details class="map-limits">
      <summary>Limits of each parameter</summary>
      <div class="map-limits-grid">
        {axes.map((axis) =>
          axis.kind === 'continuous' ? (
            <RangeLimit key={axis.name} state={state} axis={axis} />
          ) : (
            <CategoryLimit key={axis.name} state={state} axis={axis} />
          ),
        )}
      </div>
    </details>
  );
}

function RangeLimit({ state, axis }: { state: MapState; axis: Extract<Axis, { kind: 'continuous' }> }) {
  const [[low, high]] = spansOf(axis, state.filter.value.limits[axis.name]) as [[number, number]];
  const step = (axis.high - axis.low) / 100;
  const change = (from: number, to: number) => {
    if (!Number.isFinite(from) || !Number.isFinite(to)) return;
    const isAll = from <= axis.low && to >= axis.high;
    setLimits(state, { [axis.name]: isAll ? null : limitOf(axis, from, to) });
  };
  const field = (label: string, value: number, onValue: (value: number) => void) => (
    <input
      type="number"
      aria-label={`${axisTitle(axis)}, ${label}`}
      min={axis.low}
      max={axis.high}
      step={Number(figure(step).replace('\u2212', '-'))}
      value={Number(value.toPrecision(4))}
      onChange={(event) => onValue(event.currentTarget.valueAsNumber)}
    />
  );
  return (
    <fieldset>
      <legend>{axisTitle(axis)}</legend>
      {field('from', low, (value) => change(value, high))} to{' '}
      {field('to', high, (value) => change(low, value))}
    </fieldset>
  );
}

function CategoryLimit({ state, axis }: { state: MapState; axis: Extract<Axis, { kind: 'categorical' }> }) {
  const limit = state.filter.value.limits[axis.name];
  const chosen = limit !== undefined && 'categories' in limit ? limit.categories : axis.values;
  const toggle = (value: string) => {
    const next = axis.values.filter((one) => (one === value) !== chosen.includes(one));
    setLimits(state, { [axis.name]: next.length === axis.values.length ? null : { categories: next } });
  };
  return (
    <fieldset>
      <legend>{axisWords(axis)}</legend>
      {axis.values.map((value) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} /> {value}
        </label>
      ))}
    </fieldset>
  );
}
