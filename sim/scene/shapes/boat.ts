import type { Rng } from '../../core/rng.ts';
import type { Vec3 } from '../bake/mesh-builder.ts';
import { DARK_GLASS, IRON, painted, STEEL, WHITE, wood } from './finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';
import { box, cushion, loft, type Point2, plate, rod, SIDES, sheet, turned } from './strokes.ts';

const KEEL: Finish = { colour: 0x7a2a22, gloss: 0.1 };
const SAIL: Finish = { colour: 0xf4f1e6, gloss: 0.02 };
const BLOCK: Finish = { colour: 0x6d5437, gloss: 0.02 };
const CARGO = [0xb4412f, 0x2f5f9e, 0x3f8a55, 0xd2a034, 0x8a8f94, 0xc96a2b] as const;

/** A hull's lines: half its length and beam, its depth from keel to deck amidships, how the bow rises. */
interface Hull {
  readonly half: number;
  readonly beam: number;
  readonly deep: number;
  /** Height of the keel above ground: the boat stands on blocks. */
  readonly z: number;
  readonly sheer: number;
  /** Share of the beam at the stern: 0 for a pointed one. */
  readonly stern: number;
}

const STATIONS = [-1, -0.8, -0.4, 0, 0.35, 0.65, 0.85, 0.96, 1] as const;

function halfBeam({ beam, stern }: Hull, s: number): number {
  const bow = s > 0 ? Math.sqrt(Math.max(0, 1 - s * s * s)) : 1;
  const aft = s < 0 ? 1 - (1 - stern) * s * s : 1;
  return Math.max(0.012 * beam, beam * bow * aft);
}

function deckZ({ z, deep, sheer }: Hull, s: number): number {
  return z + deep + sheer * (s > 0 ? s * s : 0.35 * s * s);
}

/** The section at a station, from the left edge of the deck round the keel to the right edge. */
function section(hull: Hull, s: number, from: number, to: number): Vec3[] {
  const { half, z, deep } = hull;
  const b = halfBeam(hull, s);
  const top = deckZ(hull, s);
  const bottom = z + (s > 0.8 ? ((deep * (s - 0.8) * (s - 0.8)) / 0.04) * 0.45 : 0);
  const x = s * half;
  const height = (share: number) => bottom + (top - bottom) * share;
  const lean = s > 0.6 ? (s - 0.6) * 0.35 * half : 0;
  const at = (wide: number, share: number): Vec3 => [x + lean * share, b * wide, height(share)];
  const shape: Point2[] = [
    [1, to],
    [0.94, from + (to - from) * 0.55],
    [0.72, from + (to - from) * 0.15],
    [0.3, from],
  ];
  return [...shape.map(([w, h]) => at(w, h)), ...[...shape].reverse().map(([w, h]) => at(-w, h))];
}

/** Hull with a painted topside over an underwater body, closed by a deck. */
function layHull(pen: ShapePen, hull: Hull, side: Finish, deck: Finish, under: Finish = KEEL): void {
  // A section runs from left over the keel to right, so stations from stern to bow face outwards reversed.
  const rings = STATIONS.map((s) => section(hull, s, 0, 1));
  loft(
    pen,
    side,
    rings.map((ring) => [...ring].reverse()),
  );
  const low = STATIONS.map((s) => section({ ...hull, beam: hull.beam * 1.012 }, s, -0.01, 0.4));
  loft(
    pen,
    under,
    low.map((ring) => [...ring].reverse()),
  );
  const edge = STATIONS.map((s) => {
    const ring = rings[STATIONS.indexOf(s)] as Vec3[];
    return [ring.at(-1) as Vec3, ring[0] as Vec3];
  });
  sheet(
    pen,
    deck,
    edge.map(([a, b]) => [raise(a as Vec3, -0.02 * hull.deep), raise(b as Vec3, -0.02 * hull.deep)]),
  );
}

function raise([x, y, z]: Vec3, by: number): Vec3 {
  return [x, y, z + by];
}

