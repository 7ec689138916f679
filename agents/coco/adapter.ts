import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { SHAPE_CLASSES } from '../../sim/index.ts';
import { COCO_CLASSES, COCO_NAMES } from './coco-classes.ts';
import { OUTPUT_KINDS } from './read-boxes.ts';

const Triple = z.tuple([z.number(), z.number(), z.number()]);
const Side = z.int().min(16).max(2048);

const AdapterSchema = z.strictObject({
  /** The model's file, from the adapter's folder: model.json, or a name ending in .onnx. */
  model: z.string().min(1),
  widthPx: Side,
  heightPx: Side,
  channels: z.enum(['rgb', 'bgr']).default('rgb'),
  layout: z.enum(['nhwc', 'nchw']).default('nhwc'),
  /** The network is shown (level - mean) / deviation, per channel in its order; levels are 0 to 255. */
  mean: Triple.default([0, 0, 0]),
  deviation: Triple.refine((three) => three.every((x) => x > 0), 'numbers above 0').default([255, 255, 255]),
  output: z.strictObject({
    kind: z.enum(OUTPUT_KINDS),
    /** Null where the model has one output only. */
    name: z.string().nullable().default(null),
    /** What the sides of boxes are counted in: shares of the picture, or pixels of it. */
    unit: z.enum(['share', 'pixel']),
  }),
  /** The names of the model's classes in its order; coco stands for COCO's 80. */
  classes: z.union([z.literal('coco'), z.array(z.string()).min(1)]).default('coco'),
  /** What the model calls our classes; one that is left out is not answered. */
  names: z.partialRecord(z.enum(SHAPE_CLASSES), z.string()).default(COCO_NAMES),
});

/** How a network from elsewhere is to be asked, and how its answer is read. */
export type Adapter = Readonly<z.infer<typeof AdapterSchema>>;
/** As it is written down: what has a default may be left out. */
export type AdapterFields = z.input<typeof AdapterSchema>;

/** Checks an adapter; `where` names it in the error of kind `data`. */
export function parseAdapter(where: string, fields: unknown): Adapter {
  const result = AdapterSchema.safeParse(fields);
  if (!result.success) {
    const [issue] = result.error.issues as [z.core.$ZodIssue];
    throw wrong(where, issue.path.join('.'), issue.message);
  }
  const classes = classNames(result.data);
  const stray = Object.entries(result.data.names).find(([, name]) => !classes.includes(name));
  if (stray === undefined) return result.data;
  throw wrong(where, `names.${stray[0]}`, `${JSON.stringify(stray[1])} is no class of the model`);
}

/** Reads an adapter file. */
export function readAdapter(where: string, bytes: Uint8Array): Adapter {
  let fields: unknown;
  try {
    fields = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw wrong(where, '', cause instanceof Error ? cause.message : String(cause));
  }
  return parseAdapter(where, fields);
}

/** The names of the model's classes, in its order. */
export function classNames({ classes }: Adapter): readonly string[] {
  return classes === 'coco' ? COCO_CLASSES : classes;
}

/** For each class of the model, its place in SHAPE_CLASSES, or -1 where it is none of ours. */
export function ourClasses(adapter: Adapter): Int32Array {
  return Int32Array.from(classNames(adapter), (name) =>
    SHAPE_CLASSES.findIndex((ours) => adapter.names[ours] === name),
  );
}

function wrong(where: string, place: string, problem: string): FaultscapeError {
  return new FaultscapeError('data', `The adapter ${where} is wrong${place === '' ? '' : ` at ${place}`}.`, {
    expected: 'JSON as docs/coco.md shows, e.g. {"model": "model.json", "widthPx": 640, ...}',
    got: problem,
  });
}
