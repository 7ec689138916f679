import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { parseWith } from '../config/parse.ts';
import type { LiveRequest } from '../http/api.ts';

/** Nothing a page asks for is longer. */
const MOST_CHARACTERS = 4096;

const RequestSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('watch'),
    run: z.string().max(1024),
    after: z.int().min(0),
    steps: z.boolean(),
  }),
  z.strictObject({ type: z.literal('unwatch') }),
]);

/** A message of a page, checked. */
export function parseLiveRequest(data: Uint8Array | string): LiveRequest {
  if (typeof data !== 'string' || data.length > MOST_CHARACTERS) {
    throw wrong(typeof data === 'string' ? `${data.length} characters` : 'bytes');
  }
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  return parseWith(RequestSchema, value, 'The message', 'usage');
}

function wrong(got: string): FaultscapeError {
  return new FaultscapeError('usage', 'The message cannot be read.', {
    expected: `JSON text of at most ${MOST_CHARACTERS} characters`,
    got,
  });
}
