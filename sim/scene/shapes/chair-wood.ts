import type { Rng } from '../../core/rng.ts';
import type { Vec3 } from '../bake/mesh-builder.ts';
import { CHROME, cloth, painted, wood } from './finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';
import { box, cushion, plate, rod, SIDES, sweep } from './strokes.ts';

/** Wood in the scene's colour with a seat of its own, or the other way round. */
function woodAndSeat(pen: ShapePen, rng: Rng): { readonly frame: Finish; readonly seat: Finish } {
  const paint = painted(pen.paint, 0.25);
  return rng.float() < 0.6 ? { frame: paint, seat: cloth(rng) } : { frame: wood(rng), seat: paint };
}

/** Joined frame, padded seat, upright slats or a solid splat in the back. */
export function diningChair(pen: ShapePen, rng: Rng): void {
  const { frame, seat } = woodAndSeat(pen, rng);
  const [w, d, h] = [rng.range(0.2, 0.235), rng.range(0.2, 0.23), rng.range(0.44, 0.48)];
  const top = rng.range(0.88, 1.05);
  const rake = 0.08;
  const backAt = (z: number) => -d - (rake * (z - h)) / (top - h);
  for (const side of SIDES) {
    rod(pen, frame, [d, side * w, 0], [d, side * w, h], 0.02, { toM: 0.028, sides: 4 });
    sweep(
      pen,
      frame,
      [
        [-d - 0.05, side * w, 0],
        [-d, side * w, h * 0.8],
        [-d, side * w, h],
        [backAt(top), side * w, top],
      ],
      0.026,
      { sides: 4 },
    );
    box(pen, frame, [-d, side * w - 0.012, h - 0.08], [d, side * w + 0.012, h]);
  }
  for (const x of [-d, d]) box(pen, frame, [x - 0.012, -w, h - 0.08], [x + 0.012, w, h]);
  cushion(pen, seat, [-d - 0.01, -w - 0.02, h - 0.01], [d + 0.03, w + 0.02, h + 0.05], 0.025);
  const rail = (z: number, high: number) =>
    sweep(
      pen,
      frame,
      [-1, -0.5, 0, 0.5, 1].map((k): Vec3 => [backAt(z) - 0.035 * (1 - k * k), k * w, z]),
      0.014,
      { sides: 4, squash: high / 0.028 },
    );
  rail(top - 0.04, 0.12);
  rail(h + 0.12, 0.06);
  const slats = rng.pick([1, 3, 4, 5]);
  for (let i = 0; i < slats; i++) {
    const y = slats === 1 ? 0 : (i / (slats - 1) - 0.5) * 1.4 * w;
    const half = slats === 1 ? 0.08 : 0.018;
    const bow = 0.035 * (1 - (y * y) / (w * w));
    plate(
      pen.within({ at: [backAt(h + 0.1) - bow, y, h + 0.1], turnRad: [0, -Math.atan2(rake, top - h), 0] }),
      frame,
      [
        [-half, 0],
        [half, 0],
        [half * 1.2, top - h - 0.14],
        [-half * 1.2, top - h - 0.14],
      ],
      { plane: 'yz', from: -0.008, to: 0.008 },
    );
  }
}

/** Turned posts, three to five slats across the back, a seat of rush. */
export function ladderBackChair(pen: ShapePen, rng: Rng): void {
  const frame = painted(pen.paint, 0.25);
  const rush: Finish = { colour: rng.pick([0xc9a86a, 0xb8935a, 0xdcc594]), gloss: 0 };
  const [w, d, h] = [rng.range(0.2, 0.23), 0.2, rng.range(0.42, 0.46)];
  const top = rng.range(1.0, 1.16);
  const backAt = (z: number) => -d - 0.1 * Math.max(0, (z - h) / (top - h));
  for (const side of SIDES) {
    rod(pen, frame, [d, side * (w + 0.02), 0], [d, side * (w + 0.02), h + 0.06], 0.022);
    const post: Vec3[] = [
      [-d, side * w, 0],
      [-d, side * w, h],
      [backAt(top), side * w, top],
    ];
    sweep(pen, frame, post, 0.022);
    const knob: Vec3[] = [0, 0.02, 0.04, 0.06].map((z): Vec3 => [backAt(top), side * w, top + z]);
    sweep(pen, frame, knob, [0.014, 0.028, 0.026, 0.006]);
    for (const z of [0.14, 0.27]) rod(pen, frame, [d, side * w, z], [-d, side * w, z], 0.012, { sides: 6 });
  }
  for (const z of [0.2, 0.32]) rod(pen, frame, [d, -w, z], [d, w, z], 0.013, { sides: 6 });
  cushion(pen, rush, [-d - 0.02, -w - 0.03, h - 0.03], [d + 0.03, w + 0.03, h + 0.025], 0.026);
  const slats = 3 + rng.int(3);
  for (let i = 0; i < slats; i++) {
    const z = h + 0.14 + ((top - h - 0.18) * i) / (slats - 1);
    const path = [-1, -0.6, -0.2, 0.2, 0.6, 1].map(
      (k): Vec3 => [backAt(z) - 0.05 * (1 - k * k), k * w, z + 0.02 * (1 - k * k)],
    );
    sweep(pen, frame, path, 0.009, { sides: 4, squash: 4.4 });
  }
}

