import { z } from 'zod';
import { size, text, type Wire } from './fields.ts';
import { actionSpec, spaces } from './scene-schemas.ts';

const limits = z.object({
  maxPayloadBytes: size,
  messagesPerS: z.number().positive(),
  seats: size,
  environmentsPerSeat: size,
  answerTimeoutS: z.number().positive(),
});
export type WireLimits = Wire<z.infer<typeof limits>>;

const task = z.object({
  id: z.string().min(1).max(200),
  description: text,
  controlStepS: z.number().positive(),
  action: actionSpec,
  spaces,
});
export type WireTask = Wire<z.infer<typeof task>>;

/** The first message of every connection, from the server. */
export const hello = z.object({
  type: z.literal('hello'),
  protocol: size,
  server: text,
  role: z.enum(['agent', 'env']),
  tasks: z.array(task),
  limits,
});
export type Hello = Wire<z.infer<typeof hello>>;
