import { describe, expect, it } from 'vitest';
import {
  AGENT_CLIENT,
  AGENT_SERVER,
  decodeMessage,
  ENV_CLIENT,
  ENV_SERVER,
  encodeMessage,
  ProtocolError,
} from '../../../agents/protocol/index.ts';
import { type Fixture, fixtures, PARSERS } from './fixtures.ts';

const MESSAGES = {
  'agent-client': AGENT_CLIENT,
  'agent-server': AGENT_SERVER,
  'env-client': ENV_CLIENT,
  'env-server': ENV_SERVER,
} as const;

const TYPES = Object.entries(MESSAGES).flatMap(([direction, messages]) =>
  Object.keys(messages).map((type) => [direction, type] as const),
);

function parsed({ direction, message }: Fixture) {
  return PARSERS[direction](decodeMessage(JSON.stringify(message), 'json'));
}

function refusal(check: () => unknown): ProtocolError {
  try {
    check();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the fixtures of the protocol', () => {
  it.each(fixtures('valid').map((f) => [f.name, f] as const))(
    '%s travels alike in both encodings',
    (_, f) => {
      const message = parsed(f);
      expect(PARSERS[f.direction](decodeMessage(encodeMessage(message, 'msgpack'), 'msgpack'))).toEqual(
        message,
      );
      expect(PARSERS[f.direction](decodeMessage(encodeMessage(message, 'json'), 'json'))).toEqual(message);
    },
  );

  it.each(fixtures('invalid').map((f) => [f.name, f] as const))('%s is refused in both encodings', (_, f) => {
    const packed = decodeMessage(encodeMessage(f.message, 'msgpack'), 'msgpack');
    for (const error of [refusal(() => parsed(f)), refusal(() => PARSERS[f.direction](packed))]) {
      expect(error.code).toBe(f.code);
      expect(error.expected).not.toBe('');
      expect(error.got).not.toBe('');
      expect(error.message).toContain(f.field === '' ? 'one map' : `The field ${f.field} of`);
    }
  });

  it.each(TYPES)('%s has at least two valid %s messages', (direction, type) => {
    const found = fixtures('valid').filter((f) => f.direction === direction && f.message.type === type);
    expect(found.length).toBeGreaterThanOrEqual(2);
  });
});
