import { describe, expect, it } from 'vitest';
import { BOX_READERS } from '../../../agents/coco/read-boxes.ts';

/** A model of three classes: the first is none of ours, the others are our 6 and 11. */
const ours = Int32Array.of(-1, 6, 11);
const shares = { ours, width: 1, height: 1, least: 0.05 };

describe('rows of YOLOv5', () => {
  const { read } = BOX_READERS.yolov5;

  it('become boxes about their middles, as sure as a thing times its likeliest class', () => {
    const [box, ...others] = read([0.5, 0.4, 0.2, 0.6, 0.8, 0.1, 0.75, 0.3], shares);
    expect(others).toEqual([]);
    expect(box?.left).toBeCloseTo(0.4, 12);
    expect(box?.right).toBeCloseTo(0.6, 12);
    expect(box?.top).toBeCloseTo(0.1, 12);
    expect(box?.bottom).toBeCloseTo(0.7, 12);
    expect(box?.objectness).toBeCloseTo(0.6, 12);
    expect(box?.classIndex).toBe(6);
  });

  it('may be in pixels, wide or high', () => {
    const [box] = read([320, 120, 64, 240, 1, 0, 0, 1], { ...shares, width: 640, height: 240 });
    expect(box).toEqual({ left: 0.45, top: 0, right: 0.55, bottom: 1, objectness: 1, classIndex: 11 });
  });

  it('are cut at the edge of the picture', () => {
    const [box] = read([0.95, 0.05, 0.2, 0.2, 1, 0, 1, 0], shares);
    expect([box?.top, box?.right]).toEqual([0, 1]);
  });

  it('of a class that is none of ours, or unsure, or not a number, are left out', () => {
    const foreign = [0.5, 0.5, 0.1, 0.1, 1, 0.9, 0.8, 0];
    const unsure = [0.5, 0.5, 0.1, 0.1, 0.2, 0, 0.25, 0];
    const broken = [0.5, 0.5, 0.1, 0.1, Number.NaN, 0, 1, 0];
    const good = [0.5, 0.5, 0.1, 0.1, 0.2, 0, 0.26, 0];
    expect(read([...foreign, ...unsure, ...broken], shares)).toEqual([]);
    expect(read([...foreign, ...unsure, ...broken, ...good], shares)).toHaveLength(1);
  });
});

describe('rows of CenterNet', () => {
  const { read } = BOX_READERS.centernet;
  const pixels = { ours, width: 512, height: 256, least: 0.05 };

  it('become boxes with the height of their peak', () => {
    const [box] = read([128, 64, 384, 192, 0.4, 2], pixels);
    expect(box).toEqual({
      left: 0.25,
      top: 0.25,
      right: 0.75,
      bottom: 0.75,
      objectness: 0.4,
      classIndex: 11,
    });
  });

  it('of a class that is none of ours or that the model does not have are left out', () => {
    expect(read([0, 0, 9, 9, 0.9, 0, 0, 0, 9, 9, 0.9, 3, 0, 0, 9, 9, 0.9, -1], pixels)).toEqual([]);
    expect(read([0, 0, 9, 9, 0.05, 1, 0, 0, 9, 9, 0.9, Number.NaN], pixels)).toEqual([]);
  });
});
