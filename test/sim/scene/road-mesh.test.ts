import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PurePursuitAgent } from '../../../agents/index.ts';
import { curvaturePoints } from '../../../sim/geometry/curvature-road.ts';
import { evenRoad, type Road } from '../../../sim/geometry/road.ts';
import { findOverlap } from '../../../sim/geometry/road-overlap.ts';
import { judgeSbft } from '../../../sim/geometry/sbft.ts';
import { createTask } from '../../../sim/index.ts';
import { bakeStage } from '../../../sim/scene/bake/bake-stage.ts';
import { countryStage } from '../../../sim/scene/country-stage.ts';
import { LAYER_Z } from '../../../sim/scene/layer-heights.ts';
import { SEMANTIC_CLASSES } from '../../../sim/scene/picture.ts';

type Corner = readonly [number, number, number];

/** The triangles of the asphalt as they are drawn. */
function asphalt(road: Road): (readonly [Corner, Corner, Corner])[] {
  const { ground } = bakeStage(countryStage('mesh', road, 1));
  const values = (name: string): ArrayLike<number> => ground.getAttribute(name).array;
  const [positions, classes] = [values('position'), values('semantic')];
  const index = ground.index?.array ?? [];
  const corner = (i: number): Corner =>
    [0, 1, 2].map((k) => positions[3 * i + k] as number) as unknown as Corner;
  const triangles: (readonly [Corner, Corner, Corner])[] = [];
  for (let i = 0; i < index.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => index[i + k] as number) as [number, number, number];
    if (classes[a] !== SEMANTIC_CLASSES.indexOf('road')) continue;
    triangles.push([corner(a), corner(b), corner(c)]);
  }
  return triangles;
}

const twiceArea = (ring: readonly Corner[]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as Corner;
    return sum + x * nextY - nextX * y;
  }, 0);

/** Edges that belong to one triangle alone, from corner to corner; fails if any edge is there twice. */
function rim(
  triangles: readonly (readonly [Corner, Corner, Corner])[],
): Map<string, readonly [string, Corner]> {
  const edges = new Map<string, readonly [string, string, Corner]>();
  for (const corners of triangles) {
    corners.forEach((from, k) => {
      const to = corners[(k + 1) % 3] as Corner;
      const key = `${from} > ${to}`;
      expect(edges.has(key), `two triangles on one side of ${key}`).toBe(false);
      edges.set(key, [String(from), String(to), from]);
    });
  }
  const open = new Map<string, readonly [string, Corner]>();
  for (const [from, to, at] of edges.values()) {
    if (edges.has(`${to} > ${from}`)) continue;
    expect(open.has(from), `two rims meet at ${from}`).toBe(false);
    open.set(from, [to, at]);
  }
  return open;
}

/** Random roads that are valid, of even width or of one that comes and goes. */
const bends = fc.array(fc.double({ min: -0.06, max: 0.06, noNaN: true }), { minLength: 3, maxLength: 6 });
const roads = fc
  .record({ bends, even: fc.boolean(), leftM: fc.double({ min: 0, max: 5, noNaN: true }) })
  .map(({ bends: curvatures, even, leftM }): Road | null => {
    const { message, interpolated } = judgeSbft(curvaturePoints(curvatures, 25, 200));
    if (message !== '') return null;
    const road = evenRoad(interpolated, 4);
    if (even) return road;
    const wide = road.centre.map((_, i) => 4 + 1.5 * Math.sin(i / 7));
    const uneven = { ...road, leftM: road.centre.map(() => leftM), rightM: wide };
    return findOverlap(uneven) === null ? uneven : null;
  })
  .filter((road): road is Road => road !== null);

describe('a road as it is drawn', () => {
  it('is one flat sheet without cracks, steps or flipped triangles, at the height of the ground that carries cars', () => {
    fc.assert(
      fc.property(roads, (road) => {
        const triangles = asphalt(road);
        expect(triangles.length).toBeGreaterThanOrEqual(2 * (road.centre.length - 1));
        for (const triangle of triangles) {
          expect(twiceArea(triangle)).toBeGreaterThan(0);
          for (const [, , z] of triangle) expect(z).toBe(LAYER_Z.road);
        }
        // One rim and no more: a crack, or a corner in the middle of a neighbour's edge, would be a second.
        const open = rim(triangles);
        const [start] = open.keys();
        const ring: Corner[] = [];
        for (let at = start as string; ring.length === 0 || at !== start; ) {
          const [next, corner] = open.get(at) ?? [];
          if (next === undefined || corner === undefined) throw new Error(`the rim ends at ${at}`);
          ring.push(corner);
          at = next;
        }
        expect(ring).toHaveLength(open.size);
        // Nothing lies on anything else: the areas add up to what the rim encloses.
        const areaM2 = triangles.reduce((sum, triangle) => sum + twiceArea(triangle), 0);
        expect(areaM2 / twiceArea(ring)).toBeCloseTo(1, 6);
      }),
      { numRuns: 40 },
    );
  });
});

/** How far springs let the body sink and rise in bends and under the brakes, all through and in a tenth of a second. */
const LEVEL_M = 0.0005;
const JOLT_M = 0.0001;

describe('a road as it is driven', () => {
  it('has no bump: the car rides level, along bends of every kind', () => {
    const agent = new PurePursuitAgent();
    for (const curvatures of [
      [0, 0, 0, 0, 0],
      [0.035, -0.035, 0.035, -0.035, 0.02],
      [-0.02, 0.04, 0, -0.04, 0.03],
    ]) {
      const task = createTask('driving/lane-keeping');
      const scene = Object.fromEntries(curvatures.map((value, i) => [`curvature${i + 1}PerM`, value]));
      const episode = task.begin(scene, { seed: 3, seat: 0, renderer: null, needs: agent.needs });
      const state = new Float64Array(task.traceNames.length);
      const heights: number[] = [];
      while (!episode.over) {
        episode.advance(agent.act([episode.observe()])[0] as readonly number[]);
        episode.trace(state, 0);
        heights.push(state[task.traceNames.indexOf('zM')] as number);
      }
      expect(episode.score().reason).toBe('goal');
      expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(LEVEL_M);
      const jolts = heights.slice(1).map((z, i) => Math.abs(z - (heights[i] as number)));
      expect(Math.max(...jolts)).toBeLessThan(JOLT_M);
      episode.close();
    }
  });
});