function standOnBlocks(pen: ShapePen, { half, beam, z }: Hull): void {
  for (const s of [-0.55, 0.35])
    box(pen, BLOCK, [s * half - 0.06 * half, -beam * 0.5, 0], [s * half + 0.06 * half, beam * 0.5, z + 0.02]);
  for (const s of [-0.55, 0.35]) {
    for (const side of SIDES)
      rod(
        pen,
        BLOCK,
        [s * half, side * beam * 1.05, 0],
        [s * half, side * beam * 0.72, z * 1.9 + 0.1 * beam],
        beam * 0.05,
        { sides: 5 },
      );
  }
}

function rail(pen: ShapePen, hull: Hull, highM: number, from = -0.9, to = 0.95): void {
  for (const side of SIDES) {
    let before: Vec3 | null = null;
    for (let s = from; s <= to + 1e-9; s += (to - from) / 7) {
      const foot: Vec3 = [s * hull.half, side * halfBeam(hull, s) * 0.95, deckZ(hull, s)];
      const head = raise(foot, highM);
      rod(pen, STEEL, foot, head, hull.beam * 0.014, { sides: 4 });
      if (before !== null) rod(pen, STEEL, before, head, hull.beam * 0.012, { sides: 4 });
      before = head;
    }
  }
}

type BoatMaker = (pen: ShapePen, rng: Rng) => void;

/** An open boat with thwarts and a pair of oars. */
const rowingBoat: BoatMaker = (pen, rng) => {
  const hull: Hull = { half: rng.range(1.7, 2.3), beam: 0.68, deep: 0.5, z: 0.12, sheer: 0.25, stern: 0.7 };
  const inside = wood(rng);
  layHull(pen, hull, painted(pen.paint, 0.3), { colour: 0x4a3a28 }, painted(pen.paint, 0.3));
  for (const s of [-0.55, -0.05, 0.4]) {
    const b = halfBeam(hull, s) * 0.98;
    box(
      pen,
      inside,
      [s * hull.half - 0.12, -b, deckZ(hull, s) - 0.03],
      [s * hull.half + 0.12, b, deckZ(hull, s) + 0.02],
    );
  }
  for (const side of SIDES) {
    const top = deckZ(hull, 0) + 0.06;
    rod(pen, inside, [-0.2, side * 0.2, top + 0.12], [0.1, side * 1.75, top - 0.28], 0.025, { sides: 6 });
    box(pen, inside, [0.02, side * 1.65 - 0.25, top - 0.36], [0.2, side * 1.65 + 0.25, top - 0.31]);
    let before: Vec3 | null = null;
    for (const s of STATIONS) {
      const at: Vec3 = [
        s * hull.half + (s > 0.6 ? (s - 0.6) * 0.35 * hull.half : 0),
        side * halfBeam(hull, s),
        deckZ(hull, s),
      ];
      if (before !== null) rod(pen, inside, before, at, 0.03, { sides: 5 });
      before = at;
    }
  }
};

