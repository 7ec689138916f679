import type { Rng } from '../../../core/rng.ts';
import { AMBER, BLACK, CHROME, DARK, lacquer, PLATE, STEEL, TAIL_LAMP } from '../parts/finishes.ts';
import { skin } from '../parts/loft.ts';
import { sidePanels, spansOf } from '../parts/panels.ts';
import { bothSides, box, type Point, rod, roundBox } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';

/** What a truck carries: room from `from` to `to`, on a floor at `floorM`. */
export interface LoadPlan {
  readonly from: number;
  readonly to: number;
  readonly widthM: number;
  readonly floorM: number;
  readonly heightM: number;
}

const WHITE: Finish = { colour: 0xe6e7e6, gloss: 0.35 };
const WOOD: Finish = { colour: 0x9a6b3c, gloss: 0.1 };

/** A closed box with ribs, doors behind and perhaps a cooler in front. */
export function boxLoad(pen: ShapePen, plan: LoadPlan, rng: Rng): void {
  const { from, to, widthM, floorM, heightM } = plan;
  const walls = rng.float() < 0.5 ? lacquer(pen) : WHITE;
  roundBox(
    pen,
    [(from + to) / 2, 0, (floorM + heightM) / 2],
    [to - from, widthM, heightM - floorM],
    0.05,
    walls,
  );
  box(pen, [(from + to) / 2, 0, floorM], [to - from + 0.04, widthM + 0.05, 0.16], DARK);
  if (walls === WHITE) {
    const middle = (floorM + heightM) / 2;
    sidePanels(pen, widthM / 2, [[from + 0.3, to - 0.3]], [middle - 0.4, middle + 0.4], lacquer(pen));
  } else {
    sidePanels(
      pen,
      widthM / 2,
      spansOf(from + 0.3, to - 0.3, 8, (to - from) / 8.4),
      [floorM + 0.1, heightM - 0.1],
      lacquer(pen, 0.75),
    );
  }
  if (rng.float() < 0.5) roundBox(pen, [to + 0.14, 0, heightM - 0.6], [0.4, widthM * 0.7, 0.8], 0.08, WHITE);
  for (const y of [-0.5, 0.5])
    rod(pen, [from - 0.03, y, floorM + 0.1], [from - 0.03, y, heightM - 0.1], 0.03, STEEL);
  box(pen, [from - 0.012, 0, (floorM + heightM) / 2], [0.02, 0.03, heightM - floorM - 0.1], DARK);
  tailLamps(pen, plan);
}

/** A lying tank with ends, hoops and a walkway on top. */
export function tankLoad(pen: ShapePen, plan: LoadPlan, rng: Rng): void {
  const { from, to, widthM, floorM, heightM } = plan;
  const radius = Math.min((heightM - floorM) / 2, widthM / 2);
  const z = floorM + radius + 0.05;
  const finish = rng.float() < 0.5 ? CHROME : lacquer(pen);
  const ring = (x: number, k: number): Point[] =>
    Array.from({ length: 20 }, (_, i) => {
      const a = (2 * Math.PI * i) / 20;
      return [x, (widthM / 2) * k * Math.cos(a), z + radius * k * Math.sin(a)];
    });
  pen.part(
    skin([
      ring(from, 0.5),
      ring(from + 0.1, 0.8),
      ring(from + 0.3, 1),
      ring(to - 0.3, 1),
      ring(to - 0.1, 0.8),
      ring(to, 0.5),
    ]),
    finish,
  );
  const hoops = 4;
  for (let i = 0; i < hoops; i++) {
    const x = from + 0.5 + ((to - from - 1) * i) / (hoops - 1);
    pen.part(skin([ring(x - 0.05, 1.015), ring(x + 0.05, 1.015)]), finish === CHROME ? lacquer(pen) : STEEL);
  }
  box(pen, [(from + to) / 2, 0, z + radius + 0.04], [to - from - 1, 0.5, 0.06], DARK);
  for (const share of [0.3, 0.7]) {
    const x = from + (to - from) * share;
    rod(pen, [x, 0, z + radius], [x, 0, z + radius + 0.2], 0.28, STEEL, { sides: 12 });
  }
  bothSides((side) => box(pen, [(from + to) / 2, side * 0.7, floorM], [to - from - 0.8, 0.2, 0.2], DARK));
  rod(pen, [from - 0.02, 0.5, floorM], [from - 0.02, 0.5, z + radius], 0.03, STEEL);
  tailLamps(pen, plan);
}

