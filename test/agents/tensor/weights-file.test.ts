import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHalf, encodeHalf } from '../../../agents/tensor/half.ts';
import {
  decodeWeights,
  encodeWeights,
  hashWeights,
  type NamedWeights,
} from '../../../agents/tensor/index.ts';

const WEIGHTS: NamedWeights = [
  { name: 'a/weight', shape: [2, 3], values: Float32Array.of(0.1, -2, 3.25, 1e-7, -65504, 0) },
  { name: 'a/bias', shape: [3], values: Float32Array.of(1, 2, 3) },
];
const EXPECTED = { architecture: 'toy-v1', weights: WEIGHTS.map(({ name, shape }) => ({ name, shape })) };
const FILE = encodeWeights(WEIGHTS, { architecture: 'toy-v1' });

describe('a weights file', () => {
  it('gives back every weight to the bit', () => {
    expect(decodeWeights(FILE, EXPECTED)).toEqual(WEIGHTS);
  });

  it('can be read from the middle of a larger buffer', () => {
    const larger = new Uint8Array(FILE.length + 7);
    larger.set(FILE, 5);
    expect(decodeWeights(larger.subarray(5, 5 + FILE.length), EXPECTED)).toEqual(WEIGHTS);
  });

  it('keeps three digits at half the size with float16', () => {
    const half = encodeWeights(WEIGHTS, { architecture: 'toy-v1', precision: 'float16' });
    const back = decodeWeights(half, EXPECTED);
    back.forEach(({ values }, i) => {
      values.forEach((value, k) => {
        const exact = WEIGHTS[i]?.values[k] as number;
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(Math.abs(exact) / 2048 + 2 ** -25);
      });
    });
    expect(FILE.length - half.length).toBeGreaterThan(9 * 2 - 4);
  });

  it('refuses a file cut short anywhere, with an error of kind data', () => {
    for (let length = 0; length < FILE.length; length++) {
      expect(() => decodeWeights(FILE.slice(0, length), EXPECTED)).toThrow(
        expect.objectContaining({ name: 'FaultscapeError', kind: 'data' }),
      );
    }
  });

  it('refuses a file with any one byte of its numbers changed, or with something behind them', () => {
    for (let at = FILE.length - 36; at < FILE.length; at++) {
      const damaged = FILE.slice();
      damaged[at] = (damaged[at] as number) ^ 0x10;
      expect(() => decodeWeights(damaged, EXPECTED)).toThrow(/checksum/);
    }
    expect(() => decodeWeights(Uint8Array.of(...FILE, 0), EXPECTED)).toThrow(
      /expected: 36 bytes[\s\S]*got: +37/,
    );
  });

  it('turns any bytes at all into an error of kind data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, withMagic) => {
        const file = withMagic ? Uint8Array.of(...FILE.slice(0, 4), ...bytes) : bytes;
        expect(() => decodeWeights(file, EXPECTED)).toThrow(expect.objectContaining({ kind: 'data' }));
      }),
    );
  });

  it('says which network and which weights it holds when they are not the ones wanted', () => {
    expect(() => decodeWeights(FILE, { ...EXPECTED, architecture: 'toy-v2' })).toThrow(
      /expected: toy-v2\n +got: +toy-v1/,
    );
    expect(() => decodeWeights(FILE, { ...EXPECTED, weights: [] })).toThrow(/a\/weight\[2,3\] a\/bias\[3\]/);
  });

  it('is not written with a number that is not finite', () => {
    const broken = [{ name: 'w', shape: [1], values: Float32Array.of(Number.NaN) }];
    expect(() => encodeWeights(broken, { architecture: 'toy-v1' })).toThrow(/w is not a finite number/);
  });

  it('is not written with 16 bits where a number would become infinite', () => {
    const of = (value: number) => [{ name: 'w', shape: [1], values: Float32Array.of(value) }];
    for (const value of [65520, -70_000, 1e30]) {
      expect(() => encodeWeights(of(value), { architecture: 'toy-v1', precision: 'float16' })).toThrow(
        /w is too large to be written with 16 bits/,
      );
      expect(encodeWeights(of(value), { architecture: 'toy-v1' })).toBeDefined();
    }
    const file = encodeWeights(of(65519), { architecture: 'toy-v1', precision: 'float16' });
    const back = decodeWeights(file, { architecture: 'toy-v1', weights: [{ name: 'w', shape: [1] }] });
    expect(back[0]?.values[0]).toBe(65504);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'is not read with %s in it, though all else fits',
    (wrong) => {
      const damaged = FILE.slice();
      const view = new DataView(damaged.buffer);
      const [payload, header] = [FILE.length - 36, 8];
      view.setFloat32(payload + 8, wrong, true);
      const text = new TextDecoder().decode(FILE.subarray(header, payload));
      const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
      const mended = text.replace(sum(FILE.subarray(payload)), sum(damaged.subarray(payload)));
      expect(mended).not.toBe(text);
      damaged.set(new TextEncoder().encode(mended), header);
      expect(() => decodeWeights(damaged, EXPECTED)).toThrow(
        /a\/weight of the weights file is not a finite number/,
      );
    },
  );

  it('has a hash that changes with any weight, name or shape', () => {
    const [first, second] = WEIGHTS as [NamedWeights[0], NamedWeights[0]];
    const others: NamedWeights[] = [
      [{ ...first, values: first.values.with(0, 0.2) }, second],
      [{ ...first, name: 'b' }, second],
      [{ ...first, shape: [3, 2] }, second],
    ];
    const hashes = [WEIGHTS, ...others].map(hashWeights);
    expect(new Set(hashes).size).toBe(4);
    expect(hashWeights(decodeWeights(FILE, EXPECTED))).toBe(hashes[0]);
  });
});

describe('half precision', () => {
  it('agrees with values of IEEE 754 binary16', () => {
    const known: [number, number][] = [
      [0, 0x0000],
      [-0, 0x8000],
      [1, 0x3c00],
      [-2, 0xc000],
      [65504, 0x7bff],
      [65520, 0x7c00],
      [2 ** -14, 0x0400],
      [2 ** -24, 0x0001],
      [2 ** -25, 0x0000],
      [1 / 3, 0x3555],
      [1 + 2 ** -11, 0x3c00],
      [1 + 3 * 2 ** -11, 0x3c02],
      [Number.POSITIVE_INFINITY, 0x7c00],
    ];
    for (const [value, half] of known) expect(encodeHalf(value)).toBe(half);
  });

  it('encodes what it decodes, for each of the 65,536 halves', () => {
    const halves = Array.from({ length: 65536 }, (_, half) => half);
    const wrong = halves.filter((half) => {
      const value = decodeHalf(half);
      return !Number.isNaN(value) && encodeHalf(value) !== half;
    });
    expect(wrong).toEqual([]);
  });
});