/** A thick wooden seat on splayed legs, thin spindles under a bow or a comb. */
export function windsorChair(pen: ShapePen, rng: Rng): void {
  const frame = painted(pen.paint, 0.3);
  const seat = rng.float() < 0.5 ? frame : wood(rng);
  const h = 0.44;
  splayedLegs(pen, frame, { h, w: 0.15, d: 0.14, footW: 0.22, footD: 0.22, radiusM: 0.019 });
  saddle(pen, seat, h);
  const top = rng.range(0.92, 1.08);
  const bowAt = (k: number): Vec3 => {
    const angle = Math.PI * k;
    const rise = Math.sin(angle);
    return [
      -0.17 - 0.1 * rise,
      0.215 * Math.cos(angle) * (1 + 0.25 * rise),
      h + 0.02 + (top - h - 0.02) * Math.sqrt(rise),
    ];
  };
  const bow = Array.from({ length: 17 }, (_, i) => bowAt(i / 16));
  sweep(pen, frame, bow, 0.016, { sides: 6 });
  const spindles = 6 + rng.int(3);
  for (let i = 0; i < spindles; i++) {
    const k = (i + 1) / (spindles + 1);
    const y = (0.5 - k) * 0.36;
    rod(pen, frame, [-0.18, y, h + 0.03], bowAt(0.5 + (k - 0.5) * 0.72), 0.009, { sides: 5 });
  }
  if (rng.float() < 0.5) armBow(pen, frame, h);
}

function armBow(pen: ShapePen, frame: Finish, h: number): void {
  const arm = [-1, -0.75, -0.4, 0, 0.4, 0.75, 1].map((k): Vec3 => {
    const angle = k * 1.9;
    return [-0.03 - 0.22 * Math.cos(angle), 0.26 * Math.sin(angle), h + 0.22];
  });
  sweep(pen, frame, arm, 0.022, { sides: 6, squash: 0.6 });
  for (const side of SIDES) {
    for (const x of [0.03, -0.06]) {
      rod(pen, frame, [x, side * 0.19, h + 0.02], [x, side * 0.255, h + 0.21], 0.011, { sides: 5 });
    }
  }
}

