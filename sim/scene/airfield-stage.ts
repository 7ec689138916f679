import { Rng } from '../core/rng.ts';
import type { GateTrack } from '../geometry/gate-track.ts';
import type { GateItem, MarkingItem, PatchItem, Stage, StageItem } from './picture.ts';

/** Side of the apron's slabs; marking lines between them show how the ground goes by. */
const SLAB_M = 8;
/** The apron reaches at least this far beyond the course. */
const APRON_MARGIN_M = 6;
const SURROUNDINGS = { trees: 70, buildings: 9, lamps: 12 } as const;

/** A course on an airfield: gates on an apron, a runway beside it, hangars and trees far outside, from the seed. */
export function airfieldStage(key: string, { xyzM, gates }: GateTrack, seed: number): Stage {
  let reach = 0;
  for (let i = 0; i < xyzM.length; i += 3) {
    reach = Math.max(reach, Math.abs(xyzM[i] as number), Math.abs(xyzM[i + 1] as number));
  }
  const halfM = Math.ceil((reach + APRON_MARGIN_M) / SLAB_M) * SLAB_M;
  const items: StageItem[] = [
    ...apron(halfM),
    ...runway(halfM + 14),
    ...gates.map((gate, i): GateItem => ({ kind: 'gate', ...gate, variant: i })),
    ...surroundings(halfM, new Rng(seed, 'airfield')),
  ];
  return { key: `${key}#${seed}`, items, boundsM: [-halfM, -halfM, halfM, halfM] };
}

function apron(halfM: number): StageItem[] {
  const items: StageItem[] = [];
  for (let x = -halfM; x < halfM; x += SLAB_M) {
    for (let y = -halfM; y < halfM; y += SLAB_M) {
      const odd = Math.abs(Math.round((x + y) / SLAB_M)) % 2 === 1;
      items.push(square(x, y, SLAB_M, odd ? 'road' : 'pavement'));
    }
  }
  for (let at = -halfM; at <= halfM; at += 2 * SLAB_M) {
    items.push(line([at, -halfM, at, halfM], 'yellow', null), line([-halfM, at, halfM, at], 'white', [2, 2]));
  }
  return items;
}

function square(x: number, y: number, side: number, surface: PatchItem['surface']): PatchItem {
  return { kind: 'patch', surface, outline: [x, y, x + side, y, x + side, y + side, x, y + side] };
}

function line(
  centre: readonly number[],
  colour: MarkingItem['colour'],
  dashM: MarkingItem['dashM'],
  widthM = 0.2,
): MarkingItem {
  return { kind: 'marking', centre, widthM, dashM, colour };
}

const RUNWAY = { halfLengthM: 110, widthM: 16 } as const;

function runway(yM: number): StageItem[] {
  const { halfLengthM, widthM } = RUNWAY;
  const centre = [-halfLengthM, yM, halfLengthM, yM];
  const edge = (side: number) => [-halfLengthM, yM + side, halfLengthM, yM + side];
  return [
    { kind: 'strip', surface: 'road', centre, widthM },
    line(centre, 'white', [6, 4], 0.5),
    line(edge(widthM / 2 - 0.6), 'white', null, 0.3),
    line(edge(0.6 - widthM / 2), 'white', null, 0.3),
  ];
}

/** Hangars in the south, lamps at the apron's edge, trees all round but on the runway. */
function surroundings(halfM: number, rng: Rng): StageItem[] {
  const items: StageItem[] = [];
  const { buildings, lamps, trees } = SURROUNDINGS;
  for (let i = 0; i < buildings; i++) {
    const share = (i + 0.5) / buildings - 0.5;
    items.push({
      kind: 'building',
      xM: share * 3.2 * halfM + rng.range(-3, 3),
      yM: -halfM - rng.range(18, 34),
      headingRad: rng.range(-0.1, 0.1),
      lengthM: rng.range(9, 16),
      widthM: rng.range(8, 12),
      heightM: rng.range(4, 11),
      variant: rng.int(1000),
    });
  }
  for (let i = 0; i < lamps; i++) {
    const angle = (2 * Math.PI * i) / lamps;
    const away = halfM / Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))) + 3;
    const [xM, yM] = [away * Math.cos(angle), away * Math.sin(angle)];
    items.push({ kind: 'pole', style: 'lamp', xM, yM, headingRad: angle + Math.PI });
  }
  for (let i = 0; i < trees; i++) {
    const angle = rng.range(0, 2 * Math.PI);
    const away = halfM * Math.SQRT2 + rng.range(4, 60);
    const [xM, yM] = [away * Math.cos(angle), away * Math.sin(angle)];
    const tree = { kind: 'tree', xM, yM, heightM: rng.range(5, 11), variant: rng.int(1000) } as const;
    if (Math.abs(yM - halfM - 14) > RUNWAY.widthM / 2 + 4 && yM > -halfM - 12) items.push(tree);
  }
  return items;
}
