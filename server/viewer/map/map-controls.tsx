import type { Axis } from '../../../sim/space/index.ts';
import { axisWords } from '../../report/format.ts';
import type { Outcome } from './map-filter.ts';
import type { MapState } from './map-state.ts';
import type { Spot } from './spots.ts';

const OUTCOMES: readonly Outcome[] = ['all', 'failed', 'passed'];
const OUTCOME_WORDS = { all: 'failed and passed', failed: 'failed', passed: 'passed' } as const;

/** What is drawn over which axes, and which episodes take part. */
export function MapControls(props: {
  readonly state: MapState;
  readonly axes: readonly Axis[];
  readonly spots: readonly Spot[];
  readonly pair: readonly [x: string, y: string];
}) {
  const { state, axes, spots, pair } = props;
  const filter = state.filter.value;
  const reasons = [...new Set(spots.flatMap(({ entry }) => entry.reason ?? []))].sort();
  const [x, y] = pair;
  return (
    <div class="row map-controls">
      <fieldset class="row map-view-choice">
        <legend class="visually-hidden">View</legend>
        {(['scatter', 'parallel'] as const).map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={state.view.value === view}
            onClick={() => {
              state.view.value = view;
            }}
          >
            {view === 'scatter' ? 'Two axes' : 'All axes'}
          </button>
        ))}
      </fieldset>
      {state.view.value === 'scatter' ? (
        <>
          <AxisSelect
            label="Across"
            axes={axes}
            value={x}
            onChoose={(name) => (state.axes.value = [name, y])}
          />
          <AxisSelect label="Up" axes={axes} value={y} onChoose={(name) => (state.axes.value = [x, name])} />
        </>
      ) : null}
      <label>
        Outcome{' '}
        <select
          value={filter.outcome}
          onChange={(event) => {
            state.filter.value = { ...filter, outcome: event.currentTarget.value as Outcome };
          }}
        >
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {OUTCOME_WORDS[outcome]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Ended by{' '}
        <select
          value={filter.reason ?? ''}
          onChange={(event) => {
            state.filter.value = { ...filter, reason: event.currentTarget.value || null };
          }}
        >
          <option value="">anything</option>
          {reasons.map((reason) => (
            <option key={reason} value={reason}>
              {reason}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function AxisSelect(props: {
  readonly label: string;
  readonly axes: readonly Axis[];
  readonly value: string;
  onChoose(name: string): void;
}) {
  return (
    <label>
      {props.label}{' '}
      <select value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.axes.map((axis) => (
          <option key={axis.name} value={axis.name}>
            {axisWords(axis)}
          </option>
        ))}
      </select>
    </label>
  );
}
