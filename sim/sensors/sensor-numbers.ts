import { FaultscapeError } from '../core/errors.ts';
import {
  MOST_RAYS,
  MOST_SENSORS,
  SENSOR_NAME,
  SENSOR_NUMBERS,
  type SensorNumber,
  type SensorSpec,
  type Sensors,
} from '../sensor-spec.ts';

/** A sensor with every number given. */
export type Complete<Spec extends SensorSpec> = {
  readonly [Field in keyof Spec]-?: NonNullable<Spec[Field]>;
};

/**
 * The sensor with what was left out filled in. Throws an error of kind `usage` for a number out of its
 * range: programs behind the wire are checked there, agents in this process only here.
 */
export function completeSensor<Spec extends SensorSpec>(name: string, spec: Spec): Complete<Spec> {
  const numbers = SENSOR_NUMBERS[spec.kind] as Readonly<Record<string, SensorNumber>> | undefined;
  if (numbers === undefined) throw refused(name, 'kind', Object.keys(SENSOR_NUMBERS).join(', '), spec.kind);
  const given = spec as unknown as Readonly<Record<string, number | undefined>>;
  const full: Record<string, unknown> = { kind: spec.kind };
  for (const [field, { usual, low, high, whole }] of Object.entries(numbers)) {
    const value = given[field] ?? usual;
    if (!(value >= low && value <= high) || (whole === true && !Number.isInteger(value))) {
      throw refused(
        name,
        field,
        `${whole === true ? 'a whole number' : 'a number'} from ${low} to ${high}`,
        value,
      );
    }
    full[field] = value;
  }
  return full as Complete<Spec>;
}

/** Throws an error of kind `usage` where an agent asks for sensors that cannot be. */
export function checkSensors(sensors: Sensors): void {
  const all = Object.entries(sensors);
  if (all.length > MOST_SENSORS)
    throw refused('list', 'length', `at most ${MOST_SENSORS} sensors`, all.length);
  for (const [name, spec] of all) {
    if (!SENSOR_NAME.test(name))
      throw refused(name, 'name', 'a letter, then letters, digits, "_" or "-"', name);
    const full = completeSensor(name, spec);
    if (full.kind !== 'lidar') continue;
    const rays = full.channels * full.azimuthSteps;
    if (rays > MOST_RAYS) throw refused(name, 'azimuthSteps', `at most ${MOST_RAYS} rays`, rays);
    if (full.lowestDeg > full.highestDeg) {
      throw refused(name, 'lowestDeg', `at most highestDeg, ${full.highestDeg}`, full.lowestDeg);
    }
  }
}

function refused(name: string, field: string, expected: string, got: unknown): FaultscapeError {
  return new FaultscapeError('usage', `The sensor ${name} cannot be: its ${field} is out of range.`, {
    expected,
    got: `${got}`,
    hint: 'docs/sensors.md has the range of every number',
  });
}
