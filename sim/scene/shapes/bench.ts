import type { Rng } from '../../core/rng.ts';
import { IRON, painted, STEEL, wood } from './finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';
import { box, cushion, plate, rod, SIDES, sweep } from './strokes.ts';

const STONE: Finish = { colour: 0x9d9a92, gloss: 0.05 };

type BenchMaker = (pen: ShapePen, rng: Rng) => void;

/** Boards along the bench: `count` of them from front to back, or up a leaning back. */
function boards(
  pen: ShapePen,
  finish: Finish,
  half: number,
  x0: number,
  x1: number,
  z: number,
  count: number,
): void {
  const pitch = (x1 - x0) / count;
  for (let i = 0; i < count; i++) {
    cushion(
      pen,
      finish,
      [x0 + i * pitch + 0.008, -half, z - 0.035],
      [x0 + (i + 1) * pitch - 0.008, half, z],
      0.01,
    );
  }
}

function back(
  pen: ShapePen,
  finish: Finish,
  half: number,
  x: number,
  z: number,
  highM: number,
  count: number,
): void {
  const lean = pen.within({ at: [x, 0, z], turnRad: [0, -0.22, 0] });
  const pitch = highM / count;
  for (let i = 0; i < count; i++) {
    cushion(lean, finish, [-0.035, -half, i * pitch + 0.008], [0, half, (i + 1) * pitch - 0.008], 0.01);
  }
}

/** Curled cast-iron ends with arms, boards between them. */
const parkBench: BenchMaker = (pen, rng) => {
  const half = rng.range(0.75, 1);
  boards(pen, painted(pen.paint, 0.2), half, -0.22, 0.25, 0.45, 5);
  back(pen, painted(pen.paint, 0.2), half, -0.25, 0.52, 0.42, 4);
  for (const side of SIDES) {
    const y = side * (half - 0.12);
    sweep(
      pen,
      IRON,
      [
        [0.3, y, 0],
        [0.2, y, 0.2],
        [0.24, y, 0.41],
        [-0.22, y, 0.41],
        [-0.2, y, 0.2],
        [-0.32, y, 0],
      ],
      0.03,
      { roundM: 0.1 },
    );
    sweep(
      pen,
      IRON,
      [
        [-0.22, y, 0.41],
        [-0.27, y, 0.55],
        [-0.38, y, 0.98],
      ],
      0.026,
      { roundM: 0.08 },
    );
    sweep(
      pen,
      IRON,
      [
        [0.24, y, 0.41],
        [0.27, y, 0.66],
        [-0.26, y, 0.68],
      ],
      0.024,
      { roundM: 0.1 },
    );
  }
};

/** A seat without a back on square legs. */
const backless: BenchMaker = (pen, rng) => {
  const half = rng.range(0.7, 1.1);
  boards(pen, painted(pen.paint, 0.2), half, -0.22, 0.22, 0.45, rng.float() < 0.5 ? 3 : 4);
  const legs = wood(rng);
  for (const side of SIDES) {
    const y = side * (half - 0.2);
    for (const x of [-0.17, 0.17]) box(pen, legs, [x - 0.04, y - 0.04, 0], [x + 0.04, y + 0.04, 0.42]);
    box(pen, legs, [-0.2, y - 0.03, 0.34], [0.2, y + 0.03, 0.41]);
  }
  box(pen, legs, [-0.025, -half + 0.2, 0.16], [0.025, half - 0.2, 0.23]);
};

/** A slab on two blocks of stone. */
const stoneBench: BenchMaker = (pen, rng) => {
  const half = rng.range(0.7, 0.95);
  cushion(pen, painted(pen.paint, 0.08), [-0.24, -half, 0.38], [0.24, half, 0.48], 0.02);
  for (const side of SIDES) {
    const y = side * (half - 0.25);
    plate(
      pen,
      STONE,
      [
        [-0.2, 0],
        [0.2, 0],
        [0.14, 0.1],
        [0.14, 0.3],
        [0.2, 0.38],
        [-0.2, 0.38],
        [-0.14, 0.3],
        [-0.14, 0.1],
      ],
      { plane: 'xz', from: y - 0.09, to: y + 0.09 },
    );
  }
};

/** A garden bench of wood: straight slats upright in its back, broad arms. */
const gardenBench: BenchMaker = (pen, rng) => {
  const half = rng.range(0.6, 0.85);
  const paint = painted(pen.paint, 0.2);
  boards(pen, paint, half, -0.22, 0.24, 0.44, 6);
  for (const side of SIDES) {
    const y = side * half;
    box(pen, paint, [0.18, y - 0.035, 0], [0.25, y + 0.035, 0.64]);
    box(pen, paint, [-0.27, y - 0.035, 0], [-0.2, y + 0.035, 0.95]);
    box(pen, paint, [-0.24, y - 0.045, 0.63], [0.3, y + 0.045, 0.67]);
  }
  box(pen, paint, [-0.255, -half, 0.87], [-0.215, half, 0.96]);
  box(pen, paint, [-0.255, -half, 0.5], [-0.215, half, 0.55]);
  const slats = 9 + rng.int(6);
  for (let i = 0; i < slats; i++) {
    const y = -half + ((i + 0.5) * 2 * half) / slats;
    box(pen, paint, [-0.245, y - 0.022, 0.54], [-0.225, y + 0.022, 0.88]);
  }
  box(pen, paint, [0.2, -half, 0.36], [0.24, half, 0.42]);
};

