import { z } from 'zod';
import { looseNumber, text, type Wire } from './fields.ts';

const name = z.string().min(1).max(200);

const axis = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('continuous'),
    name,
    unit: text,
    low: z.number(),
    high: z.number(),
    description: text,
    prior: z
      .object({ kind: z.literal('normal'), mean: z.number(), deviation: z.number().positive() })
      .optional(),
  }),
  z.object({ kind: z.literal('categorical'), name, values: z.array(name).min(1), description: text }),
]);

/** The parameter spaces of a task by name. */
export const spaces = z.record(z.string(), z.array(axis));

/** A complete scene, as the server says it. */
export const scene = z.record(z.string(), z.union([z.number(), z.string()]));

/** A scene as it is asked for; the server checks each axis and names the one that is wrong. */
export const askedScene = z.record(z.string(), z.union([looseNumber, z.string()]));

export const actionSpec = z.object({
  names: z.array(name).min(1),
  low: z.array(z.number()),
  high: z.array(z.number()),
});

const side = z.union([z.number(), z.null(), z.array(z.number().nullable())]);

const box = z.object({
  type: z.literal('box'),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['uint8', 'float32', 'float64']),
  low: side,
  high: side,
});

const discrete = z.object({ type: z.literal('discrete'), n: z.int().positive() });

/** A space in Gymnasium's sense. */
export type SpaceSpec =
  | Wire<z.infer<typeof box>>
  | Wire<z.infer<typeof discrete>>
  | { readonly type: 'dict'; readonly spaces: Readonly<Record<string, SpaceSpec>> };

export const spaceSpec: z.ZodType<SpaceSpec> = z
  .lazy(() =>
    z.discriminatedUnion('type', [
      box,
      discrete,
      z.object({ type: z.literal('dict'), spaces: z.record(z.string(), spaceSpec) }),
    ]),
  )
  .meta({ id: 'SpaceSpec' });
