import type { AdversaryAbout } from '../../http/api.ts';
import { Field } from './field.tsx';

type OptionSpec = AdversaryAbout['options'][number];

/** The settings that decide how long an attack takes; the others wait behind a fold. */
const MAIN: readonly string[] = ['preset', 'pool', 'induced', 'samples', 'boost', 'baseline'];

/** A field for each setting of an adversary; an empty one leaves the default. */
export function OptionFields(props: {
  readonly options: readonly OptionSpec[];
  readonly values: Readonly<Record<string, string>>;
  onChange(name: string, value: string): void;
}) {
  const { options, values, onChange } = props;
  const field = (spec: OptionSpec) => (
    <OptionField key={spec.name} spec={spec} value={values[spec.name] ?? ''} onChange={onChange} />
  );
  const more = options.filter(({ name }) => !MAIN.includes(name));
  return (
    <>
      <div class="form-grid">{options.filter(({ name }) => MAIN.includes(name)).map(field)}</div>
      {more.length === 0 ? null : (
        <details>
          <summary>More settings of the adversary</summary>
          <div class="form-grid">{more.map(field)}</div>
        </details>
      )}
    </>
  );
}

function OptionField(props: {
  readonly spec: OptionSpec;
  readonly value: string;
  onChange(name: string, value: string): void;
}) {
  const { spec, value, onChange } = props;
  const otherwise = spec.default === null ? 'by itself' : String(spec.default);
  const change = (text: string) => onChange(spec.name, text);
  const unit = spec.unit === '' ? '' : ` (${spec.unit})`;
  return (
    <Field label={`${spec.name}${unit}`} hint={spec.description}>
      {(ids) =>
        spec.type === 'choice' ? (
          <select {...ids} value={value} onChange={(event) => change(event.currentTarget.value)}>
            <option value="">{`default: ${otherwise}`}</option>
            {spec.choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...ids}
            type="number"
            min={spec.low}
            max={spec.high}
            step={spec.type === 'integer' ? 1 : 'any'}
            value={value}
            placeholder={`default: ${otherwise}`}
            onInput={(event) => change(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
