import type { Rng } from '../../core/rng.ts';
import { CREAM, painted, WHITE } from './finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';
import { cushion, type Point2, turned } from './strokes.ts';

/** A kind of bottle: its outline in shares of height and of the widest radius, and what closes it. */
interface Bottle {
  readonly heightM: number;
  readonly radiusM: number;
  /** [radius, height], from the foot to the mouth. */
  readonly outline: readonly Point2[];
  /** From and to, in shares of height, where the label is. */
  readonly label: Point2 | null;
  readonly cap: 'cork' | 'foil' | 'crown' | 'screw' | 'pump' | 'sport';
}

const BORDEAUX: readonly Point2[] = [
  [0.9, 0],
  [1, 0.02],
  [1, 0.6],
  [0.95, 0.65],
  [0.7, 0.7],
  [0.42, 0.75],
  [0.38, 0.8],
  [0.37, 0.97],
  [0.42, 0.975],
  [0.42, 1],
];
const BURGUNDY: readonly Point2[] = [
  [0.9, 0],
  [1, 0.02],
  [1, 0.4],
  [0.9, 0.52],
  [0.68, 0.64],
  [0.45, 0.76],
  [0.34, 0.88],
  [0.33, 0.97],
  [0.38, 0.975],
  [0.38, 1],
];
const BEER: readonly Point2[] = [
  [0.9, 0],
  [1, 0.03],
  [1, 0.52],
  [0.92, 0.6],
  [0.62, 0.72],
  [0.46, 0.84],
  [0.42, 0.95],
  [0.47, 0.96],
  [0.45, 1],
];
const CONTOUR: readonly Point2[] = [
  [0.86, 0],
  [0.95, 0.03],
  [0.9, 0.2],
  [0.8, 0.32],
  [0.95, 0.45],
  [1, 0.53],
  [0.93, 0.62],
  [0.66, 0.75],
  [0.45, 0.87],
  [0.42, 0.96],
  [0.48, 0.97],
  [0.46, 1],
];
const WATER: readonly Point2[] = [
  [0.8, 0],
  [1, 0.03],
  [1, 0.14],
  [0.92, 0.17],
  [1, 0.2],
  [1, 0.3],
  [0.9, 0.34],
  [0.9, 0.52],
  [1, 0.56],
  [1, 0.66],
  [0.85, 0.78],
  [0.5, 0.9],
  [0.36, 0.94],
  [0.36, 1],
];
const MILK: readonly Point2[] = [
  [0.95, 0],
  [1, 0.02],
  [1, 0.55],
  [0.95, 0.62],
  [0.7, 0.78],
  [0.6, 0.86],
  [0.6, 0.95],
  [0.68, 0.96],
  [0.68, 1],
];
const SAUCE: readonly Point2[] = [
  [0.85, 0],
  [1, 0.04],
  [0.97, 0.3],
  [0.85, 0.5],
  [0.6, 0.68],
  [0.42, 0.82],
  [0.36, 0.95],
  [0.36, 1],
];
const SPORT: readonly Point2[] = [
  [0.9, 0],
  [1, 0.03],
  [1, 0.4],
  [0.86, 0.47],
  [0.86, 0.54],
  [1, 0.6],
  [1, 0.76],
  [0.85, 0.82],
  [0.8, 0.85],
];
const SOAP: readonly Point2[] = [
  [0.9, 0],
  [1, 0.04],
  [1, 0.62],
  [0.9, 0.72],
  [0.5, 0.78],
  [0.35, 0.8],
  [0.35, 0.84],
];
const CHAMPAGNE: readonly Point2[] = [
  [0.9, 0],
  [1, 0.02],
  [1, 0.42],
  [0.88, 0.55],
  [0.62, 0.68],
  [0.44, 0.8],
  [0.36, 0.9],
  [0.36, 0.94],
  [0.42, 0.95],
  [0.4, 1],
];

const BOTTLES: readonly Bottle[] = [
  { heightM: 0.3, radiusM: 0.037, outline: BORDEAUX, label: [0.18, 0.5], cap: 'foil' },
  { heightM: 0.27, radiusM: 0.032, outline: BEER, label: [0.15, 0.45], cap: 'crown' },
  { heightM: 0.26, radiusM: 0.036, outline: WATER, label: [0.36, 0.5], cap: 'screw' },
  { heightM: 0.29, radiusM: 0.042, outline: BURGUNDY, label: [0.12, 0.38], cap: 'foil' },
  { heightM: 0.24, radiusM: 0.033, outline: CONTOUR, label: [0.46, 0.6], cap: 'crown' },
  { heightM: 0.24, radiusM: 0.05, outline: MILK, label: null, cap: 'crown' },
  { heightM: 0.22, radiusM: 0.035, outline: SAUCE, label: [0.1, 0.42], cap: 'screw' },
  { heightM: 0.25, radiusM: 0.042, outline: SPORT, label: [0.1, 0.38], cap: 'sport' },
  { heightM: 0.31, radiusM: 0.045, outline: CHAMPAGNE, label: [0.12, 0.36], cap: 'cork' },
  { heightM: 0.22, radiusM: 0.04, outline: SOAP, label: [0.15, 0.55], cap: 'pump' },
  { heightM: 0.33, radiusM: 0.04, outline: BORDEAUX, label: [0.12, 0.45], cap: 'cork' },
];

