import { FaultscapeError } from '../sim/core/index.ts';

export type OptionValue = number | string;
export type OptionValues = Readonly<Record<string, OptionValue>>;

interface OptionBase {
  readonly name: string;
  readonly description: string;
  /** What the number counts or measures, e.g. "episodes"; empty for none. */
  readonly unit: string;
}

/** A number between `low` and `high`, both allowed. A default of null means "as the preset says". */
export interface NumberOption extends OptionBase {
  readonly type: 'integer' | 'number';
  readonly low: number;
  readonly high: number;
  readonly default: number | null;
}

export interface ChoiceOption extends OptionBase {
  readonly type: 'choice';
  readonly choices: readonly string[];
  readonly default: string | null;
}

/** One setting of an adversary, with all that a command line needs to print and to read it. */
export type OptionSpec = NumberOption | ChoiceOption;

/** Reads `key=value` settings, as in `--set iterations=500`. */
export function parseSettings(specs: readonly OptionSpec[], settings: readonly string[]): OptionValues {
  const values: Record<string, OptionValue> = {};
  for (const setting of settings) {
    const at = setting.indexOf('=');
    if (at < 1) {
      throw new FaultscapeError('usage', 'A setting is not of the form key=value.', {
        expected: 'for example iterations=500',
        got: setting,
      });
    }
    const spec = findSpec(specs, setting.slice(0, at).trim());
    const text = setting.slice(at + 1).trim();
    values[spec.name] = checked(spec, spec.type === 'choice' || text === '' ? text : Number(text));
  }
  return values;
}

/** The given values checked, and the defaults for what was not given (none where the default is null). */
export function resolveOptions(specs: readonly OptionSpec[], given: OptionValues): OptionValues {
  const values: Record<string, OptionValue> = {};
  for (const spec of specs) if (spec.default !== null) values[spec.name] = spec.default;
  for (const [name, value] of Object.entries(given)) values[name] = checked(findSpec(specs, name), value);
  return values;
}

function findSpec(specs: readonly OptionSpec[], name: string): OptionSpec {
  const spec = specs.find((s) => s.name === name);
  if (spec !== undefined) return spec;
  throw new FaultscapeError('usage', 'The adversary has no such setting.', {
    expected: specs.length === 0 ? 'none' : `one of ${specs.map((s) => s.name).join(', ')}`,
    got: name,
  });
}

function checked(spec: OptionSpec, value: OptionValue): OptionValue {
  const fits =
    spec.type === 'choice'
      ? spec.choices.includes(String(value))
      : typeof value === 'number' &&
        value >= spec.low &&
        value <= spec.high &&
        (spec.type === 'number' || Number.isInteger(value));
  if (fits) return value;
  throw new FaultscapeError('usage', `The setting ${spec.name} does not accept this value.`, {
    expected: describeDomain(spec),
    got: String(value) === '' ? 'nothing' : String(value),
  });
}

/** What a setting accepts, in words: "a whole number from 1 to 1000000 (episodes)". */
export function describeDomain(spec: OptionSpec): string {
  if (spec.type === 'choice') return `one of ${spec.choices.join(', ')}`;
  const kind = spec.type === 'integer' ? 'a whole number' : 'a number';
  return `${kind} from ${spec.low} to ${spec.high}${spec.unit === '' ? '' : ` (${spec.unit})`}`;
}
