import type { EnvServerMessage, ProtocolError } from '../../agents/protocol/index.ts';

/** A refusal as it is sent; `id` is the request's, where it has one. */
export function errorMessage(
  { code, message, expected, got }: Pick<ProtocolError, 'code' | 'message' | 'expected' | 'got'>,
  id?: number,
): Extract<EnvServerMessage, { type: 'error' }> {
  return { type: 'error', code, message, ...(id === undefined ? {} : { id }), expected, got };
}
