import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { type Axis, Space } from '../../sim/space/index.ts';
import { parseWith } from '../config/parse.ts';

const NAME = z.string().regex(/^\S(.*\S)?$/, { error: 'a name that does not begin or end with a blank' });
const AxisSchema = z.union(
  [
    z.strictObject({
      name: NAME,
      low: z.number(),
      high: z.number(),
      unit: z.string().default('1'),
      description: z.string().default(''),
      kind: z.literal('continuous').default('continuous'),
    }),
    z.strictObject({
      name: NAME,
      values: z.array(z.string()).min(1),
      description: z.string().default(''),
      kind: z.literal('categorical').default('categorical'),
    }),
  ],
  { error: 'an axis: {"name":"speedMps","low":0,"high":30} or {"name":"weather","values":["dry","wet"]}' },
);
const AxesSchema = z.union(
  [z.array(AxisSchema), z.strictObject({ axes: z.array(AxisSchema) }).transform(({ axes }) => axes)],
  {
    error: 'a list of axes, or {"axes": [...]}',
  },
);

/** The space that a file of axes describes. */
export function readAxes(bytes: Uint8Array, file: string): Space {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new FaultscapeError('data', `The file ${file} is not JSON.`, {
      expected: 'a list of axes',
      got: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  const list = parseWith(
    z.union([z.array(z.unknown()), z.strictObject({ axes: z.array(z.unknown()) })]),
    value,
    `The file ${file}`,
    'data',
  );
  const each = Array.isArray(list) ? list : list.axes;
  // One by one, so that an error names the axis and not the whole.
  each.forEach((axis, i) => void parseWith(AxisSchema, axis, `Axis ${i + 1} of ${file}`, 'data'));
  return spaceOfAxes(parseWith(AxesSchema, value, `The file ${file}`, 'data'), file);
}

/** A checked space named `box`; `from` says whose axes these are. */
export function spaceOfAxes(axes: readonly Axis[], from: string): Space {
  const wrong = (what: string, expected: string, got: string) =>
    new FaultscapeError('data', what, { expected, got });
  if (axes.length === 0) throw wrong(`There is no axis in ${from}.`, 'one or more', 'none');
  for (const [i, axis] of axes.entries()) {
    if (axes.findIndex(({ name }) => name === axis.name) < i) {
      throw wrong(`Two axes of ${from} have one name.`, 'names that differ', axis.name);
    }
    if (axis.kind === 'continuous' && !(axis.low < axis.high)) {
      throw wrong(
        `Axis ${axis.name} of ${from} has no range.`,
        'low below high',
        `${axis.low} to ${axis.high}`,
      );
    }
    if (axis.kind === 'categorical' && new Set(axis.values).size < axis.values.length) {
      throw wrong(
        `Axis ${axis.name} of ${from} has a value twice.`,
        'each value once',
        axis.values.join(', '),
      );
    }
  }
  return new Space('box', axes);
}
