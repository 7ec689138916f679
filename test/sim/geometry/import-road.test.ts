import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultscapeError } from '../../../sim/core/errors.ts';
import { importRoad } from '../../../sim/geometry/import/import-road.ts';
import { lineLengthM, type PointM } from '../../../sim/geometry/road.ts';
import { createTask } from '../../../sim/index.ts';

const read = (file: string, text: string) => importRoad(file, () => new TextEncoder().encode(text));
const ring = Array.from({ length: 60 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 60;
  return `${(50 * Math.cos(angle)).toFixed(4)},${(50 * Math.sin(angle)).toFixed(4)},5,4`;
});
const line = (n: number, cells = (i: number) => `${5 * i},0,4,4`) =>
  Array.from({ length: n }, (_, i) => cells(i)).join('\n');

describe('a road from a file', () => {
  it('is the curve through SBFT road points, from a test or a whole result file', () => {
    const road = read('a.json', '{"is_valid": true, "road_points": [[20, 20], [120, 20]], "id": 3}');
    expect(road.centre[0]).toEqual([20, 20]);
    expect(lineLengthM(road.centre)).toBeCloseTo(100, 6);
    expect(road.rightM.every((m) => m === 4)).toBe(true);
  });

  it('is a smooth ring of the right radius from a closed centre line, with a header or without', () => {
    for (const header of ['', '# x_m,y_m,w_tr_right_m,w_tr_left_m\n', 'x_m,y_m,w_tr_right_m,w_tr_left_m\n']) {
      const road = read('ring.csv', header + ring.join('\n'));
      expect(road.closed).toBe(true);
      expect(road.centre.at(-1)?.[0]).toBeCloseTo(road.centre[0]?.[0] as number, 6);
      for (const [x, y] of road.centre) expect(Math.abs(Math.hypot(x, y) - 50)).toBeLessThan(0.004);
      expect(road.rightM[0]).toBe(5);
      expect(road.leftM[0]).toBe(4);
    }
  });

  it('keeps every straight centre line and its widths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 20, max: 150 }), (count, tenths) => {
        const width = tenths / 10;
        const road = read(
          'a.csv',
          line(count, (i) => `${5 * i},${2 * i},${width},${width}`),
        );
        const [x, y] = road.centre.at(-1) as PointM;
        expect([x, y]).toEqual([expect.closeTo(5 * (count - 1), 6), expect.closeTo(2 * (count - 1), 6)]);
        for (const m of [...road.leftM, ...road.rightM]) expect(m).toBeCloseTo(width, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('is driven as a task of its own', () => {
    const task = createTask('driving/lane-keeping:ring.csv', () => new TextEncoder().encode(ring.join('\n')));
    expect(task.id).toBe('driving/lane-keeping:ring.csv');
    expect([...task.spaces.keys()]).toEqual(['extended']);
    const needs = { camera: null, truth: true };
    const episode = task.begin({ cloud: 1 }, { seed: 1, seat: 0, renderer: null, needs });
    expect(episode.observe().truth?.routeXyM.length).toBeGreaterThan(1000);
    episode.close();
  });
});

describe('a file that is no road', () => {
  it.each([
    ['a.json', '', /is empty/],
    ['a.json', '{"road_points": [[1, 2], [3', /is not JSON/],
    ['a.json', '[]', /at \$\./],
    ['a.json', '{"road_points": [[50, 50], [60, "x"]]}', /\$\.road_points\[1\]/],
    ['a.json', '{"road_points": [[50, 50], [60, null]]}', /\$\.road_points\[1\]/],
    ['a.json', '{"road_points": [[50, 50]]}', /Not enough road points\./],
    ['a.json', '{"road_points": [[11.5, 48.1], [11.6, 48.2]]}', /The road is not long enough/],
    ['a.json', '{"road_points": [[1000000, 50], [1000050, 60]]}', /Not entirely inside the map boundaries/],
    ['a.json', '{"road_points": [[50, 50], [150, 50], [150, 150], [100, 20]]}', /self-intersecting/],
    ['a.csv', 'x_ft,y_ft,w_tr_right_ft,w_tr_left_ft\n1,2,3,4', /Line 1 .* other columns/],
    ['a.csv', `${line(3)}\n15,0,4`, /Line 4 of a\.csv is no point/],
    ['a.csv', `${line(3)}\n15,NaN,4,4`, /Line 4 of a\.csv has a wrong y_m/],
    ['a.csv', `${line(3)}\n1500000,0,4,4`, /Line 4 of a\.csv has a wrong x_m/],
    ['a.csv', line(9, (i) => `${5 * i},0,0.5,4`), /Line 1 .* wrong w_tr_right_m/],
    ['a.csv', line(9, (i) => `${11 + i / 1e4},48.1,4,4`), /not in degrees/],
    ['a.csv', line(40, (i) => `${50 * Math.sin(i / 5)},${25 * Math.sin(i / 2.5)},4,4`), /lies on itself/],
    ['a.txt', 'road', /no known format/],
  ])('%s %# is refused with the place', (file, text, message) => {
    expect(() => read(file, text)).toThrow(message);
  });

  it('is refused at once, however large, and never by a crash', () => {
    const garbage = new Uint8Array(10_000_000).map((_, i) => 32 + ((i * 7919) % 90));
    for (const file of ['a.json', 'a.csv'])
      expect(() => importRoad(file, () => garbage)).toThrow(FaultscapeError);
    fc.assert(
      fc.property(fc.constantFrom('a.json', 'a.csv'), fc.string(), fc.jsonValue(), (file, text, value) => {
        for (const content of [text, JSON.stringify({ road_points: value })]) {
          expect(() => read(file, content)).toThrow(FaultscapeError);
        }
      }),
      { numRuns: 200 },
    );
  });
});
