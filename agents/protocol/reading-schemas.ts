import { z } from 'zod';
import { bytes, count, text, type Wire } from './fields.ts';

/** Bytes of one number of each kind. */
export const DTYPE_BYTES = { float32: 4, float64: 8 } as const;

const name = z.string().min(1).max(200);
const shape = z.array(count).max(8);
const dtype = z.enum(['float32', 'float64']);

/** Named numbers of an observation. Each says what it is, so that no list of readings is needed to read it. */
const reading = z.object({ shape, dtype, data: bytes }).check(({ value, issues }) => {
  const length = DTYPE_BYTES[value.dtype] * value.shape.reduce((product, side) => product * side, 1);
  if (value.data.length === length) return;
  issues.push({ code: 'custom', path: ['data'], input: value.data, message: `${length} bytes` });
});
export type WireReading = Wire<z.infer<typeof reading>>;

export const readings = z.record(name, reading);
export type WireReadings = Wire<z.infer<typeof readings>>;

/** What each reading of an episode will be, said before its first observation. */
export const readingSpecs = z.array(
  z.object({
    ...{ name, shape, dtype, unit: text, description: text },
    low: z.number().nullable(),
    high: z.number().nullable(),
  }),
);
