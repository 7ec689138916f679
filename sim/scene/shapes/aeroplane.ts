import type { Rng } from '../../core/rng.ts';
import type { Vec3 } from '../bake/mesh-builder.ts';
import { DARK_GLASS, IRON, painted, RUBBER, STEEL, WHITE } from './finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';
import { ball, box, loft, type Point2, rod, SIDES, turned } from './strokes.ts';

const BLADE: Finish = { colour: 0x2a2d30, gloss: 0.3 };
const GREY: Finish = { colour: 0xb8bdc2, gloss: 0.35 };

/** A wing, tail plane or fin: an aerofoil section lofted from root to tip. Each end: nose, chord, thickness. */
interface Foil {
  readonly root: { readonly at: Vec3; readonly chordM: number; readonly thickM: number };
  readonly tip: { readonly at: Vec3; readonly chordM: number; readonly thickM: number };
}

const SECTION: readonly Point2[] = [
  [0, 0],
  [0.08, 0.5],
  [0.3, 0.62],
  [0.65, 0.35],
  [1, 0.02],
  [1, -0.02],
  [0.65, -0.25],
  [0.3, -0.4],
  [0.08, -0.35],
];

function foil(pen: ShapePen, finish: Finish, { root, tip }: Foil): void {
  const dy = Math.abs(tip.at[1] - root.at[1]);
  const dz = Math.abs(tip.at[2] - root.at[2]);
  const upright = dz > dy;
  const ring = ({ at, chordM, thickM }: Foil['root']): Vec3[] =>
    SECTION.map(([back, out]): Vec3 => {
      const x = at[0] - back * chordM;
      return upright ? [x, at[1] + out * thickM, at[2]] : [x, at[1], at[2] + out * thickM];
    });
  const rings = [ring(root), ring(tip)];
  // Sections run the same way round; which way the loft leads decides which side is out.
  const outward = upright ? tip.at[2] > root.at[2] : tip.at[1] < root.at[1];
  loft(pen, finish, outward ? rings.map((one) => [...one].reverse()) : rings);
}

function pair(pen: ShapePen, finish: Finish, { root, tip }: Foil): void {
  for (const side of SIDES) {
    const mirror = ({ at: [x, y, z], ...rest }: Foil['root']) => ({ at: [x, side * y, z] as Vec3, ...rest });
    foil(pen, finish, { root: mirror(root), tip: mirror(tip) });
  }
}

/** Profile along x from tail to nose: [radius, x]. */
function fuselage(pen: ShapePen, finish: Finish, profile: readonly Point2[], z: number): void {
  turned(pen, finish, profile, { axis: 'x', at: [0, 0, z], sides: 22 });
}

function windows(
  pen: ShapePen,
  from: number,
  to: number,
  pitch: number,
  r: number,
  z: number,
  sizeM: number,
): void {
  for (const side of SIDES) {
    for (let x = from; x <= to; x += pitch) {
      const y = side * Math.sqrt(Math.max(0, r * r - 0.25 * r * (0.25 * r)));
      box(
        pen,
        DARK_GLASS,
        [x - sizeM / 2, y - 0.04 * r, z + 0.15 * r],
        [x + sizeM / 2, y + 0.02 * r, z + 0.15 * r + sizeM * 1.3],
      );
    }
  }
}

function cockpit(pen: ShapePen, x: number, z: number, half: Vec3): void {
  ball(pen, DARK_GLASS, [x, 0, z], half, 14);
}

function propeller(pen: ShapePen, x: number, y: number, z: number, r: number, blades: number): void {
  turned(
    pen,
    STEEL,
    [
      [r * 0.12, -r * 0.06],
      [r * 0.1, r * 0.1],
      [0.001, r * 0.24],
    ],
    { axis: 'x', at: [x, y, z], sides: 10 },
  );
  for (let i = 0; i < blades; i++) {
    const angle = (2 * Math.PI * (i + 0.2)) / blades;
    const tip: Vec3 = [x + r * 0.02, y + r * Math.cos(angle), z + r * Math.sin(angle)];
    rod(pen, BLADE, [x + r * 0.02, y, z], tip, r * 0.06, { toM: r * 0.045, sides: 5 });
  }
}

function wheel(pen: ShapePen, x: number, y: number, r: number, legTo: number, wide = 0.4): void {
  turned(
    pen,
    RUBBER,
    [
      [r * 0.9, -r * wide],
      [r, 0],
      [r * 0.9, r * wide],
    ],
    { axis: 'y', at: [x, y, r], sides: 12 },
  );
  rod(pen, STEEL, [x, y, r], [x, y * 0.96, legTo], r * 0.22, { sides: 6 });
}