/** A sailing boat with a mainsail and a jib, cabin, keel. */
const sailingBoat: BoatMaker = (pen, rng) => {
  const half = rng.range(3.6, 5);
  const hull: Hull = {
    half,
    beam: half * 0.3,
    deep: half * 0.22,
    z: half * 0.22,
    sheer: half * 0.07,
    stern: 0.65,
  };
  layHull(pen, hull, painted(pen.paint, 0.5), { colour: 0xc9a877, gloss: 0.1 });
  const deck = deckZ(hull, 0);
  plate(
    pen,
    KEEL,
    [
      [-half * 0.25, 0],
      [half * 0.12, 0],
      [half * 0.2, hull.z + 0.1],
      [-half * 0.2, hull.z + 0.1],
    ],
    { plane: 'xz', from: -0.08, to: 0.08 },
  );
  for (const side of SIDES)
    rod(
      pen,
      BLOCK,
      [0, side * hull.beam * 1.3, 0],
      [0, side * hull.beam * 0.7, hull.z + hull.deep * 0.4],
      0.06,
      { sides: 5 },
    );
  cushion(
    pen,
    WHITE,
    [-half * 0.2, -hull.beam * 0.5, deck - 0.05],
    [half * 0.4, hull.beam * 0.5, deck + half * 0.1],
    0.12,
  );
  for (const side of SIDES)
    box(
      pen,
      DARK_GLASS,
      [-half * 0.12, side * hull.beam * 0.5 - 0.01, deck + half * 0.03],
      [half * 0.32, side * hull.beam * 0.5 + 0.01, deck + half * 0.075],
    );
  const mastX = half * 0.22;
  const mast = half * rng.range(2, 2.4);
  rod(pen, STEEL, [mastX, 0, deck], [mastX, 0, deck + mast], half * 0.018, { sides: 8 });
  rod(pen, STEEL, [mastX, 0, deck + half * 0.28], [-half * 0.75, 0, deck + half * 0.25], half * 0.016, {
    sides: 6,
  });
  const sail = (rows: number, edge: (t: number) => [Vec3, Vec3], belly: number) => {
    const points = Array.from({ length: rows + 1 }, (_, i) => {
      // Cut off below its tip, where it would have no width and no normal.
      const [a, b] = edge((0.985 * i) / rows);
      return Array.from({ length: 7 }, (_, k): Vec3 => {
        const t = k / 6;
        return [
          a[0] + (b[0] - a[0]) * t,
          a[1] + belly * Math.sin(Math.PI * t) * (1 - i / rows),
          a[2] + (b[2] - a[2]) * t,
        ];
      });
    });
    sheet(pen, SAIL, points);
  };
  const foot = deck + half * 0.32;
  sail(
    8,
    (t) => [
      [mastX - 0.04, 0, foot + (mast * 0.96 - half * 0.32) * t],
      [mastX - 0.04 - half * 0.92 * (1 - t), 0, foot + (mast * 0.96 - half * 0.32) * t],
    ],
    half * 0.1,
  );
  if (rng.float() < 0.8)
    sail(
      8,
      (t) => [
        [
          half * 0.98 - (half * 0.98 - mastX - 0.1) * t,
          0,
          deck + half * 0.12 + (mast * 0.8 - half * 0.12) * t,
        ],
        [
          half * 0.98 - (half * 0.98 - mastX - 0.1) * t - half * 0.62 * (1 - t),
          0,
          deck + half * 0.12 + (mast * 0.8 - half * 0.12) * t,
        ],
      ],
      half * 0.08,
    );
};

/** A motor cruiser: raked cabin of dark glass, rail, flying bridge at times. */
const cruiser: BoatMaker = (pen, rng) => {
  const half = rng.range(4, 6.5);
  const hull: Hull = { half, beam: half * 0.32, deep: half * 0.28, z: 0.45, sheer: half * 0.1, stern: 0.9 };
  layHull(pen, hull, painted(pen.paint, 0.6), WHITE, { colour: 0x1f2a44, gloss: 0.2 });
  const deck = deckZ(hull, 0);
  const b = hull.beam;
  const cabin = (w: number, x0: number, x1: number, z0: number, z1: number, finish: Finish) =>
    plate(
      pen,
      finish,
      [
        [x0, z0],
        [x1, z0],
        [x1 - (z1 - z0) * 1.3, z1],
        [x0 + (z1 - z0) * 0.2, z1],
      ],
      { plane: 'xz', from: -w, to: w, bevelM: 0.05 },
    );
  cabin(b * 0.78, -half * 0.5, half * 0.5, deck - 0.05, deck + half * 0.14, WHITE);
  cabin(b * 0.72, -half * 0.42, half * 0.28, deck + half * 0.12, deck + half * 0.25, DARK_GLASS);
  cabin(b * 0.76, -half * 0.5, half * 0.14, deck + half * 0.245, deck + half * 0.28, WHITE);
  if (rng.float() < 0.6) cabin(b * 0.5, -half * 0.35, 0, deck + half * 0.27, deck + half * 0.38, WHITE);
  rod(pen, STEEL, [-half * 0.3, 0, deck + half * 0.27], [-half * 0.38, 0, deck + half * 0.62], 0.05, {
    sides: 6,
  });
  rail(pen, hull, half * 0.12, 0, 0.95);
  standOnBlocks(pen, hull);
};

