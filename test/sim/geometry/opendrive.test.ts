import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alongClothoid } from '../../../sim/geometry/curves.ts';
import { importRoad } from '../../../sim/geometry/import/import-road.ts';

const { fresnel } = JSON.parse(readFileSync(new URL('reference/scipy.json', import.meta.url), 'utf8')) as {
  readonly fresnel: readonly { readonly t: number; readonly c: number; readonly s: number }[];
};

const ORIGIN = { xM: 0, yM: 0, headingRad: 0 };

describe('a clothoid', () => {
  it("is where scipy's Fresnel integrals say, however long and fast it winds", () => {
    for (const { t, c, s } of fresnel) {
      // x' = cos(pi t^2 / 2): a curvature that grows by pi a metre, scaled to spirals of other sizes.
      for (const size of [1, 30, 1000]) {
        const { xM, yM } = alongClothoid(ORIGIN, 0, Math.PI / size / size, t * size);
        expect(Math.abs(xM - c * size)).toBeLessThan(1e-8 * size);
        expect(Math.abs(yM - s * size)).toBeLessThan(1e-8 * size);
      }
    }
  });

  it('is a circle where its curvature stays, and runs back to its start the other way', () => {
    const end = alongClothoid(ORIGIN, 0.05, 0, 31);
    expect(end.xM).toBeCloseTo(20 * Math.sin(1.55), 9);
    expect(end.yM).toBeCloseTo(20 * (1 - Math.cos(1.55)), 9);
    const out = alongClothoid(ORIGIN, 0.01, 0.001, 60);
    const back = alongClothoid({ ...out, headingRad: out.headingRad + Math.PI }, -0.07, 0.001, 60);
    expect(back.xM).toBeCloseTo(0, 9);
    expect(back.yM).toBeCloseTo(0, 9);
  });
});

const geometry = (shape: string, attributes = 's="0" x="0" y="0" hdg="0" length="60"') =>
  `<geometry ${attributes}>${shape}</geometry>`;
const road = (pieces: string, lanes = '', id = '1') =>
  `<road id="${id}" length="60"><planView>${pieces}</planView><lanes>${lanes}</lanes></road>`;
const drive = (roads: string, major = '1') =>
  `<?xml version="1.0"?><OpenDRIVE><header revMajor="${major}" revMinor="6"/>${roads}</OpenDRIVE>`;
const read = (text: string, path = 'a.xodr') => importRoad(path, () => new TextEncoder().encode(text));