function jetEngine(pen: ShapePen, finish: Finish, at: Vec3, r: number, length: number): void {
  turned(
    pen,
    finish,
    [
      [r * 0.55, -length / 2],
      [r * 0.95, -length * 0.1],
      [r, length * 0.3],
      [r * 0.92, length / 2],
    ],
    { axis: 'x', at, sides: 16 },
  );
  turned(
    pen,
    IRON,
    [
      [r * 0.8, length / 2 - 0.02],
      [r * 0.8, length / 2 + 0.03],
      [0.001, length / 2 + 0.08],
    ],
    { axis: 'x', at, sides: 16 },
  );
}

type PlaneMaker = (pen: ShapePen, rng: Rng) => void;

/** An airliner with engines under low, swept wings: two, or four of a larger one. */
function airliner(engines: 2 | 4): PlaneMaker {
  return (pen, rng) => {
    const r = engines === 4 ? 2.9 : 2;
    const half = (engines === 4 ? 30 : 18) * rng.range(0.9, 1.1);
    const z = r * 1.95;
    const body = rng.float() < 0.5 ? WHITE : painted(pen.paint, 0.5);
    const trim = painted(pen.paint, 0.5);
    fuselage(
      pen,
      body,
      [
        [0.05, -half],
        [r * 0.35, -half * 0.9],
        [r * 0.8, -half * 0.62],
        [r, -half * 0.4],
        [r, half * 0.72],
        [r * 0.88, half * 0.84],
        [r * 0.6, half * 0.93],
        [r * 0.25, half * 0.985],
        [0.01, half],
      ],
      z,
    );
    turned(
      pen,
      trim,
      [
        [r * 0.83, -half * 0.62],
        [r * 1.004, -half * 0.4],
        [r * 1.004, -half * 0.3],
      ],
      { axis: 'x', at: [0, 0, z], sides: 22 },
    );
    windows(pen, -half * 0.45, half * 0.68, r * 0.55, r, z, r * 0.17);
    cockpit(pen, half * 0.885, z + r * 0.36, [r * 0.42, r * 0.52, r * 0.22]);
    const span = half * rng.range(0.88, 1);
    pair(pen, GREY, {
      root: { at: [half * 0.28, r * 0.6, z - r * 0.55], chordM: half * 0.42, thickM: r * 0.4 },
      tip: { at: [-half * 0.22, span, z + r * 0.25], chordM: half * 0.11, thickM: r * 0.1 },
    });
    pair(pen, trim, {
      root: { at: [-half * 0.74, r * 0.2, z + r * 0.3], chordM: half * 0.2, thickM: r * 0.18 },
      tip: { at: [-half * 0.9, span * 0.36, z + r * 0.55], chordM: half * 0.09, thickM: r * 0.08 },
    });
    foil(pen, trim, {
      root: { at: [-half * 0.64, 0, z + r * 0.6], chordM: half * 0.3, thickM: r * 0.2 },
      tip: { at: [-half * 0.87, 0, z + r * 0.6 + half * 0.4], chordM: half * 0.12, thickM: r * 0.1 },
    });
    for (let k = 1; k <= engines / 2; k++) {
      const share = k === 1 ? 0.34 : 0.6;
      for (const side of SIDES) {
        jetEngine(
          pen,
          trim,
          [half * (0.34 - 0.42 * share), side * span * share, z - r * 0.75 + r * 0.4 * share],
          r * 0.5,
          r * 1.7,
        );
      }
    }
    wheel(pen, half * 0.7, 0, r * 0.28, z - r * 0.7);
    for (const side of SIDES) wheel(pen, -half * 0.06, side * r * 1.1, r * 0.36, z - r * 0.4, 0.6);
  };
}

