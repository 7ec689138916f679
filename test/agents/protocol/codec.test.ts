import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnyMessage,
  decodeMessage,
  type Encoding,
  encodeMessage,
  float32Of,
  float64Of,
  observationMessage,
  ProtocolError,
  parseAgentClientMessage,
  parseAgentServerMessage,
  routeMessage,
  routeOf,
  sightOf,
  type WireObservation,
} from '../../../agents/protocol/index.ts';
import { fixtures, PARSERS } from './fixtures.ts';

const ENCODINGS: readonly Encoding[] = ['msgpack', 'json'];

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x));
const whole = fc.integer({ min: 0, max: 1 << 30 });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const floats = (maxLength: number) => fc.float32Array({ maxLength }).map(bytesOf);
const optional = <T>(key: string, arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));
const joined = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all));
const id = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });

const act = fc.record({
  type: fc.constant('act' as const),
  actions: fc.array(
    joined(
      fc.record({ episode: id, step: whole, action: fc.array(anyNumber, { maxLength: 6 }) }),
      optional(
        'confidence',
        fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x + 0),
      ),
      optional('probabilities', fc.array(anyNumber, { maxLength: 5 })),
      optional('features', floats(5)),
    ),
    { minLength: 1, maxLength: 20 },
  ),
});

const camera = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([widthPx, heightPx]) =>
    joined(
      fc.constant({ widthPx, heightPx, encoding: 'raw' }),
      optional('rgb', bytes(3 * widthPx * heightPx)),
      optional('depthM', bytes(4 * widthPx * heightPx)),
      optional('semantic', bytes(widthPx * heightPx)),
    ),
  );
const truth = fc.record({ xM: anyNumber, yM: anyNumber, headingRad: anyNumber, progressM: anyNumber });
const observe = fc.record({
  type: fc.constant('observe' as const),
  observations: fc.array(
    joined(
      fc.record({
        ...{ episode: id, step: whole, timeS: anyNumber, speedMps: anyNumber },
        command: fc.constantFrom('follow', 'left', 'right', 'straight'),
      }),
      optional('camera', camera),
      optional('truth', truth),
    ),
    { minLength: 1, maxLength: 8 },
  ),
});

function bytesOf(array: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength));
}

/** What any parser makes of a frame: a message, or a ProtocolError. Anything else fails the test. */
function read(frame: Uint8Array | string, encoding: Encoding): void {
  for (const parse of Object.values(PARSERS)) {
    try {
      parse(decodeMessage(frame, encoding));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      expect(error.code).toBe('bad-message');
      expect(`${error.message}${error.expected}${error.got}`.length).toBeLessThan(2000);
    }
  }
}

