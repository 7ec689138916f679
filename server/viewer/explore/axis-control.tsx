import { useState } from 'preact/hooks';
import type { Axis, CategoricalAxis, ContinuousAxis } from '../../../sim/space/index.ts';
import { axisUnit, axisValue } from '../../report/format.ts';
import { axisName, spokenName, spokenValue } from './axis-words.ts';
import { stepOf } from './choice.ts';

export interface AxisControlProps<A extends Axis = Axis> {
  readonly axis: A;
  readonly value: number | string;
  readonly nominal: number | string;
  /** What is wrong with a value, as the simulator says it; null if nothing. */
  readonly problem: (value: number | string) => string | null;
  readonly onChange: (value: number | string) => void;
}

/** One axis of the scene: a slider with a number box, or a choice of names. */
export function AxisControl(props: AxisControlProps) {
  const { axis, value, nominal, onChange } = props;
  const id = `axis-${axis.name}`;
  const changed = value !== nominal;
  return (
    <div class={changed ? 'axis changed' : 'axis'}>
      <div class="axis-head">
        <label for={id}>{axisName(axis)}</label>
        {axis.kind === 'continuous' ? <NumberBox {...props} axis={axis} /> : null}
        <button
          type="button"
          class="quiet"
          disabled={!changed}
          aria-label={`Reset ${axisName(axis).toLowerCase()} to ${spokenValue(axis, nominal)}`}
          title={`Reset to ${axisValue(axis, nominal)}`}
          onClick={() => onChange(nominal)}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M3 3v4h4M3.3 7A5.2 5.2 0 1 1 3.6 10.6" />
          </svg>
        </button>
      </div>
      {axis.kind === 'continuous' ? (
        <Slider {...props} axis={axis} id={id} />
      ) : (
        <Names {...props} axis={axis} id={id} />
      )}
    </div>
  );
}

function Slider({
  axis,
  value,
  nominal,
  onChange,
  id,
}: AxisControlProps<ContinuousAxis> & { readonly id: string }) {
  const { low, high } = axis;
  const home = ((Number(nominal) - low) / (high - low)) * 100;
  return (
    <>
      <input
        id={id}
        type="range"
        min={low}
        max={high}
        step={stepOf(axis)}
        value={value}
        aria-label={spokenName(axis)}
        aria-valuetext={spokenValue(axis, value)}
        aria-describedby={`${id}-about`}
        style={{ '--home': `${home}%` }}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <p id={`${id}-about`} class="axis-about">
        <span class="range">
          {axisValue(axis, low)} to {axisValue(axis, high)}.
        </span>{' '}
        {sentence(axis.description)}
      </p>
    </>
  );
}

/** A number typed by hand. What cannot be is said and not taken. */
function NumberBox({ axis, value, problem, onChange }: AxisControlProps<ContinuousAxis>) {
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft === null ? null : draft.trim() === '' ? 'A number is missing.' : problem(Number(draft));
  return (
    <span class="axis-number">
      <input
        type="number"
        inputMode="decimal"
        min={axis.low}
        max={axis.high}
        step="any"
        value={draft ?? Number(Number(value).toPrecision(4))}
        aria-label={`${spokenName(axis)}, as a number`}
        aria-invalid={wrong !== null}
        aria-errormessage={wrong === null ? undefined : `axis-${axis.name}-wrong`}
        onInput={(event) => {
          const text = event.currentTarget.value;
          const fits = text.trim() !== '' && problem(Number(text)) === null;
          setDraft(text);
          if (fits) onChange(Number(text));
        }}
        onBlur={() => setDraft(null)}
      />
      <span class="unit" aria-hidden="true">
        {axisUnit(axis)}
      </span>
      {wrong === null ? null : (
        <span id={`axis-${axis.name}-wrong`} class="axis-wrong" role="alert">
          {wrong}
        </span>
      )}
    </span>
  );
}

function Names({ axis, value, onChange, id }: AxisControlProps<CategoricalAxis> & { readonly id: string }) {
  return (
    <>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {axis.values.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <p id={`${id}-about`} class="axis-about">
        {sentence(axis.description)}
      </p>
    </>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
