import type { Rng } from '../../core/rng.ts';
import { DARK, lacquer, STEEL } from './parts/finishes.ts';
import { ball, beam, bothSides, box, rod, roundBox } from './parts/solids.ts';
import type { ShapePen } from './shape-pen.ts';
import { chassis, flatCab, longCab, mudguard } from './truck/truck-cab.ts';
import {
  boxLoad,
  fireLoad,
  flatLoad,
  type LoadPlan,
  mixerLoad,
  tankLoad,
  tipperLoad,
} from './truck/truck-loads.ts';

interface Kind {
  readonly lengthM: number;
  readonly widthM: number;
  readonly cab: 'flat' | 'long';
  readonly cabM: number;
  /** Top of the load. */
  readonly loadM: number;
  readonly load: (pen: ShapePen, plan: LoadPlan, rng: Rng) => void;
  readonly rearAxles: number;
  /** True for a tractor with a trailer. */
  readonly trailer: boolean;
  readonly wheelM: number;
}

const RIGID = {
  cab: 'flat',
  cabM: 2.75,
  loadM: 3.4,
  rearAxles: 1,
  trailer: false,
  wheelM: 0.5,
  lengthM: 8,
  widthM: 2.5,
} as const;
const SEMI = {
  cab: 'flat',
  cabM: 3.5,
  loadM: 3.9,
  rearAxles: 3,
  trailer: true,
  wheelM: 0.5,
  lengthM: 13.5,
  widthM: 2.55,
} as const;

/** In the order of the instances. */
const KINDS: readonly Kind[] = [
  { ...RIGID, load: boxLoad },
  { ...RIGID, load: tipperLoad, loadM: 2.6, rearAxles: 2, lengthM: 8.2 },
  { ...SEMI, load: boxLoad },
  { ...RIGID, load: fireLoad, loadM: 3, lengthM: 8.4 },
  { ...SEMI, load: tankLoad, loadM: 3.4 },
  { ...SEMI, load: boxLoad, cab: 'long', cabM: 3.3, lengthM: 15.5 },
  { ...RIGID, load: mixerLoad, loadM: 3.6, rearAxles: 2, lengthM: 8.8 },
  { ...RIGID, load: flatLoad, loadM: 2.6, rearAxles: 2, lengthM: 9 },
  { ...RIGID, load: boxLoad, cabM: 2.35, loadM: 3, lengthM: 6.2, widthM: 2.1, wheelM: 0.4 },
  { ...RIGID, load: tankLoad, cab: 'long', cabM: 2.9, loadM: 3, rearAxles: 2, lengthM: 9.2 },
];

const FLOOR_M = 1.2;

/** A truck: a cab over the engine or behind it, and one of seven loads, on its own wheels or on a trailer's. */
export function truck(pen: ShapePen, rng: Rng, instance: number): void {
  const kind = KINDS[instance % KINDS.length] as Kind;
  const lengthM = kind.lengthM * rng.range(0.95, 1.05);
  const { widthM, wheelM } = kind;
  const end = lengthM / 2;
  const cabM = kind.cabM * rng.range(0.97, 1.03);
  const cabBack = end - (kind.cab === 'long' ? 3.5 : wheelM < 0.45 ? 1.55 : kind.trailer ? 2.2 : 1.8);
  const frontAxle = end - (kind.cab === 'long' ? 0.85 : wheelM < 0.45 ? 0.8 : 1.2);
  const cab = { frontM: end, backM: cabBack, widthM: widthM * 0.98, heightM: cabM, wheelM };
  if (kind.cab === 'long') longCab(pen, cab);
  else {
    flatCab(pen, cab);
    arch(pen, frontAxle, wheelM, widthM * 0.98);
  }
  const load: LoadPlan = {
    from: -end,
    to: cabBack - (kind.trailer ? 0.5 : 0.22),
    widthM,
    floorM: wheelM < 0.45 ? 0.98 : FLOOR_M,
    heightM: kind.loadM * rng.range(0.97, 1.03),
  };
  kind.load(pen, load, rng);
  const rear = Array.from({ length: kind.rearAxles }, (_, i) => ({
    x: -end + (kind.trailer ? 1.6 : 1.5) + i * 1.32,
    twin: !kind.trailer,
  }));
  const drive = kind.trailer ? [{ x: cabBack - 1.1, twin: true }] : [];
  if (kind.trailer && kind.cab === 'long') drive.push({ x: cabBack - 2.4, twin: true });
  chassis(pen, { from: -end + 0.3, to: end - 0.5, widthM: widthM * 0.98, wheelM }, [
    { x: frontAxle, twin: false },
    ...rear,
    ...drive,
  ]);
  for (const { x } of [...rear, ...drive])
    if (kind.loadM < 3.2 || kind.trailer) mudguard(pen, x, wheelM, widthM);
  between(pen, kind, [
    (rear[rear.length - 1]?.x ?? 0) + 0.9,
    kind.trailer ? cabBack - 3.4 : frontAxle - 0.85,
  ]);
  if (kind.load === fireLoad) blueLights(pen, end, cabM);
  if (kind.trailer && kind.cab === 'flat') fairing(pen, cabBack, end, cabM, widthM);
}

/** The dark hollow over the front wheels of a flat cab. */
function arch(pen: ShapePen, x: number, wheelM: number, widthM: number): void {
  bothSides((side) => {
    const y = side * (widthM / 2 - 0.05);
    rod(pen, [x, y, wheelM + 0.1], [x, y + side * 0.056, wheelM + 0.1], wheelM + 0.1, DARK, { sides: 20 });
  });
}

/** Fuel tank, battery box and the guard that keeps people from the wheels. */
function between(pen: ShapePen, { widthM, wheelM }: Kind, [from, to]: readonly [number, number]): void {
  if (to - from < 0.6) return;
  const z = wheelM + 0.12;
  bothSides((side) => {
    const y = side * (widthM / 2 - 0.3);
    if (side === -1) rod(pen, [Math.max(from, to - 1.5), y, z], [to, y, z], 0.3, STEEL, { sides: 12 });
    else roundBox(pen, [to - 0.5, y, z], [1, 0.5, 0.5], 0.05, DARK);
    if (to - 1.7 > from) {
      for (const height of [z - 0.12, z + 0.16]) {
        beam(
          pen,
          [from, side * (widthM / 2 - 0.06), height],
          [to - 1.6, side * (widthM / 2 - 0.06), height],
          0.12,
          0.04,
          STEEL,
        );
      }
    }
  });
}

function blueLights(pen: ShapePen, end: number, top: number): void {
  box(pen, [end - 0.5, 0, top + 0.06], [0.3, 1.7, 0.08], DARK);
  bothSides((side) =>
    roundBox(pen, [end - 0.5, side * 0.6, top + 0.16], [0.26, 0.5, 0.2], 0.05, {
      colour: 0x1646e0,
      gloss: 0.7,
      glow: 0.8,
    }),
  );
}

/** The shield on a tractor's roof that leads the wind over its trailer. */
function fairing(pen: ShapePen, back: number, end: number, top: number, widthM: number): void {
  roundBox(
    pen,
    [(back + end - 0.5) / 2, 0, top + 0.12],
    [end - back - 0.7, widthM * 0.8, 0.5],
    0.14,
    lacquer(pen),
    [0, 0.22, 0],
  );
  ball(pen, [end - 0.5, 0, top + 0.02], [0.2, 1.2, 0.12], { colour: 0xe8a020, gloss: 0.5 });
}
