import { z } from 'zod';
import { bytes, codeOf, count, episodeId, listOf, looseNumber, size, text, type Wire } from './fields.ts';
import { hello } from './hello.ts';
import { messageParser } from './parse-message.ts';
import { readingSpecs } from './reading-schemas.ts';
import { actionSpec } from './scene-schemas.ts';
import { route, sensors, view } from './sight-schemas.ts';

export const WARNING_CODES = ['late', 'duplicate', 'unknown-episode', 'out-of-order'] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

export const AGENT_ERROR_CODES = [
  'bad-action',
  'bad-message',
  'bad-join',
  'name-taken',
  'too-fast',
  'too-large',
  'no-seat',
] as const;
export type AgentErrorCode = (typeof AGENT_ERROR_CODES)[number];

const join = z.object({
  type: z.literal('join'),
  name: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 letters, digits, ".", "_" or "-"'),
  version: z.string().min(1).max(200),
  environments: size.max(65_536),
  sensors,
  tasks: listOf(z.string().min(1).max(200)).optional(),
});

const action = z.object({
  episode: episodeId,
  step: count,
  action: z.array(looseNumber).max(1024),
  confidence: z.number().min(0).max(1).optional(),
  probabilities: z.array(z.number()).max(65_536).optional(),
  features: bytes.refine((found) => found.length % 4 === 0, 'float32 numbers, 4 bytes each').optional(),
});
export type WireAction = Wire<z.infer<typeof action>>;

const act = z.object({ type: z.literal('act'), actions: listOf(action) });

const leave = z.object({ type: z.literal('leave') });

const joined = z.object({ type: z.literal('joined'), seat: z.union([count, text]), environments: size });

const begin = z.object({
  type: z.literal('begin'),
  episode: episodeId,
  environment: count,
  task: z.string().min(1).max(200),
  action: actionSpec,
  controlStepS: z.number().positive(),
  seed: z.int(),
  mode: z.enum(['lock-step', 'realtime']),
  route: route.optional(),
  readings: readingSpecs.optional(),
});

const observation = view.extend({ episode: episodeId, step: count });
export type WireObservation = Wire<z.infer<typeof observation>>;

const observe = z.object({ type: z.literal('observe'), observations: listOf(observation) });

const end = z.object({
  type: z.literal('end'),
  episode: episodeId,
  outcome: z.object({ total: z.number(), failed: z.boolean(), reason: text, steps: count }).nullable(),
  reason: text.optional(),
});

const complaint = {
  message: text,
  episode: episodeId.optional(),
  expected: text.optional(),
  got: text.optional(),
};
const warning = z.object({ type: z.literal('warning'), code: codeOf(WARNING_CODES), ...complaint });
const error = z.object({ type: z.literal('error'), code: codeOf(AGENT_ERROR_CODES), ...complaint });

export const AGENT_CLIENT = { join, act, leave };
export const AGENT_SERVER = { hello, joined, begin, observe, end, warning, error };

export const parseAgentClientMessage = messageParser(AGENT_CLIENT);
export const parseAgentServerMessage = messageParser(AGENT_SERVER);

/** What a driver says. */
export type AgentClientMessage = ReturnType<typeof parseAgentClientMessage>;
/** What a driver hears. */
export type AgentServerMessage = ReturnType<typeof parseAgentServerMessage>;
