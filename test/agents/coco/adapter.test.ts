import { describe, expect, it } from 'vitest';
import { classNames, ourClasses, parseAdapter, readAdapter } from '../../../agents/coco/adapter.ts';
import { KNOWN_MODELS } from '../../../agents/coco/known-models.ts';
import { inputShape, pictureWriter } from '../../../agents/coco/picture-tensor.ts';
import { SHAPE_CLASSES } from '../../../sim/index.ts';
import { TINY_ADAPTER, toBytes } from './tiny-graph-model.ts';

describe('an adapter', () => {
  it.each([...KNOWN_MODELS])('of %s finds each of our twelve classes among the 80', (name, { adapter }) => {
    const parsed = parseAdapter(name, adapter);
    expect(classNames(parsed)).toHaveLength(80);
    expect(new Set(classNames(parsed)).size).toBe(80);
    const ours = ourClasses(parsed);
    expect([...ours].filter((k) => k >= 0).sort((a, b) => a - b)).toEqual(SHAPE_CLASSES.map((_, k) => k));
    // Places as COCO numbers them, from 0.
    expect(ours[2]).toBe(SHAPE_CLASSES.indexOf('car'));
    expect(ours[3]).toBe(SHAPE_CLASSES.indexOf('motorbike'));
    expect(ours[4]).toBe(SHAPE_CLASSES.indexOf('aeroplane'));
    expect(ours[56]).toBe(SHAPE_CLASSES.indexOf('chair'));
    expect(ours[60]).toBe(SHAPE_CLASSES.indexOf('dining-table'));
  });

  it.each([
    ['a field nobody knows', { ...TINY_ADAPTER, sidePx: 3 }, /sidePx/],
    ['no size', { ...TINY_ADAPTER, widthPx: undefined }, /widthPx/],
    ['a kind nobody knows', { ...TINY_ADAPTER, output: { kind: 'yolov9', unit: 'share' } }, /output\.kind/],
    ['a deviation of 0', { ...TINY_ADAPTER, deviation: [1, 0, 1] }, /deviation/],
    ['a class that is not ours', { ...TINY_ADAPTER, names: { cow: 'cat' } }, /names/],
    ['a name the model lacks', { ...TINY_ADAPTER, names: { car: 'auto' } }, /names\.car[\s\S]*"auto"/],
  ])('with %s is refused', (_, fields, problem) => {
    expect(() => readAdapter('a.json', toBytes(fields))).toThrow(problem);
  });

  it('that is not JSON is refused', () => {
    expect(() => readAdapter('a.json', new TextEncoder().encode('{"model":'))).toThrow(/a\.json is wrong/);
  });
});

describe('a picture', () => {
  const wide = { ...TINY_ADAPTER, widthPx: 32, mean: [10, 20, 30], deviation: [1, 2, 4] };
  const rgb = Uint8Array.from({ length: 32 * 16 * 3 }, (_, i) => (i * 7) % 256);
  const write = (fields: object) => {
    const adapter = parseAdapter('test', { ...wide, ...fields });
    const into = new Float32Array(rgb.length);
    pictureWriter(adapter)(rgb, into);
    return { shape: inputShape(adapter), into };
  };
  const level = (row: number, column: number, channel: number) =>
    rgb[(row * 32 + column) * 3 + channel] as number;

  it('is shown row by row with channels side by side, each made even by its own numbers', () => {
    const { shape, into } = write({});
    expect(shape).toEqual([1, 16, 32, 3]);
    expect(into[(5 * 32 + 7) * 3 + 1]).toBe((level(5, 7, 1) - 20) / 2);
  });

  it('is shown channel by channel, blue first, where the model wants it so', () => {
    const { shape, into } = write({ layout: 'nchw', channels: 'bgr' });
    expect(shape).toEqual([1, 3, 16, 32]);
    expect(into[5 * 32 + 7]).toBe(level(5, 7, 2) - 10);
    expect(into[2 * 16 * 32 + 5 * 32 + 7]).toBe((level(5, 7, 0) - 30) / 4);
  });
});