describe('the two encodings', () => {
  it.each(ENCODINGS)('carry every act and observe unchanged in %s', (encoding) => {
    fc.assert(
      fc.property(act, (message) => {
        const frame = encodeMessage(message as AnyMessage, encoding);
        expect(parseAgentClientMessage(decodeMessage(frame, encoding))).toEqual(message);
      }),
    );
    fc.assert(
      fc.property(observe, (message) => {
        const frame = encodeMessage(message as AnyMessage, encoding);
        expect(parseAgentServerMessage(decodeMessage(frame, encoding))).toEqual(message);
      }),
    );
  });

  it('carry numbers to the bit', () => {
    fc.assert(
      fc.property(
        fc.array(anyNumber, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...ENCODINGS),
        (action, encoding) => {
          const frame = encodeMessage(
            { type: 'act', actions: [{ episode: 'e', step: 0, action }] } as AnyMessage,
            encoding,
          );
          const message = parseAgentClientMessage(decodeMessage(frame, encoding));
          const got = message.type === 'act' ? (message.actions[0]?.action as readonly number[]) : [];
          expect(bytesOf(Float64Array.from(got))).toEqual(bytesOf(Float64Array.from(action)));
        },
      ),
    );
  });

  it('let a number that is none through, for the server to name', () => {
    const action = [Number.NaN, Number.POSITIVE_INFINITY, 0.5];
    const message = { type: 'act', actions: [{ episode: 'e', step: 3, action }] } as AnyMessage;
    const read = (encoding: Encoding) => {
      const got = parseAgentClientMessage(decodeMessage(encodeMessage(message, encoding), encoding));
      return got.type === 'act' ? got.actions[0]?.action : undefined;
    };
    expect(read('msgpack')).toEqual(action);
    expect(read('json')).toEqual([null, null, 0.5]);
  });

  it('belong to their own kind of frame', () => {
    const leave = { type: 'leave' };
    expect(() => decodeMessage(encodeMessage(leave, 'json'), 'msgpack')).toThrow(ProtocolError);
    expect(() => decodeMessage(encodeMessage(leave, 'msgpack'), 'json')).toThrow(ProtocolError);
  });

  it('read bytes that Node handed over as a Buffer of a pool', () => {
    const packed = encodeMessage(
      {
        type: 'act',
        actions: [{ episode: 'e', step: 0, action: [0], features: new Uint8Array(8) }],
      } as AnyMessage,
      'msgpack',
    ) as Uint8Array;
    const pooled = Buffer.concat([Buffer.alloc(3), packed]).subarray(3);
    const message = parseAgentClientMessage(decodeMessage(pooled, 'msgpack'));
    const features = message.type === 'act' ? message.actions[0]?.features : undefined;
    expect(features?.constructor).toBe(Uint8Array);
    expect(features).toHaveLength(8);
  });
});

