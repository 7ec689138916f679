import { z } from 'zod';

const Share = z.number().min(0).max(1);
/** A number that the task logged; null where it was not finite, which JSON cannot say. */
const Logged = z.number().nullable();

/** What is known of one picture: the JSON file beside it. */
export const SampleSchema = z.object({
  key: z.string(),
  /** Which of the collection's scenes; pictures of one scene belong together, so a split must not part them. */
  scene: z.int().min(0),
  step: z.int().min(0),
  timeS: z.number(),
  /** A place in the manifest's classes; null where there is nothing to be named. */
  class: z.int().min(0).nullable(),
  /** Left, top, right and bottom of the whole object, shares of the picture from its top left; null without one. */
  box: z.tuple([Share, Share, Share, Share]).nullable(),
  command: z.string(),
  speedMps: z.number(),
  /** One number per name of the manifest's `action`; null where nobody acted. */
  action: z.array(Logged).nullable(),
  /** One number per name of the manifest's `state`: what the task logs, as it was in the picture. */
  state: z.array(Logged),
  /** mu: the scene's place in [-1, 1]^d, and its parameters by name. */
  point: z.array(z.number()).nullable(),
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  /** The episode's seed. */
  seed: z.int().min(0),
  /** How the whole episode went; null where nobody acted. */
  score: z
    .object({
      total: z.number(),
      failed: z.boolean(),
      reason: z.string(),
      steps: z.int(),
      terms: z.record(z.string(), Logged),
    })
    .nullable(),
});

export type SampleRecord = Readonly<z.output<typeof SampleSchema>>;