const LABELS = [0xf2ecd8, 0xe8e8e4, 0xc23b2e, 0x2f5fa8, 0xd9a62b, 0x2f7a4f] as const;
const CAPS = [0xc02a2a, 0x2a4fb0, 0xf0f0ee, 0x222426, 0xd8b23a, 0x2f8a50] as const;

/** A bottle of one of eleven kinds: for wine, beer, water, milk, sauce, soap and so on. */
export function bottle(pen: ShapePen, rng: Rng, instance: number): void {
  const kind = BOTTLES[instance % BOTTLES.length] as Bottle;
  const h = kind.heightM * rng.range(0.92, 1.08);
  const r = kind.radiusM * rng.range(0.92, 1.1);
  const glass = painted(pen.paint, rng.range(0.6, 0.9));
  const at = (share: number, scale = 1): Point2[] =>
    kind.outline.map(([x, z]): Point2 => [x * r * scale, z * h * share]);
  turned(pen, glass, at(1), { sides: 24 });
  if (kind.label !== null) {
    const [low, high] = kind.label;
    const paper: Finish = { colour: rng.pick(LABELS), gloss: 0.05 };
    band(pen, paper, kind, r, h, low, high, 1.012);
    const stripe: Finish = { colour: rng.pick(CAPS), gloss: 0.05 };
    const middle = low + (high - low) * rng.range(0.3, 0.6);
    band(pen, stripe, kind, r, h, middle, middle + 0.05, 1.022);
  }
  close(pen, rng, kind, r, h);
}

/** A strip of paper round the body. */
function band(
  pen: ShapePen,
  finish: Finish,
  kind: Bottle,
  r: number,
  h: number,
  low: number,
  high: number,
  scale: number,
): void {
  const steps = 6;
  const profile = Array.from({ length: steps + 1 }, (_, i): Point2 => {
    const z = low + ((high - low) * i) / steps;
    return [radiusAt(kind, z) * r * scale + 0.0002, z * h];
  });
  turned(pen, finish, profile, { sides: 24 });
}

function radiusAt({ outline }: Bottle, share: number): number {
  const next = outline.findIndex(([, z]) => z >= share);
  const [x1, z1] = outline[Math.max(1, next)] as Point2;
  const [x0, z0] = outline[Math.max(0, Math.max(1, next) - 1)] as Point2;
  return x0 + ((x1 - x0) * (share - z0)) / Math.max(1e-9, z1 - z0);
}

function close(pen: ShapePen, rng: Rng, kind: Bottle, r: number, h: number): void {
  const [mouth, top] = kind.outline.at(-1) as Point2;
  const [m, z] = [mouth * r, top * h];
  const colour = rng.pick(CAPS);
  const cap: Finish = { colour, gloss: 0.35 };
  const ring = (finish: Finish, profile: readonly Point2[]) => turned(pen, finish, profile, { sides: 20 });
  if (kind.cap === 'screw')
    ring(cap, [
      [m * 1.15, z - 0.012],
      [m * 1.15, z + 0.006],
    ]);
  else if (kind.cap === 'crown')
    ring(cap, [
      [m * 1.25, z - 0.004],
      [m * 1.05, z + 0.004],
    ]);
  else if (kind.cap === 'cork') {
    ring({ colour: 0xb98a5a, gloss: 0.02 }, [
      [m * 0.85, z],
      [m * 1.05, z + 0.022],
    ]);
  } else if (kind.cap === 'foil') {
    band(pen, { colour, gloss: 0.5 }, kind, r, h, 0.84, 0.999, 1.06);
    ring({ colour, gloss: 0.5 }, [
      [m * 1.1, z - 0.001],
      [m * 0.9, z + 0.002],
    ]);
  } else if (kind.cap === 'sport') {
    ring(cap, [
      [m * 1.08, z - 0.004],
      [m * 1.08, z + 0.02],
      [m * 0.5, z + 0.026],
    ]);
    ring(WHITE, [
      [m * 0.42, z + 0.02],
      [m * 0.42, z + 0.036],
      [m * 0.28, z + 0.046],
    ]);
  } else {
    ring(WHITE, [
      [m * 1.2, z - 0.006],
      [m * 1.2, z + 0.012],
      [m * 0.3, z + 0.014],
      [m * 0.3, z + 0.04],
    ]);
    cushion(pen, CREAM, [-0.012, -0.009, z + 0.036], [0.045, 0.009, z + 0.05], 0.004);
  }
}