describe('hostile bytes', () => {
  it('are never anything but a ProtocolError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => read(noise, 'msgpack')),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => read(text, 'json')),
      { numRuns: 1000 },
    );
  });

  it('are so too when they were a message once', () => {
    const frames = fixtures('valid').map(({ message, direction }) =>
      encodeMessage(PARSERS[direction](message), 'msgpack'),
    ) as Uint8Array[];
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.constantFrom(...frames), damage, fc.nat(), (frame, hits, cut) => {
        const hurt = frame.slice(0, cut % 3 === 0 ? cut % frame.length : frame.length);
        for (const [at, value] of hits) if (hurt.length > 0) hurt[at % hurt.length] = value;
        read(hurt, 'msgpack');
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['a list that claims four thousand million values', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['a map that claims four thousand million pairs', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['text that claims four gigabytes', [0xdb, 0xff, 0xff, 0xff, 0xff]],
    ['bytes that claim four gigabytes', [0xc6, 0xff, 0xff, 0xff, 0xff]],
    ['two messages in one frame', [0x80, 0x80]],
    ['no message', []],
    ['the byte that is never used', [0xc1]],
    ['a map with a key that is a map', [0x81, 0x80, 0x80]],
    ['the key __proto__', [0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x80]],
  ])('holding %s are refused', (_, hostile) => {
    expect(() => decodeMessage(Uint8Array.from(hostile), 'msgpack')).toThrow(ProtocolError);
    read(Uint8Array.from(hostile), 'msgpack');
  });

  it('that nest lists in lists by the million are refused before any is made', () => {
    const nested = new Uint8Array(5_000_000);
    for (let at = 0; at < nested.length; at += 5) nested.set([0xdd, 0, 0x0f, 0xff, 0xff], at);
    expect(() => decodeMessage(nested, 'msgpack')).toThrow(expect.objectContaining({ code: 'bad-message' }));
    read('['.repeat(500_000) + ']'.repeat(500_000), 'json');
    const space = `${`{"type":"dict","spaces":{"a":`.repeat(20_000)}{"type":"discrete","n":1}${'}}'.repeat(20_000)}`;
    read(`{"type":"made","task":"t","observationSpace":${space}}`, 'json');
  });

  it('bring no keys of their own into what objects inherit', () => {
    const scene = '{"__proto__":{"polluted":1},"constructor":2}';
    read(
      `{"type":"reset","id":1,"resets":[{"environment":0,"seed":1,"scene":${scene}}],"__proto__":{"polluted":1}}`,
      'json',
    );
    expect((Object.prototype as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('sights', () => {
  const frame = {
    ...{ widthPx: 2, heightPx: 1, rgb: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    ...{ depthM: Float32Array.of(1.5, Number.POSITIVE_INFINITY), semantic: Uint8Array.of(0, 8) },
  };
  const pose = { xM: -1.25, yM: 3, headingRad: 0.1, progressM: 7 };
  const route = { stepM: 0.5, xyM: Float64Array.of(0, 1, 2, 3), speedMps: Float64Array.of(8, 0.1) };
  const sight = {
    episode: 'e',
    step: 4,
    timeS: 0.4,
    speedMps: 3,
    command: 'left',
    frame,
    truth: pose,
    route,
  } as const;

  it.each(ENCODINGS)('come back as the agent would have seen them here, in %s', (encoding) => {
    const sent = { type: 'observe', observations: [observationMessage(sight)] };
    const message = parseAgentServerMessage(decodeMessage(encodeMessage(sent, encoding), encoding));
    const got = (message.type === 'observe' ? message.observations[0] : undefined) as WireObservation;
    const seen = sightOf(got, { seat: 2, step: got.step, route: routeOf(routeMessage(route)) });
    expect(seen).toEqual({
      ...{ seat: 2, step: 4, timeS: 0.4, speedMps: 3, command: 'left', frame },
      truth: { ...pose, routeXyM: route.xyM, routeStepM: 0.5, routeSpeedMps: route.speedMps },
    });
  });

  it.each(ENCODINGS)('hold readings to the last bit, each with its shape, in %s', (encoding) => {
    const numbers = fc.oneof(
      fc.float64Array({ minLength: 6, maxLength: 6 }),
      fc.float32Array({ minLength: 6, maxLength: 6 }),
    );
    const spec = { unit: 'm', low: null, high: null, description: 'a scan' };
    fc.assert(
      fc.property(numbers, fc.float64Array({ maxLength: 3 }), (scan, row) => {
        const dtype = scan instanceof Float32Array ? ('float32' as const) : ('float64' as const);
        const message = observationMessage(
          { ...sight, readings: { scan, row } },
          { readings: [{ ...spec, name: 'scan', shape: [2, 3], dtype }] },
        );
        expect(message.readings).toMatchObject({
          scan: { shape: [2, 3], dtype },
          row: { shape: [row.length], dtype: 'float64' },
        });
        const frame = encodeMessage({ type: 'observe', observations: [message] } as AnyMessage, encoding);
        const back = parseAgentServerMessage(decodeMessage(frame, encoding));
        const got = (back.type === 'observe' ? back.observations[0] : undefined) as WireObservation;
        const { readings = {} } = sightOf(got, { seat: 0, step: 4, route: null });
        expect(Object.keys(readings)).toEqual(['scan', 'row']);
        expect(readings.scan?.constructor).toBe(scan.constructor);
        expect(bytesOf(readings.scan as Float64Array)).toEqual(bytesOf(scan));
        expect(bytesOf(readings.row as Float64Array)).toEqual(bytesOf(row));
      }),
    );
  });

  it('hold a JPEG file where an encoder is given', () => {
    const { camera } = observationMessage(sight, {
      jpeg: (rgb, widthPx, heightPx) => Uint8Array.of(rgb.length, widthPx, heightPx),
    });
    expect(camera).toMatchObject({ encoding: 'jpeg', rgb: Uint8Array.of(6, 2, 1) });
  });

  it('read numbers wherever they lie in memory', () => {
    fc.assert(
      fc.property(fc.float64Array({ maxLength: 6 }), fc.integer({ min: 0, max: 9 }), (numbers, offset) => {
        const moved = new Uint8Array(offset + numbers.byteLength);
        moved.set(bytesOf(numbers), offset);
        expect(float64Of(moved.subarray(offset))).toEqual(numbers);
        expect(float32Of(moved.subarray(offset))).toHaveLength(numbers.length * 2);
      }),
    );
    expect(() => float32Of(new Uint8Array(6))).toThrow(ProtocolError);
  });
});