/** A fishing boat: wheelhouse forward or aft, mast, derrick, bulwark. */
const trawler: BoatMaker = (pen, rng) => {
  const half = rng.range(5.5, 8);
  const hull: Hull = { half, beam: half * 0.34, deep: half * 0.32, z: 0.6, sheer: half * 0.2, stern: 0.75 };
  layHull(pen, hull, painted(pen.paint, 0.25), { colour: 0x8a6b45 });
  const deck = deckZ(hull, 0);
  const house = rng.float() < 0.5 ? half * 0.22 : -half * 0.5;
  cushion(
    pen,
    WHITE,
    [house - half * 0.2, -hull.beam * 0.55, deck - 0.2],
    [house + half * 0.2, hull.beam * 0.55, deck + half * 0.38],
    0.1,
  );
  cushion(
    pen,
    painted(pen.paint, 0.3),
    [house - half * 0.23, -hull.beam * 0.6, deck + half * 0.38],
    [house + half * 0.24, hull.beam * 0.6, deck + half * 0.42],
    0.06,
  );
  for (const y of [-0.36, -0.12, 0.12, 0.36])
    box(
      pen,
      DARK_GLASS,
      [house + half * 0.19, hull.beam * (y - 0.09), deck + half * 0.24],
      [house + half * 0.206, hull.beam * (y + 0.09), deck + half * 0.34],
    );
  for (const side of SIDES)
    box(
      pen,
      DARK_GLASS,
      [house - half * 0.12, side * hull.beam * 0.55 - 0.02, deck + half * 0.24],
      [house + half * 0.14, side * hull.beam * 0.55 + 0.02, deck + half * 0.34],
    );
  const mast = house > 0 ? -half * 0.35 : half * 0.2;
  rod(pen, IRON, [mast, 0, deck - 0.2], [mast, 0, deck + half * 1], half * 0.022, { sides: 8 });
  rod(
    pen,
    IRON,
    [mast, 0, deck + half * 0.25],
    [mast + (house > 0 ? -1 : 1) * half * 0.45, 0, deck + half * 0.75],
    half * 0.016,
    { sides: 6 },
  );
  rod(pen, STEEL, [mast, 0, deck + half * 0.98], [half * 1.05, 0, deckZ(hull, 0.97)], half * 0.005, {
    sides: 4,
  });
  rod(pen, STEEL, [mast, 0, deck + half * 0.98], [-half * 0.95, 0, deckZ(hull, -0.95)], half * 0.005, {
    sides: 4,
  });
  rail(pen, hull, half * 0.09);
  standOnBlocks(pen, hull);
};

/** A container ship: bridge aft, stacks of boxes. */
const cargoShip: BoatMaker = (pen, rng) => {
  const half = 42 * rng.range(0.85, 1.1);
  const hull: Hull = { half, beam: half * 0.17, deep: half * 0.19, z: 0.4, sheer: half * 0.05, stern: 0.92 };
  layHull(pen, hull, painted(pen.paint, 0.2), { colour: 0x6a4a3a });
  const deck = deckZ(hull, 0);
  const b = hull.beam;
  for (let row = 0; row < 7; row++) {
    const x = half * (-0.5 + row * 0.18);
    const stack = 2 + rng.int(2);
    for (let level = 0; level < stack; level++) {
      for (let k = 0; k < 3; k++) {
        const y = b * (-0.88 + k * 0.6);
        box(
          pen,
          { colour: rng.pick(CARGO), gloss: 0.1 },
          [x, y, deck + level * half * 0.06],
          [x + half * 0.165, y + b * 0.56, deck + (level + 0.95) * half * 0.06],
        );
      }
    }
  }
  cushion(
    pen,
    WHITE,
    [-half * 0.86, -b * 0.75, deck - 0.3],
    [-half * 0.58, b * 0.75, deck + half * 0.26],
    0.3,
  );
  box(pen, WHITE, [-half * 0.72, -b * 0.98, deck + half * 0.24], [-half * 0.6, b * 0.98, deck + half * 0.3]);
  box(
    pen,
    DARK_GLASS,
    [-half * 0.605, -b * 0.92, deck + half * 0.262],
    [-half * 0.595, b * 0.92, deck + half * 0.285],
  );
  turned(
    pen,
    painted(pen.paint, 0.2),
    [
      [half * 0.04, deck + half * 0.2],
      [half * 0.034, deck + half * 0.4],
    ],
    { at: [-half * 0.8, 0, 0], sides: 12 },
  );
  rod(pen, WHITE, [-half * 0.66, 0, deck + half * 0.3], [-half * 0.66, 0, deck + half * 0.42], half * 0.008, {
    sides: 6,
  });
};

