import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { event, parsePacket } from '../../../server/bridges/socket-io-packet.ts';

describe('reading frames of socket.io', () => {
  it('reads back any event it writes', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, data) => {
        const normal = JSON.parse(JSON.stringify(data)) as unknown;
        expect(parsePacket(event(name, data))).toEqual({ type: 'event', name, data: normal });
      }),
    );
  });

  it('takes whatever comes', () => {
    const digits = fc.stringMatching(/^[0-9]{0,4}[[{"a-z,/]*$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (frame) => {
        expect(parsePacket(frame)).toHaveProperty('type');
      }),
    );
  });

  it.each([
    ['0{"sid":"a","pingInterval":12000}', { type: 'open', pingIntervalMs: 12_000 }],
    ['0{"sid":"a"}', { type: 'open', pingIntervalMs: 25_000 }],
    ['0{"pingInterval":0}', { type: 'open', pingIntervalMs: 25_000 }],
    ['0nonsense', { type: 'open', pingIntervalMs: 25_000 }],
    ['1', { type: 'close' }],
    ['2', { type: 'ping', payload: '' }],
    ['2probe', { type: 'ping', payload: 'probe' }],
    ['3', { type: 'other' }],
    ['40', { type: 'connect' }],
    ['40{"sid":"b"}', { type: 'connect' }],
    ['40/', { type: 'connect' }],
    ['40/other,', { type: 'other' }],
    ['41', { type: 'disconnect' }],
    ['41/other,', { type: 'other' }],
    ['42["steer",{"throttle":"1"}]', { type: 'event', name: 'steer', data: { throttle: '1' } }],
    ['42/,["steer"]', { type: 'event', name: 'steer', data: undefined }],
    ['4217["steer",1]', { type: 'event', name: 'steer', data: 1 }],
    ['42/other,["steer",1]', { type: 'other' }],
    ['42{"steer":1}', { type: 'other' }],
    ['42["steer"', { type: 'other' }],
    ['430[1]', { type: 'other' }],
    ['44{"message":"no"}', { type: 'refusal', reason: '{"message":"no"}' }],
    ['451-["steer",{"_placeholder":true,"num":0}]', { type: 'other' }],
    ['6', { type: 'other' }],
    ['', { type: 'other' }],
  ])('reads %s', (frame, packet) => {
    expect(parsePacket(frame)).toEqual(packet);
  });
});