/** A tipping body: flared walls with ribs, full of sand or empty. */
export function tipperLoad(pen: ShapePen, plan: LoadPlan, rng: Rng): void {
  const { from, to, widthM, floorM, heightM } = plan;
  const wall = lacquer(pen);
  const w = widthM / 2;
  bothSides((side) => {
    const ring = (x: number): Point[] => [
      [x, side * (w - 0.3), floorM],
      [x, side * (w - 0.22), floorM],
      [x, side * w, heightM],
      [x, side * (w - 0.09), heightM],
    ];
    pen.part(skin([ring(from), ring(to)]), wall);
    for (let i = 0; i < 6; i++) {
      const x = from + 0.2 + ((to - from - 0.4) * i) / 5;
      rod(
        pen,
        [x, side * (w - 0.2), floorM],
        [x, side * (w + 0.02), heightM - 0.05],
        0.06,
        lacquer(pen, 0.7),
        { sides: 4 },
      );
    }
    rod(pen, [from, side * (w - 0.02), heightM], [to, side * (w - 0.02), heightM], 0.06, wall);
  });
  box(
    pen,
    [from + 0.05, 0, (floorM + heightM) / 2],
    [0.1, widthM - 0.2, heightM - floorM],
    wall,
    [0, -0.08, 0],
  );
  box(pen, [to - 0.05, 0, (floorM + heightM) / 2 + 0.12], [0.1, widthM - 0.1, heightM - floorM + 0.25], wall);
  box(pen, [to + 0.3, 0, heightM + 0.22], [0.8, widthM - 0.1, 0.08], wall);
  box(pen, [(from + to) / 2, 0, floorM], [to - from, widthM - 0.5, 0.1], DARK);
  const sand: Finish = { colour: rng.pick([0xb08d57, 0x6a5645, 0x8b8b88]), gloss: 0 };
  const heap = (x: number, z: number, k: number): Point[] => [
    [x, -w * 0.84 * k, heightM - 0.3],
    [x, -w * 0.4 * k, z],
    [x, 0, z + 0.1],
    [x, w * 0.4 * k, z],
    [x, w * 0.84 * k, heightM - 0.3],
  ];
  const third = (to - from) / 3;
  pen.part(
    skin([
      heap(from + 0.1, heightM - 0.28, 1),
      heap(from + third, heightM + 0.22, 1),
      heap(to - third, heightM + 0.18, 1),
      heap(to - 0.1, heightM - 0.25, 1),
    ]),
    sand,
  );
  tailLamps(pen, plan);
}

/** A flat floor with low sides: logs, pipes or crates on it. */
export function flatLoad(pen: ShapePen, plan: LoadPlan, rng: Rng): void {
  const { from, to, widthM, floorM } = plan;
  box(pen, [(from + to) / 2, 0, floorM], [to - from, widthM, 0.16], WOOD);
  box(pen, [(from + to) / 2, 0, floorM - 0.12], [to - from, widthM * 0.99, 0.12], lacquer(pen));
  box(pen, [to - 0.05, 0, floorM + 0.6], [0.1, widthM, 1.2], lacquer(pen));
  if (rng.float() < 0.5) logs(pen, plan);
  else crates(pen, plan, rng);
  tailLamps(pen, plan);
}

function logs(pen: ShapePen, { from, to, widthM, floorM }: LoadPlan): void {
  const r = widthM / 8.4;
  const bark: Finish = { colour: 0x5e4128, gloss: 0 };
  const cut: Finish = { colour: 0xd0a870, gloss: 0 };
  for (let row = 0; row < 3; row++) {
    for (let i = 0; i < 4 - row; i++) {
      const [y, z] = [(i - (3 - row) / 2) * 2 * r, floorM + 0.1 + r + row * 1.74 * r];
      rod(pen, [from + 0.1, y, z], [to - 0.3, y, z], r, bark, { sides: 10 });
      rod(pen, [from + 0.085, y, z], [from + 0.1, y, z], r * 0.9, cut, { sides: 10 });
    }
  }
  bothSides((side) => {
    for (const share of [0.12, 0.5, 0.88]) {
      const x = from + (to - from) * share;
      rod(
        pen,
        [x, side * (widthM / 2 - 0.03), floorM],
        [x, side * (widthM / 2 - 0.03), floorM + 1.5],
        0.06,
        STEEL,
      );
    }
  });
}

function crates(pen: ShapePen, { from, to, widthM, floorM }: LoadPlan, rng: Rng): void {
  const colours = [0x9a6b3c, 0x3f6f9a, 0xb9b4a6, 0x7a4a2a];
  bothSides((side) =>
    box(
      pen,
      [(from + to) / 2, side * (widthM / 2 - 0.03), floorM + 0.25],
      [to - from, 0.06, 0.4],
      lacquer(pen),
    ),
  );
  const count = 4;
  const pitch = (to - from - 0.4) / count;
  for (let i = 0; i < count; i++) {
    const height = rng.range(0.7, 1.5);
    const size = [pitch * 0.88, widthM * 0.8, height] as const;
    roundBox(pen, [from + 0.2 + (i + 0.5) * pitch, 0, floorM + height / 2], size, 0.03, {
      colour: rng.pick(colours),
      gloss: 0,
    });
  }
}

