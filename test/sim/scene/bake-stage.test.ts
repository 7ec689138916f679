import * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import { type BakedStage, bakeStage } from '../../../sim/scene/bake/bake-stage.ts';
import { SEMANTIC_CLASSES, type SemanticClass, type StageItem } from '../../../sim/scene/picture.ts';
import { sampleStage } from '../../scenes/sample-stage.ts';

const BOUNDS = [0, 0, 10, 10] as const;
const VARIANTS = Array.from({ length: 12 }, (_, k) => k * 37);

function bakeItems(items: readonly StageItem[]): BakedStage {
  return bakeStage({ key: 'one', items, boundsM: BOUNDS });
}

function geometriesOf(baked: BakedStage): THREE.BufferGeometry[] {
  const upright = baked.squares.flatMap(({ fine, coarse }) => [fine, coarse]);
  return [baked.ground, baked.farGround, baked.markings, baked.facades, ...upright].filter((g) => g !== null);
}

function values(geometry: THREE.BufferGeometry, name: string): ArrayLike<number> {
  return geometry.getAttribute(name).array;
}

function indices(geometry: THREE.BufferGeometry): ArrayLike<number> {
  return (geometry.index as THREE.BufferAttribute).array;
}

function triangleCount(geometries: readonly THREE.BufferGeometry[]): number {
  return geometries.reduce((sum, geometry) => sum + indices(geometry).length / 3, 0);
}

/** Each triangle's corners and face normal (twice its area long). */
function* faces(geometry: THREE.BufferGeometry) {
  const positions = values(geometry, 'position');
  const corners = indices(geometry);
  const at = (i: number): [number, number, number] =>
    [0, 1, 2].map((k) => positions[i * 3 + k] as number) as never;
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => corners[i + k]) as [number, number, number];
    const [p, q, r] = [at(a), at(b), at(c)];
    const u = [q[0] - p[0], q[1] - p[1], q[2] - p[2]] as const;
    const v = [r[0] - p[0], r[1] - p[1], r[2] - p[2]] as const;
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
    yield { corners: [a, b, c], points: [p, q, r], normal };
  }
}

/** Whether the first face that a ray meets is seen from its front. */
function frontSeen(geometry: THREE.BufferGeometry, from: THREE.Vector3, along: THREE.Vector3): boolean {
  const ray = new THREE.Ray(from, along);
  let nearest = Number.POSITIVE_INFINITY;
  let front = false;
  for (const { points, normal } of faces(geometry)) {
    const [a, b, c] = points.map((p) => new THREE.Vector3(...p)) as [
      THREE.Vector3,
      THREE.Vector3,
      THREE.Vector3,
    ];
    const hit = ray.intersectTriangle(a, b, c, false, new THREE.Vector3());
    if (hit === null || hit.distanceTo(from) >= nearest) continue;
    nearest = hit.distanceTo(from);
    front = along.dot(new THREE.Vector3(...normal)) < 0;
  }
  return front;
}

const line = [0, 0, 10, 0, 20, 5];
const KINDS: readonly { name: string; shows: SemanticClass; items: readonly StageItem[]; most: number }[] = [
  {
    name: 'a road',
    shows: 'road',
    items: [{ kind: 'strip', surface: 'road', centre: line, widthM: 7 }],
    most: 10,
  },
  {
    name: 'a pavement',
    shows: 'pavement',
    items: [{ kind: 'strip', surface: 'pavement', centre: line, widthM: 2 }],
    most: 30,
  },
  {
    name: 'a clockwise patch of grass',
    shows: 'terrain',
    items: [{ kind: 'patch', surface: 'grass', outline: [0, 0, 0, 5, 5, 5, 5, 0] }],
    most: 4,
  },
  {
    name: 'a dashed marking',
    shows: 'lane-marking',
    items: [{ kind: 'marking', centre: line, widthM: 0.2, dashM: [2, 2], colour: 'yellow' }],
    most: 20,
  },
  {
    name: 'a solid marking',
    shows: 'lane-marking',
    items: [{ kind: 'marking', centre: line, widthM: 0.2, dashM: null, colour: 'white' }],
    most: 10,
  },
  ...VARIANTS.flatMap((variant) => [
    {
      name: `building ${variant}`,
      shows: 'building' as const,
      items: [
        {
          kind: 'building',
          xM: 5,
          yM: 5,
          headingRad: 0.7,
          lengthM: 8 + (variant % 5),
          widthM: 10,
          heightM: 5 + (variant % 9),
          variant,
        },
      ] as const,
      most: 60,
    },
    {
      name: `tree ${variant}`,
      shows: 'vegetation' as const,
      items: [{ kind: 'tree', xM: 5, yM: 5, heightM: 6, variant }] as const,
      most: 110,
    },
    {
      name: `parked car ${variant}`,
      shows: 'vehicle' as const,
      items: [{ kind: 'parked-car', xM: 5, yM: 5, headingRad: 2, variant }] as const,
      most: 240,
    },
  ]),
  ...(['lamp', 'sign', 'traffic-light'] as const).map((style) => ({
    name: `a ${style}`,
    shows: 'pole' as const,
    items: [{ kind: 'pole', style, xM: 5, yM: 5, headingRad: 1 }] as const,
    most: 80,
  })),
];

