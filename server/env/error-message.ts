import type { EnvServerMessage, ProtocolError } from '../../agents/protocol/index.ts';

/** Errors repeat what came, which may be long. */
const MOST = 500;

/** A refusal as it is sent; `id` is the request's, where it has one. */
export function errorMessage(
  { code, message, expected, got }: Pick<ProtocolError, 'code' | 'message' | 'expected' | 'got'>,
  id?: number,
): Extract<EnvServerMessage, { type: 'error' }> {
  return {
    ...{ type: 'error', code, message: clipped(message) },
    ...(id === undefined ? {} : { id }),
    ...{ expected: clipped(expected), got: clipped(got) },
  };
}

function clipped(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}...` : text;
}