/** Bent steel tubes with a seat of steel rods. */
const steelBench: BenchMaker = (pen, rng) => {
  const half = rng.range(0.7, 0.95);
  for (const side of SIDES) {
    const y = side * (half - 0.05);
    sweep(
      pen,
      STEEL,
      [
        [0.28, y, 0],
        [0.24, y, 0.43],
        [-0.2, y, 0.4],
        [-0.36, y, 0.92],
      ],
      0.028,
      { roundM: 0.08 },
    );
    sweep(
      pen,
      STEEL,
      [
        [-0.34, y, 0],
        [-0.2, y, 0.4],
      ],
      0.028,
    );
  }
  const paint = painted(pen.paint, 0.4);
  for (let i = 0; i < 9; i++)
    rod(
      pen,
      paint,
      [0.24 - i * 0.053, -half, 0.44 - i * 0.004],
      [0.24 - i * 0.053, half, 0.44 - i * 0.004],
      0.016,
      { sides: 6 },
    );
  for (let i = 0; i < 7; i++)
    rod(
      pen,
      paint,
      [-0.22 - i * 0.02, -half, 0.5 + i * 0.065],
      [-0.22 - i * 0.02, half, 0.5 + i * 0.065],
      0.016,
      { sides: 6 },
    );
};

/** Half a tree on short trunks. */
const logBench: BenchMaker = (pen, rng) => {
  const half = rng.range(0.8, 1.1);
  const seat = painted(pen.paint, 0.08);
  const bark: Finish = { colour: 0x5a4028, gloss: 0.02 };
  plate(
    pen,
    seat,
    Array.from(
      { length: 11 },
      (_, i) =>
        [
          0.25 * Math.cos(Math.PI + (Math.PI * i) / 10),
          0.46 + 0.2 * Math.sin(Math.PI + (Math.PI * i) / 10),
        ] as const,
    ),
    { plane: 'xz', from: -half, to: half },
  );
  for (const side of SIDES)
    rod(pen, bark, [0, side * (half - 0.35), 0], [0, side * (half - 0.35), 0.3], 0.16, { sides: 12 });
};

/** A curved back of broad boards between concrete ends. */
const stationBench: BenchMaker = (pen, rng) => {
  const half = rng.range(0.8, 1.1);
  const paint = painted(pen.paint, 0.3);
  boards(pen, paint, half, -0.2, 0.26, 0.46, 3);
  back(pen, paint, half, -0.24, 0.52, 0.4, 2);
  for (const side of SIDES) {
    const y = side * (half - 0.18);
    plate(
      pen,
      STONE,
      [
        [-0.3, 0],
        [0.28, 0],
        [0.24, 0.42],
        [-0.2, 0.42],
        [-0.34, 0.9],
        [-0.4, 0.88],
        [-0.27, 0.4],
      ],
      { plane: 'xz', from: y - 0.05, to: y + 0.05 },
    );
  }
};

/** A church's pew: closed ends, one broad board for a back. */
const pew: BenchMaker = (pen, rng) => {
  const half = rng.range(0.75, 1.1);
  const paint = painted(pen.paint, 0.25);
  cushion(pen, paint, [-0.2, -half, 0.42], [0.24, half, 0.46], 0.012);
  const lean = pen.within({ at: [-0.2, 0, 0.44], turnRad: [0, -0.14, 0] });
  cushion(lean, paint, [-0.03, -half, 0], [0, half, 0.5], 0.01);
  const ends = wood(rng);
  for (const side of SIDES) {
    const y = side * half;
    plate(
      pen,
      ends,
      [
        [-0.32, 0],
        [0.26, 0],
        [0.26, 0.5],
        [0.2, 0.62],
        [0, 0.62],
        [-0.18, 0.75],
        [-0.22, 0.98],
        [-0.34, 0.98],
        [-0.3, 0.5],
      ],
      { plane: 'xz', from: y - 0.03, to: y + 0.03, bevelM: 0.008 },
    );
  }
};

const BENCHES: readonly BenchMaker[] = [
  parkBench,
  gardenBench,
  backless,
  stoneBench,
  steelBench,
  stationBench,
  pew,
  logBench,
];

/** A seat for several; who sits on it looks along +x. */
export function bench(pen: ShapePen, rng: Rng, instance: number): void {
  (BENCHES[instance % BENCHES.length] as BenchMaker)(pen, rng);
}
