import { useId } from 'preact/hooks';
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
            onChoose={(name) => {
              state.axes.value = [name, y];
            }}
          />
          <AxisSelect
            label="Up"
            axes={axes}
            value={y}
            onChoose={(name) => {
              state.axes.value = [x, name];
            }}
          />
        </>
      ) : null}
      <Select
        label="Outcome"
        value={filter.outcome}
        choices={OUTCOMES.map((outcome) => [outcome, OUTCOME_WORDS[outcome]])}
        onChoose={(outcome) => {
          state.filter.value = { ...filter, outcome: outcome as Outcome };
        }}
      />
      <Select
        label="Ended by"
        value={filter.reason ?? ''}
        choices={[['', 'anything'], ...reasons.map((reason) => [reason, reason] as const)]}
        onChoose={(reason) => {
          state.filter.value = { ...filter, reason: reason || null };
        }}
      />
    </div>
  );
}

function AxisSelect(props: {
  readonly label: string;
  readonly axes: readonly Axis[];
  readonly value: string;
  onChoose(name: string): void;
}) {
  const choices = props.axes.map((axis) => [axis.name, axisWords(axis)] as const);
  return <Select label={props.label} value={props.value} choices={choices} onChoose={props.onChoose} />;
}

function Select(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  onChoose(value: string): void;
}) {
  const id = useId();
  return (
    <span class="map-select">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </span>
  );
}