/** A small jet with engines at its tail and a tail plane on top of its fin. */
const businessJet: PlaneMaker = (pen, rng) => {
  const [r, half] = [1.05, 8.2 * rng.range(0.9, 1.15)];
  const z = 2;
  const trim = painted(pen.paint, 0.6);
  fuselage(
    pen,
    trim,
    [
      [0.05, -half],
      [r * 0.5, -half * 0.75],
      [r, -half * 0.35],
      [r, half * 0.5],
      [r * 0.8, half * 0.74],
      [r * 0.35, half * 0.93],
      [0.01, half],
    ],
    z,
  );
  windows(pen, -half * 0.2, half * 0.42, 1.1, r, z, 0.36);
  cockpit(pen, half * 0.68, z + r * 0.5, [r * 0.8, r * 0.6, r * 0.35]);
  pair(pen, WHITE, {
    root: { at: [half * 0.12, r * 0.5, z - r * 0.6], chordM: 3.2, thickM: 0.36 },
    tip: { at: [-half * 0.2, half * 0.95, z - r * 0.2], chordM: 1, thickM: 0.1 },
  });
  foil(pen, trim, {
    root: { at: [-half * 0.55, 0, z + r * 0.3], chordM: 3, thickM: 0.3 },
    tip: { at: [-half * 0.86, 0, z + r * 3.2], chordM: 1.7, thickM: 0.16 },
  });
  pair(pen, WHITE, {
    root: { at: [-half * 0.84, 0.05, z + r * 3.2], chordM: 1.7, thickM: 0.16 },
    tip: { at: [-half * 1.02, half * 0.36, z + r * 3.3], chordM: 0.8, thickM: 0.08 },
  });
  for (const side of SIDES) jetEngine(pen, WHITE, [-half * 0.42, side * r * 1.5, z + r * 0.5], 0.52, 2.6);
  for (const side of SIDES)
    box(
      pen,
      WHITE,
      [-half * 0.5, side * r * 0.7, z + r * 0.45],
      [-half * 0.32, side * r * 1.2, z + r * 0.58],
    );
  wheel(pen, half * 0.62, 0, 0.26, z - r * 0.5);
  for (const side of SIDES) wheel(pen, -half * 0.08, side * 1.5, 0.32, z - r * 0.6);
};

/** A light aeroplane with one propeller: its wing above the cabin with struts, or below it. */
function lightPlane(high: boolean): PlaneMaker {
  return (pen, rng) => {
    const paint = painted(pen.paint, 0.5);
    const half = 4 * rng.range(0.92, 1.1);
    const z = 1.35;
    fuselage(
      pen,
      paint,
      [
        [0.08, -half],
        [0.22, -half * 0.8],
        [0.5, -half * 0.2],
        [0.62, half * 0.15],
        [0.6, half * 0.5],
        [0.52, half * 0.8],
        [0.25, half * 0.9],
      ],
      z,
    );
    const cabin: Vec3 = [half * 0.18, 0, z + 0.48];
    cockpit(pen, cabin[0], cabin[2], [1.25, 0.56, 0.5]);
    const wingZ = high ? z + 1 : z - 0.35;
    const span = 5.3 * rng.range(0.92, 1.08);
    const trim = rng.float() < 0.5 ? WHITE : paint;
    pair(pen, trim, {
      root: { at: [half * 0.45, 0.02, wingZ], chordM: 1.6, thickM: 0.24 },
      tip: { at: [half * 0.42, span, wingZ + (high ? 0.12 : 0.4)], chordM: 1.2, thickM: 0.14 },
    });
    if (high) {
      for (const side of SIDES)
        rod(
          pen,
          STEEL,
          [half * 0.3, side * 0.55, z - 0.3],
          [half * 0.28, side * span * 0.5, wingZ + 0.04],
          0.05,
          { sides: 6 },
        );
      box(pen, paint, [-0.1, -0.45, z + 0.75], [half * 0.4, 0.45, wingZ + 0.06]);
    }
    pair(pen, trim, {
      root: { at: [-half * 0.78, 0.05, z + 0.15], chordM: 0.95, thickM: 0.12 },
      tip: { at: [-half * 0.84, 1.7, z + 0.18], chordM: 0.7, thickM: 0.08 },
    });
    foil(pen, paint, {
      root: { at: [-half * 0.7, 0, z + 0.1], chordM: 1.15, thickM: 0.12 },
      tip: { at: [-half * 0.9, 0, z + 1.5], chordM: 0.7, thickM: 0.08 },
    });
    propeller(pen, half * 0.9, 0, z, 0.95, 2 + rng.int(2));
    wheel(pen, half * 0.68, 0, 0.2, z - 0.3);
    for (const side of SIDES) wheel(pen, half * 0.08, side * 1.05, 0.22, z - 0.2);
  };
}

