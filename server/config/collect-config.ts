import { z } from 'zod';
import { HOSTING, NumberOrText } from './attack-config.ts';
import { parseWith } from './parse.ts';

const MOST_SIDE_PX = 4096;

/** "96x72", width first. */
const ImageSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}x[1-9]\d{0,3}$/, { error: 'width and height in pixels, e.g. 128x96' })
  .transform((text) => {
    const [widthPx, heightPx] = text.split('x').map(Number) as [number, number];
    return { widthPx, heightPx };
  })
  .refine(({ widthPx, heightPx }) => Math.max(widthPx, heightPx) <= MOST_SIDE_PX, {
    error: `at most ${MOST_SIDE_PX} pixels a side`,
  });

const CollectSchema = z.strictObject({
  task: z.string({ error: "a task, e.g. detection/all, or a file's scenes (--scene)" }),
  /** Null is the task's first. */
  space: z.string().nullable().default(null),
  /** Null shows each scene as it begins. */
  agent: z.string().nullable().default(null),
  /** How many scenes. */
  count: z.int({ error: 'a number of scenes (-n), at least 1' }).min(1).max(10_000_000),
  /** Scenes of a file, shown in turn; none draws them from the space. */
  scenes: z.array(z.record(z.string(), NumberOrText)).default([]),
  out: z.string({ error: 'a folder for the dataset, e.g. --out data/first' }),
  every: z.int().min(1).max(1_000_000).default(5),
  /** Null is the agent's own, or 96 x 96. */
  image: ImageSchema.nullable().default(null),
  masks: z.boolean().default(false),
  shardMb: z.number().gt(0).max(4096).default(32),
  ...HOSTING,
});

/** Everything a dataset depends on, parsed once. */
export type CollectConfig = Readonly<z.output<typeof CollectSchema>>;

export function parseCollectConfig(flags: Readonly<Record<string, unknown>>): CollectConfig {
  return parseWith(CollectSchema, flags, 'The collection', 'usage');
}
