import { z } from 'zod';
import { NumberOrText, SeedSchema } from '../config/attack-config.ts';
import { AxisSchema } from '../store/manifest.ts';

export const SCENE_FORMAT = 'faultscape-scene';
export const SCENES_FORMAT = 'faultscape-scenes';
/** Changes whenever an older program could misread a file. */
export const SCENE_VERSION = 1;

const taskField = z.string().min(1).describe('the task, with what stands behind its colon');
const sceneField = z
  .record(z.string(), NumberOrText)
  .describe('the value of each axis by name: a number in the unit that the name ends with, or a category');
const point = z.tuple([z.number(), z.number()]);
const points = z.array(point);
const numbers = z.array(z.number());

const gate = z.strictObject({
  xM: z.number(),
  yM: z.number(),
  zM: z.number(),
  headingRad: z.number(),
  rollRad: z.number(),
  openingM: z.number(),
});

const CourseSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('road'),
      closed: z.boolean(),
      centreM: points,
      leftM: numbers,
      rightM: numbers,
      roadPointsM: points.nullable(),
    }),
    z.strictObject({ kind: z.literal('lane'), centreM: points, widthM: z.number() }),
    z.strictObject({
      kind: z.literal('gates'),
      centreM: z.array(z.tuple([z.number(), z.number(), z.number()])),
      gates: z.array(gate),
    }),
  ])
  .describe('what the scene lays out to follow, metres and radians; checked against what it builds');

const SceneSchema = z.strictObject({
  format: z.literal(SCENE_FORMAT),
  version: z.literal(SCENE_VERSION),
  task: taskField,
  space: z.string().optional().describe('the space that the scene was drawn from'),
  seed: SeedSchema.optional().describe("the episode's own seed: start, gusts, scenery"),
  scene: sceneField,
  course: CourseSchema.optional(),
  from: z
    .strictObject({
      run: z.string(),
      episode: z.string(),
      agent: z.string(),
      agentVersion: z.string(),
      faultscape: z.string(),
      status: z.string(),
      q: z.number().nullable(),
      reason: z.string().nullable(),
    })
    .optional()
    .describe('the logged episode that the scene was taken from, and how it went'),
});

const ScenesSchema = z.strictObject({
  format: z.literal(SCENES_FORMAT),
  version: z.literal(SCENE_VERSION),
  task: taskField,
  space: z.strictObject({ name: z.string(), axes: z.array(AxisSchema) }),
  run: z.string().describe('the run whose distribution was drawn from'),
  seed: SeedSchema.describe('the seed of the draw'),
  scenes: z.array(sceneField).min(1),
});

/** What a scene file may hold: one scene, or the scenes that `faultscape sample` drew. */
export const SceneFileSchema = z.discriminatedUnion('format', [SceneSchema, ScenesSchema]);

export type SceneDocument = Readonly<z.infer<typeof SceneSchema>>;
export type SceneFile = Readonly<z.infer<typeof SceneFileSchema>>;

/** The JSON Schema (2020-12) of scene files, as it lies beside this file. */
export function sceneJsonSchema(): unknown {
  const { $schema, ...rest } = z.toJSONSchema(SceneFileSchema, { io: 'input' });
  return { $schema, title: 'Scenes of Faultscape', ...rest };
}
