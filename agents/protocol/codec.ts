import { Decoder, Encoder } from '@msgpack/msgpack';
import { toBase64 } from './base64.ts';
import { msgpackProblem } from './msgpack-shape.ts';
import { ProtocolError } from './protocol-error.ts';
import { shown } from './shown.ts';
import type { Encoding } from './version.ts';

/** One of each: they reuse their buffers from message to message. */
const encoder = new Encoder({ ignoreUndefined: true });
const decoder = new Decoder();

/** Any message of this protocol; bytes are Uint8Arrays in it. */
export interface AnyMessage {
  readonly type: string;
}

/** A message as a frame: bytes for a binary one, text for a text one. */
export function encodeMessage(message: AnyMessage, encoding: Encoding): Uint8Array<ArrayBuffer> | string {
  return encoding === 'msgpack' ? encoder.encode(message) : JSON.stringify(message, withBase64);
}

/**
 * What a frame holds, not yet checked: hand it to the parser of its direction, which also turns the
 * base64 text of JSON into bytes. Bytes share memory with `data`. Throws a ProtocolError.
 */
export function decodeMessage(data: Uint8Array | string, encoding: Encoding): unknown {
  if (encoding === 'json') return decodeJson(data);
  if (typeof data === 'string') throw wrongFrame('a binary frame with MessagePack', 'a text frame');
  // A Buffer would hand out Buffers, whose `slice` means something else.
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const problem = msgpackProblem(bytes);
  if (problem !== null) throw unreadable('one MessagePack map', problem);
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw unreadable('one MessagePack map', messageOf(error));
  }
}

function decodeJson(data: Uint8Array | string): unknown {
  if (typeof data !== 'string') throw wrongFrame('a text frame with JSON', 'a binary frame');
  try {
    return JSON.parse(data) as unknown;
  } catch (error) {
    throw unreadable('one JSON object', `${shown(data)} (${messageOf(error)})`);
  }
}

function withBase64(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? toBase64(value) : value;
}

function wrongFrame(expected: string, got: string): ProtocolError {
  return new ProtocolError('bad-message', 'The frame is of the wrong kind for the subprotocol.', {
    expected,
    got,
  });
}

function unreadable(expected: string, got: string): ProtocolError {
  return new ProtocolError('bad-message', 'The frame cannot be read.', { expected, got });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
