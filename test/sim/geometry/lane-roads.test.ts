import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import polygonClipping from 'polygon-clipping';
import { describe, expect, it } from 'vitest';
import { LaneArea } from '../../../sim/geometry/lane-area.ts';
import { layLane } from '../../../sim/geometry/lane-route.ts';
import { evenRoad, lineLengthM, type PointM } from '../../../sim/geometry/road.ts';
import { interpolateSbft, judgeSbft } from '../../../sim/geometry/sbft.ts';
import { splineThrough } from '../../../sim/geometry/spline.ts';

interface Reference {
  readonly roads: readonly { readonly points: PointM[]; readonly nodes: PointM[] }[];
}

const { roads } = JSON.parse(
  readFileSync(new URL('reference/scipy.json', import.meta.url), 'utf8'),
) as Reference;

describe('curves through road points', () => {
  it("are those of scipy's splprep and splev, to a thousandth of a millimetre", () => {
    for (const { points, nodes } of roads) {
      const curve = splineThrough(points);
      const step = 1 / Math.max(20, Math.floor(lineLengthM(points)));
      nodes.forEach(([x, y], i) => {
        const [ourX, ourY] = curve(i * step);
        expect(Math.abs(ourX - x) + Math.abs(ourY - y)).toBeLessThan(1e-6);
      });
    }
  });

  it('are sampled where the competition samples them, rounded to millimetres', () => {
    for (const { points, nodes } of roads) {
      const ours = interpolateSbft(points);
      expect(ours).toHaveLength(nodes.length);
      ours.forEach(([x, y], i) => {
        const [theirX, theirY] = nodes[i] as PointM;
        expect(Math.max(Math.abs(x - theirX), Math.abs(y - theirY))).toBeLessThan(0.000501);
      });
    }
  });
});

describe('the rules of the competition', () => {
  const line = (...points: number[][]) => judgeSbft(points).message;

  it('are said in its words, the first that is broken first', () => {
    expect(judgeSbft('road').message).toBe('Wrong type');
    expect(judgeSbft([[1, Number.NaN]]).message).toBe('Wrong type');
    expect(line([50, 50])).toBe('Not enough road points.');
    const many = Array.from({ length: 501 }, (_, i) => [10 + i / 10, 50]);
    expect(judgeSbft(many).message).toBe('The road definition contains too many points');
    expect(line([50, 2], [90, 2])).toBe('Not entirely inside the map boundaries');
    expect(line([50, 50], [150, 50], [150, 150], [100, 20])).toBe('The road is self-intersecting');
    expect(line([50, 50], [69, 50])).toBe('The road is not long enough.');
    expect(line([50, 50], [65, 50], [65, 65])).toBe('The road is too sharp');
    expect(line([50, 50], [150, 50])).toBe('');
  });

  it('let a circle of 15 m pass and refuse one of 14 m', () => {
    const arc = (radiusM: number) =>
      Array.from({ length: 30 }, (_, i) => [
        100 + radiusM * Math.cos(i / 10),
        100 + radiusM * Math.sin(i / 10),
      ]);
    expect(judgeSbft(arc(15)).message).toBe('');
    expect(judgeSbft(arc(14)).message).toBe('The road is too sharp');
  });

  it('judge anything that JSON can hold without a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => typeof judgeSbft(value).message === 'string'),
      { numRuns: 200 },
    );
  });
});

describe('the share of a car in its lane', () => {
  const bend = Array.from(
    { length: 40 },
    (_, i): PointM => [20 * Math.sin(i / 20), 20 - 20 * Math.cos(i / 20)],
  );
  const { laneQuads } = layLane(evenRoad(bend, 4));
  const area = new LaneArea(laneQuads);

  it('is what a library for polygons finds', () => {
    const quads = Array.from({ length: area.count }, (_, i): [number, number][] =>
      [0, 2, 4, 6].map((k) => [laneQuads[8 * i + k] as number, laneQuads[8 * i + k + 1] as number]),
    );
    // The library trips over sides that all but coincide, so places are off the corners of the lane.
    const coordinate = fc.integer({ min: -1000, max: 4000 }).map((n) => n / 100 + 0.00317);
    const angle = fc.integer({ min: -400, max: 400 }).map((n) => n / 100 + 0.00271);
    fc.assert(
      fc.property(coordinate, coordinate, angle, (x, y, headingRad) => {
        const ours = area.insideM2(x, y, headingRad, 4.2, 1.8, 0, area.count);
        const box = [
          [2.1, 0.9],
          [-2.1, 0.9],
          [-2.1, -0.9],
          [2.1, -0.9],
        ].map(([u = 0, v = 0]): [number, number] => [
          x + u * Math.cos(headingRad) - v * Math.sin(headingRad),
          y + u * Math.sin(headingRad) + v * Math.cos(headingRad),
        ]);
        let theirs = 0;
        for (const quad of quads) {
          for (const [ring = []] of polygonClipping.intersection([box], [quad])) theirs += ringArea(ring);
        }
        expect(Math.abs(ours - theirs)).toBeLessThan(1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it('is all of it in the middle of the lane, and half of it astride the centre line', () => {
    const straight = layLane(
      evenRoad(
        Array.from({ length: 41 }, (_, i): PointM => [i, 0]),
        4,
      ),
    );
    const lane = new LaneArea(straight.laneQuads);
    expect(lane.insideM2(20, -2, 0, 4.2, 1.8, 0, lane.count)).toBeCloseTo(4.2 * 1.8, 9);
    expect(lane.insideM2(20, 0, 0, 4.2, 1.8, 0, lane.count)).toBeCloseTo((4.2 * 1.8) / 2, 9);
    expect(lane.insideM2(20, 3, 0, 4.2, 1.8, 0, lane.count)).toBe(0);
  });
});

function ringArea(ring: readonly (readonly [number, number])[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as readonly [number, number];
    const [bx, by] = ring[i] as readonly [number, number];
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice) / 2;
}