describe('baking a stage', () => {
  const bare = triangleCount(geometriesOf(bakeItems([])));

  it.each(KINDS)('gives $name finite places, unit normals, its own class and few triangles', (kind) => {
    const baked = bakeItems(kind.items);
    const seen = new Set<number>();
    for (const geometry of geometriesOf(baked)) {
      for (const name of ['position', 'normal', 'color', 'semantic', 'detail']) {
        expect(Array.from(values(geometry, name)).every(Number.isFinite), name).toBe(true);
      }
      const normals = values(geometry, 'normal');
      for (let i = 0; i < normals.length; i += 3) {
        const length = Math.hypot(normals[i] as number, normals[i + 1] as number, normals[i + 2] as number);
        expect(length).toBeCloseTo(1, 5);
      }
      if (geometry !== baked.farGround)
        for (const index of Array.from(values(geometry, 'semantic'))) seen.add(index);
    }
    const names = [...seen].map((index) => SEMANTIC_CLASSES[index]).sort();
    expect(names).toEqual([...new Set(['terrain', kind.shows])].sort());
    expect(triangleCount(geometriesOf(baked)) - bare).toBeGreaterThan(0);
    expect(triangleCount(geometriesOf(baked)) - bare).toBeLessThanOrEqual(kind.most);
  });

  it.each(KINDS)('turns every face of $name outwards', (kind) => {
    for (const geometry of geometriesOf(bakeItems(kind.items))) {
      const normals = values(geometry, 'normal');
      for (const { corners, normal } of faces(geometry)) {
        const along = corners.reduce((sum, corner) => {
          const own = [0, 1, 2].map((k) => normals[corner * 3 + k] as number) as [number, number, number];
          return sum + own[0] * normal[0] + own[1] * normal[1] + own[2] * normal[2];
        }, 0);
        expect(along).toBeGreaterThan(0);
      }
    }
  });

  it.each(VARIANTS)(
    'leaves no hole in car %i: from all round and above one sees only outer faces',
    (variant) => {
      const [square] = bakeItems([{ kind: 'parked-car', xM: 0, yM: 0, headingRad: 0, variant }]).squares;
      for (const geometry of [square?.fine, square?.coarse] as THREE.BufferGeometry[]) {
        for (let turn = 0; turn < 32; turn++) {
          for (const elevation of [0.1, 0.5, 1.1]) {
            const out = new THREE.Vector3(
              Math.cos(turn * 0.196) * Math.cos(elevation),
              Math.sin(turn * 0.196) * Math.cos(elevation),
              Math.sin(elevation),
            );
            for (const aim of [-1.2, 0, 1.2]) {
              const target = new THREE.Vector3(aim, 0, 0.65);
              expect(frontSeen(geometry, target.clone().addScaledVector(out, 20), out.clone().negate())).toBe(
                true,
              );
            }
          }
        }
      }
    },
  );

  it('makes no ground or paint triangle longer than 30 m, however long the street', () => {
    const centre = [0, 0, 500, 0];
    const baked = bakeItems([
      { kind: 'strip', surface: 'road', centre, widthM: 7 },
      { kind: 'marking', centre, widthM: 0.15, dashM: null, colour: 'white' },
    ]);
    for (const geometry of [baked.ground, baked.markings as THREE.BufferGeometry]) {
      for (const { points } of faces(geometry)) {
        for (const [a, b] of [
          [0, 1],
          [1, 2],
          [2, 0],
        ] as const) {
          const p = points[a] as readonly number[];
          const q = points[b] as readonly number[];
          expect(Math.hypot(...p.map((x, k) => x - (q[k] as number)))).toBeLessThan(30);
        }
      }
    }
  });

  it('paints dashes of the length and distance asked for', () => {
    const markings = bakeItems([
      { kind: 'marking', centre: [0, 0, 30, 0], widthM: 0.2, dashM: [3, 4.5], colour: 'white' },
    ]).markings as THREE.BufferGeometry;
    const xs = Array.from(values(markings, 'position')).filter((_, i) => i % 3 === 0);
    expect([...new Set(xs.map((x) => Math.round(x * 100) / 100))].sort((a, b) => a - b)).toEqual([
      0, 3, 7.5, 10.5, 15, 18, 22.5, 25.5,
    ]);
  });

  it('keeps the sample street below ten thousand triangles near and three thousand afar', () => {
    const baked = bakeStage(sampleStage());
    expect(triangleCount(baked.squares.map(({ fine }) => fine))).toBeLessThan(10_000);
    expect(triangleCount(baked.squares.map(({ coarse }) => coarse))).toBeLessThan(3_000);
    expect(baked.squares.length).toBeLessThan(30);
  });

  it('gives equal geometries for equal stages', () => {
    const [a, b] = [bakeStage(sampleStage()), bakeStage(sampleStage())].map(geometriesOf);
    expect(a?.length).toBe(b?.length);
    a?.forEach((geometry, i) => {
      const other = b?.[i] as THREE.BufferGeometry;
      for (const name of Object.keys(geometry.attributes)) {
        expect(values(geometry, name)).toEqual(values(other, name));
      }
    });
  });
});