/** A fire engine's back: shutters, hoses, a ladder on the roof and blue lights. */
export function fireLoad(pen: ShapePen, plan: LoadPlan): void {
  const { from, to, widthM, floorM, heightM } = plan;
  roundBox(
    pen,
    [(from + to) / 2, 0, (floorM + heightM) / 2 - 0.15],
    [to - from, widthM, heightM - floorM + 0.3],
    0.06,
    lacquer(pen),
  );
  sidePanels(pen, widthM / 2, spansOf(from + 0.2, to - 0.2, 3, 0.16), [floorM + 0.35, heightM - 0.35], STEEL);
  for (let i = 0; i < 5; i++) {
    const z = floorM + 0.5 + i * 0.3;
    sidePanels(pen, widthM / 2 + 0.006, [[from + 0.2, to - 0.2]], [z, z + 0.03], DARK);
  }
  sidePanels(pen, widthM / 2 + 0.004, [[from, to]], [floorM - 0.05, floorM + 0.18], {
    colour: 0xf2e63a,
    gloss: 0.2,
  });
  const z = heightM + 0.3;
  bothSides((side) =>
    rod(pen, [from - 0.4, side * 0.32 + 0.3, z], [to + 1.4, side * 0.32 + 0.3, z + 0.15], 0.05, CHROME),
  );
  for (let i = 0; i < 11; i++) {
    const x = from - 0.2 + i * ((to - from + 1.4) / 11);
    rod(pen, [x, -0.02, z + 0.02 + 0.01 * i], [x, 0.62, z + 0.02 + 0.01 * i], 0.03, CHROME, { sides: 5 });
  }
  rod(
    pen,
    [from + 0.2, -0.7, heightM + 0.1],
    [from + 1, -0.7, heightM + 0.1],
    0.22,
    { colour: 0xc9a13a },
    { sides: 12 },
  );
  tailLamps(pen, plan);
}

/** A turning drum for concrete, with its chute. */
export function mixerLoad(pen: ShapePen, plan: LoadPlan): void {
  const { from, to, floorM, heightM, widthM } = plan;
  const radius = widthM * 0.48;
  const length = to - from;
  const outline: readonly (readonly [number, number])[] = [
    [0, 0.35],
    [0.12, 0.55],
    [0.4, 0.98],
    [0.62, 1],
    [0.86, 0.8],
    [1, 0.45],
  ];
  const [low, high] = [floorM + radius + 0.1, heightM - radius * 0.35];
  const ring = (s: number, k: number): Point[] =>
    Array.from({ length: 18 }, (_, i) => {
      const a = (2 * Math.PI * i) / 18;
      const lift = (1 - s) * (high - low) * 0.9;
      return [
        from + s * length + 0.25 * k * Math.sin(a),
        radius * k * Math.cos(a),
        low + lift + radius * k * Math.sin(a),
      ];
    });
  pen.part(skin(outline.map(([s, k]) => ring(s, k))), lacquer(pen));
  for (const s of [0.38, 0.5, 0.62]) pen.part(skin([ring(s - 0.02, 1.005), ring(s + 0.02, 1.01)]), WHITE);
  box(pen, [(from + to) / 2, 0, floorM], [length, widthM * 0.7, 0.2], DARK);
  box(pen, [to - 0.1, 0, floorM + 0.6], [0.2, widthM * 0.6, 1.2], STEEL);
  bothSides((side) =>
    rod(pen, [from + 0.5, side * 0.8, floorM], [from + 0.25, side * 0.35, high], 0.08, STEEL),
  );
  rod(pen, [from + 0.05, 0, low + 0.5], [from - 0.75, 0, floorM + 0.2], 0.24, STEEL, { sides: 8 });
  tailLamps(pen, plan);
}

function tailLamps(pen: ShapePen, { from, widthM, floorM }: LoadPlan): void {
  box(pen, [from + 0.1, 0, floorM - 0.4], [0.1, widthM * 0.9, 0.14], DARK);
  box(pen, [from + 0.04, 0, floorM - 0.4], [0.02, 0.5, 0.13], PLATE);
  bothSides((side) => {
    box(pen, [from + 0.04, side * widthM * 0.4, floorM - 0.4], [0.06, 0.3, 0.15], TAIL_LAMP);
    box(pen, [from + 0.04, side * widthM * 0.31, floorM - 0.4], [0.06, 0.12, 0.15], AMBER);
    box(pen, [from + 0.5, side * widthM * 0.4, floorM - 0.68], [0.04, 0.4, 0.44], BLACK);
  });
}
