import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClosedSpline, type Point3 } from '../../../sim/geometry/closed-spline.ts';
import { gateBottomM, gateParts } from '../../../sim/geometry/gate.ts';
import {
  gateDistanceM,
  layGateTrack,
  locateOnTrack,
  TRACK_SAMPLES,
} from '../../../sim/geometry/gate-track.ts';
import {
  anchorProblem,
  gateTrackProblem,
  type TrackLimits,
} from '../../../sim/geometry/gate-track-problem.ts';

const LIMITS: TrackLimits = {
  curvaturePerM: 0.8,
  separationM: 4.5,
  slopeRad: 0.6,
  gateAboveGroundM: 0.1,
  legClearanceM: 0.8,
};

/** Three to six anchors round the origin, far enough apart to carry a curve. */
const anchors = fc
  .array(
    fc.tuple(
      fc.double({ min: 8, max: 25, noNaN: true }),
      fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      fc.double({ min: 2, max: 6, noNaN: true }),
    ),
    {
      minLength: 3,
      maxLength: 6,
    },
  )
  .map((polar) =>
    polar.map(([radius, shift, height], i): Point3 => {
      const angle = (2 * Math.PI * (i + shift)) / polar.length;
      return [radius * Math.cos(angle), radius * Math.sin(angle), height];
    }),
  );

const lay = (
  points: readonly Point3[],
  options: { openingM?: number; gateCount?: number; rollRad?: number } = {},
) => layGateTrack({ anchors: points, gateCount: 8, openingM: 2.4, rollRad: 0, ...options });

const point = (xyz: Float64Array, i: number) =>
  [xyz[3 * i], xyz[3 * i + 1], xyz[3 * i + 2]] as [number, number, number];
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((x, k) => x - (b[k] as number)));

describe('the closed spline', () => {
  it('goes through its points, and joins itself with equal slope and bend', () => {
    fc.assert(
      fc.property(anchors, (points) => {
        const spline = new ClosedSpline(points);
        const sample = new Float64Array(9);
        for (const [i, p] of points.entries()) {
          const knot = spline.knots[i] as number;
          spline.sample(knot, sample);
          expect(distance(p, Array.from(sample.slice(0, 3)))).toBeLessThan(1e-9);
          const before = new Float64Array(9);
          spline.sample((i === 0 ? (spline.knots.at(-1) as number) : knot) - 1e-7, before);
          for (let k = 0; k < 9; k++) expect(before[k]).toBeCloseTo(sample[k] as number, 4);
        }
      }),
    );
  });

  it('has derivatives that are those of its place', () => {
    fc.assert(
      fc.property(anchors, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (points, share) => {
        const spline = new ClosedSpline(points);
        const t = share * (spline.knots.at(-1) as number);
        const h = 1e-4;
        const [a, b, c] = [-h, 0, h].map((step) => {
          const sample = new Float64Array(9);
          spline.sample(t + step, sample);
          return sample;
        }) as [Float64Array, Float64Array, Float64Array];
        for (let k = 0; k < 3; k++) {
          expect(((c[k] as number) - (a[k] as number)) / (2 * h)).toBeCloseTo(b[3 + k] as number, 3);
          expect(((c[3 + k] as number) - (a[3 + k] as number)) / (2 * h)).toBeCloseTo(b[6 + k] as number, 1);
        }
      }),
    );
  });
});