/** A tug: short, broad, high in the bow, a big funnel, tyres round it. */
const tug: BoatMaker = (pen, rng) => {
  const half = rng.range(6, 8);
  const hull: Hull = { half, beam: half * 0.42, deep: half * 0.34, z: 0.5, sheer: half * 0.22, stern: 0.85 };
  layHull(pen, hull, painted(pen.paint, 0.2), { colour: 0x5a5148 });
  const deck = deckZ(hull, 0);
  cushion(
    pen,
    WHITE,
    [-half * 0.3, -hull.beam * 0.6, deck - 0.2],
    [half * 0.45, hull.beam * 0.6, deck + half * 0.2],
    0.12,
  );
  cushion(
    pen,
    WHITE,
    [half * 0.02, -hull.beam * 0.42, deck + half * 0.2],
    [half * 0.36, hull.beam * 0.42, deck + half * 0.46],
    0.1,
  );
  box(
    pen,
    DARK_GLASS,
    [half * 0.05, -hull.beam * 0.43, deck + half * 0.32],
    [half * 0.368, hull.beam * 0.43, deck + half * 0.42],
  );
  turned(
    pen,
    painted(pen.paint, 0.3),
    [
      [half * 0.11, deck + half * 0.18],
      [half * 0.1, deck + half * 0.6],
    ],
    { at: [-half * 0.16, 0, 0], sides: 14 },
  );
  turned(
    pen,
    IRON,
    [
      [half * 0.105, deck + half * 0.52],
      [half * 0.103, deck + half * 0.61],
    ],
    { at: [-half * 0.16, 0, 0], sides: 14 },
  );
  rod(pen, STEEL, [half * 0.12, 0, deck + half * 0.46], [half * 0.12, 0, deck + half * 0.95], half * 0.02, {
    sides: 6,
  });
  for (const s of [-0.6, -0.25, 0.1, 0.45]) {
    for (const side of SIDES)
      turned(
        pen,
        IRON,
        [
          [half * 0.05, -0.1],
          [half * 0.075, 0],
          [half * 0.05, 0.1],
        ],
        {
          axis: 'y',
          at: [s * half, side * halfBeam(hull, s) * 1.01, deckZ(hull, s) - half * 0.1],
          sides: 10,
        },
      );
  }
  standOnBlocks(pen, hull);
};

/** A long, slim open boat with pointed ends and a paddle. */
const canoe: BoatMaker = (pen, rng) => {
  const half = rng.range(2.2, 2.8);
  const inside = wood(rng);
  const paint = painted(pen.paint, 0.4);
  const hull: Hull = { half, beam: 0.42, deep: 0.34, z: 0.06, sheer: 0.28, stern: 0.05 };
  layHull(pen, hull, paint, { colour: 0x3c2f22 }, paint);
  for (const s of [-0.45, 0.4]) {
    const b = halfBeam(hull, s);
    box(
      pen,
      inside,
      [s * half - 0.12, -b, deckZ(hull, s) - 0.02],
      [s * half + 0.12, b, deckZ(hull, s) + 0.02],
    );
  }
  rod(pen, inside, [-0.5, -0.3, deckZ(hull, 0) + 0.04], [0.75, 0.34, deckZ(hull, 0) + 0.08], 0.024, {
    sides: 6,
  });
  box(pen, inside, [0.7, 0.24, deckZ(hull, 0) + 0.06], [1.15, 0.46, deckZ(hull, 0) + 0.1]);
};