/** Two wings one above the other, braced by struts; open cockpit, tail on a skid. */
const biplane: PlaneMaker = (pen, rng) => {
  const paint = painted(pen.paint, 0.2);
  const wing: Finish = rng.float() < 0.5 ? paint : { colour: 0xe8d9b0, gloss: 0.1 };
  const half = 3.4;
  const z = 1.4;
  fuselage(
    pen,
    paint,
    [
      [0.06, -half],
      [0.3, -half * 0.5],
      [0.48, half * 0.1],
      [0.52, half * 0.6],
      [0.5, half * 0.85],
    ],
    z,
  );
  turned(
    pen,
    IRON,
    [
      [0.5, 0],
      [0.5, 0.05],
      [0.2, 0.12],
    ],
    { axis: 'x', at: [half * 0.85, 0, z], sides: 14 },
  );
  propeller(pen, half * 0.9, 0, z, 1.15, 2);
  const span = 4.3;
  for (const [level, x] of [
    [z - 0.45, half * 0.45],
    [z + 1.15, half * 0.6],
  ] as const) {
    pair(pen, wing, {
      root: { at: [x, 0.01, level], chordM: 1.3, thickM: 0.16 },
      tip: { at: [x, span, level + 0.1], chordM: 1.2, thickM: 0.12 },
    });
  }
  for (const y of [0.5, span * 0.75]) {
    for (const side of SIDES) {
      for (const back of [0.2, 0.95])
        rod(
          pen,
          STEEL,
          [half * 0.45 - back, side * y, z - 0.4],
          [half * 0.6 - back, side * y, z + 1.18],
          0.045,
          { sides: 5 },
        );
    }
  }
  ball(pen, IRON, [-0.25, 0, z + 0.42], [0.42, 0.3, 0.12], 10);
  pair(pen, wing, {
    root: { at: [-half * 0.76, 0.02, z + 0.1], chordM: 0.85, thickM: 0.1 },
    tip: { at: [-half * 0.8, 1.4, z + 0.1], chordM: 0.6, thickM: 0.07 },
  });
  foil(pen, wing, {
    root: { at: [-half * 0.72, 0, z + 0.1], chordM: 0.95, thickM: 0.1 },
    tip: { at: [-half * 0.88, 0, z + 1.05], chordM: 0.65, thickM: 0.07 },
  });
  for (const side of SIDES) wheel(pen, half * 0.45, side * 0.85, 0.36, z - 0.35, 0.2);
};

/** A high-winged airliner with two propellers and its tail plane on top. */
const turboprop: PlaneMaker = (pen, rng) => {
  const [r, half] = [1.35, 12 * rng.range(0.9, 1.08)];
  const z = 2.3;
  const paint = painted(pen.paint, 0.5);
  fuselage(
    pen,
    rng.float() < 0.4 ? WHITE : paint,
    [
      [0.08, -half],
      [r * 0.5, -half * 0.72],
      [r, -half * 0.4],
      [r, half * 0.66],
      [r * 0.7, half * 0.87],
      [r * 0.3, half * 0.97],
      [0.01, half],
    ],
    z,
  );
  windows(pen, -half * 0.4, half * 0.6, 0.95, r, z, 0.32);
  cockpit(pen, half * 0.82, z + r * 0.45, [r * 0.6, r * 0.62, r * 0.3]);
  const wingZ = z + r * 0.95;
  const span = half * 1.02;
  pair(pen, paint, {
    root: { at: [half * 0.16, 0.02, wingZ], chordM: 2.7, thickM: 0.45 },
    tip: { at: [half * 0.08, span, wingZ + 0.1], chordM: 1.4, thickM: 0.2 },
  });
  for (const side of SIDES) {
    const y = side * span * 0.34;
    turned(
      pen,
      paint,
      [
        [0.2, -2.2],
        [0.55, -0.6],
        [0.6, 1.4],
        [0.4, 2],
      ],
      { axis: 'x', at: [half * 0.14, y, wingZ - 0.3], sides: 14 },
    );
    propeller(pen, half * 0.14 + 2.05, y, wingZ - 0.3, 1.9, 4);
    wheel(pen, 0, side * r * 1.25, 0.42, z - r * 0.6);
  }
  foil(pen, paint, {
    root: { at: [-half * 0.62, 0, z + r * 0.6], chordM: 3.6, thickM: 0.36 },
    tip: { at: [-half * 0.82, 0, z + r * 3.6], chordM: 2.2, thickM: 0.22 },
  });
  pair(pen, paint, {
    root: { at: [-half * 0.82, 0.02, z + r * 3.6], chordM: 1.9, thickM: 0.2 },
    tip: { at: [-half * 0.87, half * 0.32, z + r * 3.6], chordM: 1.2, thickM: 0.12 },
  });
  wheel(pen, half * 0.74, 0, 0.34, z - r * 0.5);
};