describe('a gate track', () => {
  it('is close to the circle through evenly spaced anchors on it', () => {
    const radius = 16;
    const circle = Array.from({ length: 12 }, (_, i): Point3 => {
      const angle = (2 * Math.PI * i) / 12;
      return [radius * Math.cos(angle), radius * Math.sin(angle), 3];
    });
    const track = lay(circle);
    expect(track.lengthM).toBeCloseTo(2 * Math.PI * radius, 1);
    for (let i = 0; i < track.count; i++) {
      expect(Math.abs((track.curvaturePerM[i] as number) * radius - 1)).toBeLessThan(0.05);
    }
    for (const gate of track.gates) {
      const away = Math.atan2(gate.yM, gate.xM) + Math.PI / 2 - gate.headingRad;
      expect(Math.sin(away)).toBeCloseTo(0, 2);
      expect(Math.cos(away)).toBeCloseTo(1, 2);
    }
  });

  it('is sampled at an even step, with unit tangents along the chords, round and back to its start', () => {
    fc.assert(
      fc.property(anchors, (points) => {
        const track = lay(points);
        expect(track.count).toBe(TRACK_SAMPLES);
        for (let i = 0; i < track.count; i++) {
          const next = (i + 1) % track.count;
          const chord = distance(point(track.xyzM, i), point(track.xyzM, next));
          // A chord is shorter than its arc by at most about curvature^2 step^3 / 24.
          const bend =
            Math.max(track.curvaturePerM[i] as number, track.curvaturePerM[next] as number) * track.stepM;
          if (bend > 0.5) continue;
          // Even to half a per cent: within one of the short pieces it was measured in, the speed counts as constant.
          expect(chord / track.stepM).toBeLessThan(1.005);
          expect(chord / track.stepM).toBeGreaterThan(0.97);
          expect(Math.hypot(...point(track.tangent, i))).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has its gates at even distances on the line, facing along it', () => {
    fc.assert(
      fc.property(anchors, fc.integer({ min: 4, max: 16 }), (points, gateCount) => {
        const track = lay(points, { gateCount });
        for (const [k, gate] of track.gates.entries()) {
          const s = gateDistanceM(track, k);
          const i = Math.round(s / track.stepM) % track.count;
          expect(distance([gate.xM, gate.yM, gate.zM], point(track.xyzM, i))).toBeLessThan(track.stepM);
          const [tx, ty, tz] = point(track.tangent, i);
          const bend = (track.curvaturePerM[i] as number) * track.stepM;
          if (bend > 0.3 || Math.abs(tz) > 0.8) continue;
          const along = Math.cos(gate.headingRad) * tx + Math.sin(gate.headingRad) * ty;
          expect(along / Math.hypot(tx, ty)).toBeGreaterThan(0.8);
        }
        expect(gateDistanceM(track, gateCount - 1)).toBeCloseTo(track.lengthM, 9);
      }),
    );
  });

  it('finds where a point beside it is, lap after lap', () => {
    fc.assert(
      fc.property(anchors, fc.double({ min: -0.4, max: 0.4, noNaN: true }), (points, aside) => {
        const track = lay(points);
        if (gateTrackProblem(track, LIMITS) !== null) return;
        const position = { index: 0, progressM: 0, deviationM: 0 };
        for (let i = 0; i < 2 * track.count; i += 3) {
          const [x, y, z] = point(track.xyzM, i % track.count);
          const [tx, ty] = point(track.tangent, i % track.count);
          const level = Math.hypot(tx, ty);
          locateOnTrack(track, x - (ty / level) * aside, y + (tx / level) * aside, z, position);
          expect(Math.abs(position.progressM - i * track.stepM)).toBeLessThan(1.5 * track.stepM);
          expect(Math.abs(position.deviationM - Math.abs(aside))).toBeLessThan(0.05);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a gate', () => {
  const gate = { xM: 1, yM: 2, zM: 4, headingRad: 0.7, rollRad: 0.3, openingM: 2 };

  it('stands on the ground with both feet, its legs reaching up to its frame', () => {
    const legs = gateParts(gate).filter(({ part }) => part === 'leg');
    expect(legs).toHaveLength(2);
    for (const leg of legs) expect(leg.zM - leg.heightM / 2).toBeCloseTo(0, 12);
    // The lower corners' middles: 1.125 m to the side and down, turned by the roll.
    const tops = legs.map(({ heightM }) => heightM).sort((a, b) => a - b);
    const [c, s] = [1.125 * Math.cos(0.3), 1.125 * Math.sin(0.3)];
    expect(tops[0]).toBeCloseTo(4 - c - s, 9);
    expect(tops[1]).toBeCloseTo(4 - c + s, 9);
    for (const { zM, heightM } of gateParts(gate).filter(({ part }) => part === 'foot')) {
      expect(zM - heightM / 2).toBeCloseTo(0, 12);
    }
  });

  it('has its lowest point at the corner that its roll lowers', () => {
    expect(gateBottomM(gate)).toBeCloseTo(4 - 1.25 * (Math.cos(0.3) + Math.sin(0.3)), 9);
  });
});

describe('a track that cannot be flown', () => {
  const square = (side: number, z = 3): Point3[] => [
    [side, side, z],
    [-side, side, z],
    [-side, -side, z],
    [side, -side, z],
  ];
  const problem = (points: readonly Point3[], options: Parameters<typeof lay>[1] = {}) =>
    gateTrackProblem(lay(points, options), LIMITS);

  it('is none that is wide and level', () => {
    expect(problem(square(12))).toBeNull();
    expect(anchorProblem(square(12))).toBeNull();
  });

  it('says where it turns too sharply, and how sharply', () => {
    const error = problem([
      [20, 0, 3],
      [-5, 0.6, 3],
      [-20, 0, 3],
      [-5, -0.6, 3],
    ]);
    expect(error?.message).toMatch(/turns too sharply at [\d.]+ m, place \(/);
    expect(error?.expected).toBe('a radius of at least 1.25 m everywhere');
    expect(error?.kind).toBe('data');
  });

  it('says where it crosses itself, and which two parts meet', () => {
    const error = problem([
      [12, 12, 3],
      [-12, -12, 3],
      [-12, 12, 3],
      [12, -12, 3],
    ]);
    expect(error?.message).toMatch(/crosses itself or passes itself too near at [\d.]+ m/);
    expect(error?.got).toMatch(/m from the part at [\d.]+ m/);
  });

  it('may cross over itself where there is height enough', () => {
    const over: Point3[] = [
      [18, 18, 3],
      [-18, -18, 3],
      [-18, 18, 9],
      [18, -18, 9],
    ];
    expect(problem(over, { gateCount: 6 })).toBeNull();
  });

  it('says where a stand is in the way of the track below', () => {
    const over: Point3[] = [
      [18, 18, 3],
      [-18, -18, 3],
      [-18, 18, 9],
      [18, -18, 9],
    ];
    const found = Array.from({ length: 30 }, (_, i) => problem(over, { gateCount: 6 + i, openingM: 1 })).find(
      (error) => error?.message.includes('stand'),
    );
    expect(found?.message).toMatch(/The stand of gate \d+ is in the way at [\d.]+ m/);
  });

  it('names the gates that overlap', () => {
    expect(problem(square(6), { gateCount: 20 })?.message).toMatch(/Gates 1 and 2 overlap at place/);
  });

  it('names a gate that is too near to the ground', () => {
    expect(problem(square(12, 1.5))?.message).toMatch(/Gate 1 is too near to the ground at place/);
  });

  it('says where it climbs too steeply', () => {
    const error = problem([
      [6, 6, 3],
      [-6, 6, 15],
      [-6, -6, 3],
      [6, -6, 15],
    ]);
    expect(error?.message).toMatch(/climbs or dives too steeply at/);
  });

  it('names anchors too near to each other', () => {
    expect(
      anchorProblem([
        [0, 0, 3],
        [10, 0, 3],
        [1, 1, 3],
      ])?.message,
    ).toMatch(/Anchors 1 and 3 are too near/);
  });
});
