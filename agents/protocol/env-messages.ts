import { z } from 'zod';
import { bytes, codeOf, count, episodeId, listOf, looseNumber, size, text, type Wire } from './fields.ts';
import { hello } from './hello.ts';
import { messageParser } from './parse-message.ts';
import { readingSpecs } from './reading-schemas.ts';
import { actionSpec, askedScene, scene, spaceSpec, spaces } from './scene-schemas.ts';
import { LARGEST_PX, route, sensors, view } from './sight-schemas.ts';

export const ENV_ERROR_CODES = [
  'bad-action',
  'bad-scene',
  'unknown-task',
  'bad-make',
  'out-of-order',
  'not-made',
  'no-picture',
  'crashed',
  'bad-message',
  'too-fast',
  'too-large',
] as const;
export type EnvErrorCode = (typeof ENV_ERROR_CODES)[number];

const id = count;
const task = z.string().min(1).max(200);

const make = z.object({ type: z.literal('make'), task, environments: size.max(65_536), sensors });

const made = z.object({
  type: z.literal('made'),
  task,
  environments: size,
  controlStepS: z.number().positive(),
  action: actionSpec,
  actionSpace: spaceSpec,
  observationSpace: spaceSpec,
  spaces,
  nominal: scene,
  renderer: text.nullable(),
  readings: readingSpecs.optional(),
});

const reset = z.object({
  type: z.literal('reset'),
  id,
  resets: listOf(z.object({ environment: count, seed: z.int(), scene: askedScene.optional() })),
});

const step = z.object({
  type: z.literal('step'),
  id,
  actions: listOf(
    z.object({
      environment: count,
      episode: episodeId,
      step: count,
      action: z.array(looseNumber).max(1024),
    }),
  ),
});

const info = z.object({
  score: z.number().optional(),
  failed: z.boolean().optional(),
  reason: text.optional(),
  terms: z.record(z.string(), z.number()).optional(),
  seed: z.int().optional(),
  scene: scene.optional(),
});

const result = z.object({
  environment: count,
  episode: episodeId,
  step: count,
  observation: view,
  reward: z.number(),
  terminated: z.boolean(),
  truncated: z.boolean(),
  info,
  route: route.optional(),
});
export type WireResult = Wire<z.infer<typeof result>>;

const state = z.object({ type: z.literal('state'), id, results: listOf(result) });

const sidePx = size.max(LARGEST_PX);
const render = z.object({
  type: z.literal('render'),
  id,
  environment: count,
  widthPx: sidePx,
  heightPx: sidePx,
});
const rendered = z
  .object({
    type: z.literal('rendered'),
    id,
    environment: count,
    widthPx: sidePx,
    heightPx: sidePx,
    rgb: bytes,
  })
  .refine(({ widthPx, heightPx, rgb }) => rgb.length === 3 * widthPx * heightPx, {
    path: ['rgb'],
    message: '3 bytes for each pixel',
  });

const error = z.object({
  type: z.literal('error'),
  code: codeOf(ENV_ERROR_CODES),
  message: text,
  id: id.optional(),
  expected: text.optional(),
  got: text.optional(),
});

export const ENV_CLIENT = { make, reset, step, render };
export const ENV_SERVER = { hello, made, state, rendered, error };

export const parseEnvClientMessage = messageParser(ENV_CLIENT);
export const parseEnvServerMessage = messageParser(ENV_SERVER);

/** What a trainer says. */
export type EnvClientMessage = ReturnType<typeof parseEnvClientMessage>;
/** What a trainer hears. */
export type EnvServerMessage = ReturnType<typeof parseEnvServerMessage>;