/** A fighter: pointed nose, delta wings, bubble canopy, one or two fins. */
const fighter: PlaneMaker = (pen, rng) => {
  const paint = painted(pen.paint, 0.25);
  const half = 7.6;
  const z = 1.8;
  const twin = rng.float() < 0.5;
  fuselage(
    pen,
    paint,
    [
      [0.62, -half],
      [0.8, -half * 0.6],
      [0.95, -half * 0.1],
      [0.8, half * 0.4],
      [0.5, half * 0.72],
      [0.12, half * 0.97],
      [0.01, half],
    ],
    z,
  );
  turned(
    pen,
    IRON,
    [
      [0.5, 0],
      [0.66, 0.4],
    ],
    { axis: 'x', at: [-half - 0.25, 0, z], sides: 14 },
  );
  for (const side of SIDES)
    box(pen, paint, [-half * 0.5, side * 0.5, z - 0.55], [half * 0.2, side * 1.25, z + 0.45]);
  ball(pen, DARK_GLASS, [half * 0.36, 0, z + 0.72], [1.5, 0.46, 0.5], 14);
  pair(pen, paint, {
    root: { at: [half * 0.12, 0.9, z], chordM: 6.2, thickM: 0.3 },
    tip: { at: [-half * 0.55, 4.8, z], chordM: 1.2, thickM: 0.1 },
  });
  pair(pen, paint, {
    root: { at: [-half * 0.72, 0.6, z], chordM: 2.6, thickM: 0.2 },
    tip: { at: [-half * 0.98, 2.9, z], chordM: 1, thickM: 0.08 },
  });
  for (const y of twin ? [1.1, -1.1] : [0]) {
    foil(pen, paint, {
      root: { at: [-half * 0.5, y, z + 0.4], chordM: 3, thickM: 0.2 },
      tip: { at: [-half * 0.9, y * 1.3, z + 3.1], chordM: 1.1, thickM: 0.08 },
    });
  }
  wheel(pen, half * 0.45, 0, 0.3, z - 0.5);
  for (const side of SIDES) wheel(pen, -half * 0.12, side * 1.3, 0.36, z - 0.3);
};

/** A glider: a slim body under very long, thin wings. */
const glider: PlaneMaker = (pen, rng) => {
  const paint = painted(pen.paint, 0.6);
  const z = 0.85;
  fuselage(
    pen,
    paint,
    [
      [0.06, -3.6],
      [0.12, -1.4],
      [0.3, 0.2],
      [0.42, 1.6],
      [0.38, 2.3],
      [0.2, 2.9],
      [0.01, 3.1],
    ],
    z,
  );
  ball(pen, DARK_GLASS, [1.75, 0, z + 0.25], [1, 0.34, 0.3], 14);
  const span = rng.range(5.6, 7);
  pair(pen, paint, {
    root: { at: [0.85, 0.02, z + 0.26], chordM: 0.95, thickM: 0.16 },
    tip: { at: [0.6, span, z + 0.6], chordM: 0.42, thickM: 0.06 },
  });
  foil(pen, paint, {
    root: { at: [-2.9, 0, z], chordM: 0.85, thickM: 0.1 },
    tip: { at: [-3.15, 0, z + 1.25], chordM: 0.6, thickM: 0.06 },
  });
  pair(pen, paint, {
    root: { at: [-3.1, 0.02, z + 1.22], chordM: 0.55, thickM: 0.07 },
    tip: { at: [-3.2, 1.4, z + 1.22], chordM: 0.35, thickM: 0.05 },
  });
  wheel(pen, 0.9, 0, 0.26, z - 0.2);
  rod(pen, RUBBER, [-3.2, 0, 0.05], [-3.2, 0, z - 0.05], 0.05, { sides: 6 });
};

const PLANES: readonly PlaneMaker[] = [
  airliner(2),
  lightPlane(true),
  businessJet,
  biplane,
  airliner(4),
  turboprop,
  lightPlane(false),
  fighter,
  airliner(2),
  glider,
];

/** An aeroplane on its wheels, of one of nine kinds. */
export function aeroplane(pen: ShapePen, rng: Rng, instance: number): void {
  (PLANES[instance % PLANES.length] as PlaneMaker)(pen, rng);
}