/** A high-backed armchair on two rockers. */
export function rockingChair(pen: ShapePen, rng: Rng): void {
  const { frame, seat } = woodAndSeat(pen, rng);
  const [w, h, top] = [0.25, 0.42, rng.range(1.05, 1.2)];
  const lean = 0.2;
  const backAt = (z: number) => -0.2 - (lean * (z - h)) / (top - h);
  for (const side of SIDES) {
    const rocker = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].map(
      (k): Vec3 => [k * 0.5 - 0.05, side * w, 0.026 + 0.14 * k * k],
    );
    sweep(pen, frame, rocker, 0.02, { sides: 4, squash: 1.3 });
    rod(pen, frame, [0.24, side * w, 0.06], [0.2, side * w, h + 0.24], 0.02);
    sweep(
      pen,
      frame,
      [
        [-0.25, side * w, 0.05],
        [-0.2, side * w, h],
        [backAt(top), side * w, top],
      ],
      0.022,
    );
    sweep(
      pen,
      frame,
      [
        [0.27, side * w, h + 0.25],
        [0, side * w, h + 0.26],
        [backAt(h + 0.24), side * w, h + 0.24],
      ],
      0.028,
      {
        sides: 6,
        squash: 0.5,
      },
    );
    rod(pen, frame, [0.23, side * w, 0.22], [-0.22, side * w, 0.22], 0.013, { sides: 6 });
  }
  for (const x of [0.23, -0.23]) rod(pen, frame, [x, -w, 0.25], [x, w, 0.25], 0.013, { sides: 6 });
  cushion(pen, seat, [-0.22, -w - 0.02, h - 0.03], [0.26, w + 0.02, h + 0.03], 0.028);
  rod(pen, frame, [backAt(top), -w, top - 0.03], [backAt(top), w, top - 0.03], 0.03, { sides: 6 });
  rod(pen, frame, [backAt(h + 0.1), -w, h + 0.1], [backAt(h + 0.1), w, h + 0.1], 0.018, { sides: 6 });
  const slats = 5 + rng.int(3);
  for (let i = 0; i < slats; i++) {
    const y = ((i + 0.5) / slats - 0.5) * 1.8 * w;
    rod(pen, frame, [backAt(h + 0.1), y, h + 0.1], [backAt(top - 0.04), y, top - 0.04], 0.017, { sides: 4 });
  }
}

/** A high seat with a foot ring and a low back. */
export function barStool(pen: ShapePen, rng: Rng): void {
  const h = rng.range(0.64, 0.76);
  const paint = painted(pen.paint, 0.35);
  const legs = rng.float() < 0.5 ? CHROME : wood(rng);
  splayedLegs(pen, legs, { h, w: 0.14, d: 0.14, footW: 0.22, footD: 0.22, radiusM: 0.019 });
  const ring = Array.from({ length: 5 }, (_, i): Vec3 => {
    const angle = (Math.PI / 2) * (i + 0.5);
    return [0.28 * Math.cos(angle), 0.28 * Math.sin(angle), h * 0.32];
  });
  sweep(pen, legs, ring, 0.013, { sides: 6 });
  cushion(pen, paint, [-0.2, -0.2, h - 0.01], [0.2, 0.2, h + 0.06], 0.03);
  const high = rng.range(0.3, 0.42);
  for (const side of SIDES) rod(pen, legs, [-0.17, side * 0.13, h], [-0.24, side * 0.15, h + high], 0.014);
  const back = [-1, -0.5, 0, 0.5, 1].map((k): Vec3 => [-0.24 + 0.05 * k * k, k * 0.2, h + high - 0.06]);
  sweep(pen, paint, back, 0.022, { sides: 6, squash: 4 });
}

interface Legs {
  readonly h: number;
  readonly w: number;
  readonly d: number;
  readonly footW: number;
  readonly footD: number;
  readonly radiusM: number;
}

/** Four legs that stand wider than the seat, with an H of stretchers. */
function splayedLegs(pen: ShapePen, finish: Finish, { h, w, d, footW, footD, radiusM }: Legs): void {
  const at = (x: number, y: number, up: number): Vec3 => [
    x * (footD + (d - footD) * up),
    y * (footW + (w - footW) * up),
    h * up,
  ];
  for (const y of SIDES) {
    for (const x of SIDES) {
      const leg = [0, 0.3, 0.6, 1].map((up) => at(x, y, up));
      sweep(pen, finish, leg, [radiusM * 0.7, radiusM * 1.15, radiusM * 1.15, radiusM * 0.8]);
    }
    rod(pen, finish, at(-1, y, 0.4), at(1, y, 0.4), radiusM * 0.6, { sides: 6 });
  }
  const [x, , z] = at(0, 0, 0.4);
  rod(pen, finish, [x, -at(0, 1, 0.4)[1], z], [x, at(0, 1, 0.4)[1], z], radiusM * 0.6, { sides: 6 });
}

/** A carved seat, round behind and broad in front. */
function saddle(pen: ShapePen, finish: Finish, h: number): void {
  const outline = Array.from({ length: 20 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 20;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [
      0.22 * Math.sign(c) * Math.sqrt(Math.abs(c)),
      0.235 * Math.sign(s) * Math.sqrt(Math.abs(s)),
    ] as const;
  });
  plate(pen, finish, outline, { plane: 'xy', from: h - 0.015, to: h + 0.035, bevelM: 0.012 });
}