/** An open speedboat with a windscreen and an outboard engine. */
const speedboat: BoatMaker = (pen, rng) => {
  const half = rng.range(2.4, 3.2);
  const hull: Hull = { half, beam: half * 0.37, deep: half * 0.28, z: 0.4, sheer: half * 0.07, stern: 0.92 };
  layHull(pen, hull, painted(pen.paint, 0.7), WHITE, WHITE);
  const deck = deckZ(hull, 0);
  plate(
    pen,
    DARK_GLASS,
    [
      [half * 0.06, deck],
      [half * 0.36, deck],
      [half * 0.08, deck + half * 0.19],
    ],
    { plane: 'xz', from: -hull.beam * 0.72, to: hull.beam * 0.72 },
  );
  for (const side of SIDES) {
    cushion(
      pen,
      { colour: 0xd8d2c6 },
      [-half * 0.25, side * hull.beam * 0.4 - 0.26, deck - 0.05],
      [half * 0.02, side * hull.beam * 0.4 + 0.26, deck + 0.16],
      0.08,
    );
    cushion(
      pen,
      { colour: 0xd8d2c6 },
      [-half * 0.3, side * hull.beam * 0.4 - 0.26, deck],
      [-half * 0.22, side * hull.beam * 0.4 + 0.26, deck + 0.45],
      0.05,
    );
  }
  cushion(pen, IRON, [-half * 1.14, -0.2, deck - 0.1], [-half * 0.96, 0.2, deck + 0.5], 0.08);
  rod(pen, IRON, [-half * 1.08, 0, deck - 0.1], [-half * 1.08, 0, 0.25], 0.09, { sides: 8 });
  rail(pen, hull, half * 0.09, 0.3, 0.95);
  standOnBlocks(pen, hull);
};

/** A white ferry of several decks with rows of windows. */
const ferry: BoatMaker = (pen, rng) => {
  const half = rng.range(18, 24);
  const hull: Hull = { half, beam: half * 0.22, deep: half * 0.17, z: 0.3, sheer: half * 0.06, stern: 0.92 };
  layHull(pen, hull, painted(pen.paint, 0.3), WHITE);
  const decks = 2 + rng.int(2);
  for (let level = 0; level < decks; level++) {
    const z = deckZ(hull, 0) + level * half * 0.12;
    const [x0, x1] = [-half * (0.85 - level * 0.06), half * (0.62 - level * 0.14)];
    const b = hull.beam * (0.9 - level * 0.08);
    cushion(pen, WHITE, [x0, -b, z - 0.1], [x1, b, z + half * 0.115], 0.2);
    for (const side of SIDES)
      box(
        pen,
        DARK_GLASS,
        [x0 + 0.8, side * b - 0.03, z + half * 0.045],
        [x1 - 0.8, side * b + 0.03, z + half * 0.085],
      );
    box(pen, DARK_GLASS, [x1 - 0.02, -b + 0.6, z + half * 0.045], [x1 + 0.04, b - 0.6, z + half * 0.085]);
  }
  const top = deckZ(hull, 0) + decks * half * 0.12;
  turned(
    pen,
    painted(pen.paint, 0.3),
    [
      [half * 0.07, top - 0.2],
      [half * 0.06, top + half * 0.16],
    ],
    { at: [-half * 0.4, 0, 0], sides: 14 },
  );
  rod(pen, STEEL, [half * 0.2, 0, top - 0.1], [half * 0.2, 0, top + half * 0.16], half * 0.012, { sides: 6 });
};

const BOATS: readonly BoatMaker[] = [
  sailingBoat,
  cruiser,
  rowingBoat,
  trawler,
  cargoShip,
  speedboat,
  tug,
  sailingBoat,
  canoe,
  ferry,
];

/** A boat ashore, on its keel or on blocks, of one of nine kinds. */
export function boat(pen: ShapePen, rng: Rng, instance: number): void {
  (BOATS[instance % BOATS.length] as BoatMaker)(pen, rng);
}
