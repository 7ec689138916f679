import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { parseWith } from './parse.ts';

export const LimitsSchema = z.strictObject({
  /** The largest message a program may send. */
  maxPayloadBytes: z
    .int()
    .min(1024)
    .max(1 << 30)
    .default(8 << 20),
  /** A program that acts in one environment without a camera sends some thousands in good faith. */
  messagesPerS: z.int().min(1).max(1_000_000).default(20_000),
  /** Programs at one address at once. */
  seats: z.int().min(1).max(1024).default(16),
  environmentsPerSeat: z.int().min(1).max(1024).default(64),
  answerTimeoutS: z.number().min(0.1).max(3600).default(30),
  pingEveryS: z.number().min(0.1).max(3600).default(10),
});

export const LIMIT_NAMES = Object.keys(LimitsSchema.shape);

export type ServeLimits = Readonly<z.infer<typeof LimitsSchema>>;

const ServeSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 takes any free port. */
  port: z.int().min(0).max(65_535).default(4747),
  token: z.string().nullable().default(null),
  /** Origins of pages besides the server's own that may open sockets, e.g. "https://lab.example". */
  allowedOrigins: z
    .array(z.string().regex(/^https?:\/\/[^/]+$/, { error: 'an origin such as https://lab.example' }))
    .default([]),
  limits: LimitsSchema.prefault({}),
});

/** Where a server listens and whom it lets in. It is no part of a run: its token is never logged. */
export type ServeConfig = Readonly<z.infer<typeof ServeSchema>>;

const TOKEN = /^[\x21-\x7e]{8,256}$/;

/** A checked config; a token that is not given is taken from FAULTSCAPE_TOKEN, where that is set. */
export function parseServeConfig(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ServeConfig {
  const token = flags.token ?? env.FAULTSCAPE_TOKEN;
  if (typeof token === 'string' && token !== '' && !TOKEN.test(token)) throw badToken(token);
  return parseWith(
    ServeSchema,
    { ...flags, ...(token === undefined || token === '' ? {} : { token }) },
    'The server',
    'usage',
  );
}

/** Says what is wrong with a token without saying it. */
function badToken(token: string): FaultscapeError {
  return new FaultscapeError('usage', 'The token is wrong.', {
    expected: '8 to 256 printable characters without spaces',
    got: `${token.length} characters${token.length < 8 || token.length > 256 ? '' : ', some of which are not'}`,
    hint: 'FAULTSCAPE_TOKEN=$(openssl rand -hex 16)',
  });
}