describe('an OpenDRIVE road', () => {
  it.each([
    ['line', '<line/>', 60, 0],
    ['arc', '<arc curvature="0.02"/>', 50 * Math.sin(1.2), 50 * (1 - Math.cos(1.2))],
    [
      'paramPoly3',
      '<paramPoly3 pRange="normalized" aU="0" bU="60" cU="0" dU="0" aV="0" bV="0" cV="6" dV="-2"/>',
      60,
      4,
    ],
    [
      'paramPoly3',
      '<paramPoly3 pRange="arcLength" aU="0" bU="1" cU="0" dU="0" aV="0" bV="0" cV="0.001" dV="0"/>',
      60,
      3.6,
    ],
    // Three fifths up for each four fifths ahead: 60 m of it.
    ['poly3', '<poly3 a="0" b="0.75" c="0" d="0"/>', 48, 36],
  ])('ends where its %s ends', (_, shape, x, y) => {
    const { centre } = read(drive(road(geometry(shape))));
    expect(centre.at(-1)?.[0]).toBeCloseTo(x, 3);
    expect(centre.at(-1)?.[1]).toBeCloseTo(y, 3);
  });

  it('follows a spiral to within a millimetre', () => {
    const { centre } = read(drive(road(geometry('<spiral curvStart="0" curvEnd="0.06"/>'))));
    const { xM, yM } = alongClothoid(ORIGIN, 0, 0.001, 60);
    expect(centre.at(-1)).toEqual([expect.closeTo(xM, 3), expect.closeTo(yM, 3)]);
  });

  it('measures a poly3 along the curve', () => {
    // v = u^2 / 100: its length up to u is (u sqrt(1 + w^2) + 50 asinh(w)) / 2 with w = u / 50.
    const u = 40;
    const w = u / 50;
    const length = (u * Math.sqrt(1 + w * w) + 50 * Math.asinh(w)) / 2;
    const { centre } = read(
      drive(
        road(geometry('<poly3 a="0" b="0" c="0.01" d="0"/>', `s="0" x="0" y="0" hdg="0" length="${length}"`)),
      ),
    );
    expect(centre.at(-1)).toEqual([expect.closeTo(u, 3), expect.closeTo(16, 3)]);
  });

  it('is within a millimetre of a plain sum of small steps, all along any cubic', () => {
    const bend = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(bend, bend, bend, (b, c, d) => {
        const cubic = { b: b * 0.3, c: c * 0.004, d: d * 0.00004 };
        const v = (u: number) => cubic.b * u + cubic.c * u * u + cubic.d * u * u * u;
        // Where the curve is after each quarter of a metre of itself: chords of a tenth of a millimetre.
        const lengthM = 50;
        const along: [number, number][] = [[0, 0]];
        for (let u = 0, passedM = 0; along.length <= lengthM * 4; u += 1e-4) {
          passedM += Math.hypot(1e-4, v(u + 1e-4) - v(u));
          if (passedM >= along.length / 4) along.push([u + 1e-4, v(u + 1e-4)]);
        }
        const attributes = `s="0" x="0" y="0" hdg="0" length="${lengthM}"`;
        const shapes = [
          `<poly3 a="0" b="${cubic.b}" c="${cubic.c}" d="${cubic.d}"/>`,
          `<paramPoly3 pRange="normalized" aU="0" bU="${along.at(-1)?.[0]}" cU="0" dU="0" aV="0" bV="${
            cubic.b * (along.at(-1)?.[0] as number)
          }" cV="${cubic.c * (along.at(-1)?.[0] as number) ** 2}" dV="${cubic.d * (along.at(-1)?.[0] as number) ** 3}"/>`,
        ];
        for (const [k, shape] of shapes.entries()) {
          const { centre } = read(drive(road(geometry(shape, attributes))));
          for (const [i, [x, y]] of centre.entries()) {
            // poly3 runs by its length; paramPoly3 by its parameter, so that only its curve is the same.
            const [ex, ey] = k === 0 ? (along[i * 4] as [number, number]) : [x, v(x)];
            expect(Math.hypot(x - ex, y - ey)).toBeLessThan(0.001);
          }
          const [endX, endY] = centre.at(-1) as readonly [number, number];
          const [x, y] = along.at(-1) as [number, number];
          expect(Math.hypot(endX - x, endY - y)).toBeLessThan(0.001);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is as wide as its lanes say, else 4 m', () => {
    const lane = (id: number, a: number) =>
      `<lane id="${id}" type="driving"><width sOffset="0" a="${a}" b="0" c="0" d="0"/></lane>`;
    const lanes = `<laneSection s="0"><left>${lane(1, 3)}</left><right>${lane(-1, 3.5)}</right></laneSection>`;
    const wide = read(drive(road(geometry('<line/>'), lanes)));
    expect([wide.leftM[5], wide.rightM[5]]).toEqual([3, 3.5]);
    expect(read(drive(road(geometry('<line/>')))).rightM[5]).toBe(4);
  });

  it('is chosen by its id where there are several', () => {
    const two = drive(road(geometry('<line/>')) + road(geometry('<arc curvature="0.02"/>'), '', '7'));
    expect(read(two, 'a.xodr#7').centre.at(-1)?.[1]).toBeGreaterThan(10);
    expect(() => read(two)).toThrow(/1, 7/);
    expect(() => read(two, 'a.xodr#8')).toThrow(/1, 7/);
  });

  it.each([
    ['', /is empty/],
    ['road', /./],
    [drive(road(geometry('<line/>'))).slice(0, -20), /line 1, column/],
    [drive(road(geometry('<line/>')), '2'), /header@revMajor/],
    ['<osm/>', /root element/],
    [drive(''), /a <road>/],
    [drive(road('')), /planView/],
    [drive(road(geometry('<helix/>'))), /geometry\[1\]/],
    [drive(road(geometry('<arc curvature="NaN"/>'))), /geometry\[1\]\/arc@curvature/],
    [drive(road(geometry('<line/>', 's="0" x="5400000" y="0" hdg="0" length="60"'))), /geometry\[1\]@x/],
    [drive(road(geometry('<line/>') + geometry('<line/>'))), /geometry\[2\]/],
    [drive(road(geometry('<arc curvature="0.2"/>'))), /lies on itself/],
  ])('is refused with the place where the file is none, %#', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('is refused at once in 10 MB of garbage', () => {
    const garbage = new Uint8Array(10_000_000).map((_, i) => 32 + ((i * 7919) % 90));
    expect(() => importRoad('a.xodr', () => garbage)).toThrow(/expected:/);
  });
});
