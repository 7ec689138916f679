import { deriveSeed, Rng } from '../core/rng.ts';
import { withRunUp } from '../geometry/lane-route.ts';
import { besideLine, type PointM, type Road } from '../geometry/road.ts';
import type { MarkingItem, Polyline, Stage, StageItem } from './picture.ts';

const CENTRE_DASH_M = [3, 4.5] as const;
/** From the edge of the asphalt to the middle of its line. */
const EDGE_LINE_IN_M = 0.2;
/** Every how many metres of road something may stand on either side. */
const PLOT_M = 9;

/** What may stand beside a country road: how far its middle keeps from the asphalt, and how often it comes. */
const SCENERY = [
  { kind: 'tree', share: 0.5, gapM: [4, 22] },
  { kind: 'house', share: 0.12, gapM: [11, 20] },
  { kind: 'lamp', share: 0.1, gapM: [2.2, 2.6] },
] as const;

/**
 * A two-lane road through meadows, with scenery drawn from a seed that leaves the road free,
 * wherever it bends.
 */
export function countryStage(key: string, road: Road, seed: number): Stage {
  const drawn = withRunUp(road);
  const items = [...roadItems(drawn), ...scenery(drawn, seed)];
  const xs = road.centre.map(([x]) => x);
  const ys = road.centre.map(([, y]) => y);
  return {
    key: `${key}#${seed}#${fingerprint(road)}`,
    items,
    boundsM: [least(xs), least(ys), -least(xs.map((x) => -x)), -least(ys.map((y) => -y))],
  };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** 64 bits of a road, for telling stages apart. */
function fingerprint({ centre, leftM, rightM }: Road): string {
  const text = JSON.stringify([centre, leftM, rightM]);
  return `${deriveSeed(1, text).toString(36)}${deriveSeed(2, text).toString(36)}`;
}

/** One strip of asphalt as wide as the road is, piece by piece, so that there is no seam along it. */
function roadItems(road: Road): StageItem[] {
  const { centre, leftM, rightM } = road;
  const left = besideLine(centre, leftM);
  const right = besideLine(
    centre,
    rightM.map((m) => -m),
  );
  const items: StageItem[] = [];
  if (isEven(leftM) && isEven(rightM)) {
    const offset = ((leftM[0] as number) - (rightM[0] as number)) / 2;
    const middle = besideLine(
      centre,
      centre.map(() => offset),
    );
    const widthM = (leftM[0] as number) + (rightM[0] as number);
    items.push({ kind: 'strip', surface: 'road', centre: flat(middle), widthM });
  } else {
    for (let i = 0; i + 1 < centre.length; i++) {
      const outline = flat([right[i], right[i + 1], left[i + 1], left[i]] as PointM[]);
      items.push({ kind: 'patch', surface: 'road', outline });
    }
  }
  const inset = (widths: readonly number[]) => widths.map((m) => m - EDGE_LINE_IN_M);
  const edge = (line: readonly PointM[]) => paint(flat(line), 0.12, null);
  items.push(
    edge(
      besideLine(
        centre,
        inset(rightM).map((m) => -m),
      ),
    ),
  );
  items.push(
    edge(
      besideLine(
        centre,
        inset(leftM).map((m) => Math.max(0, m)),
      ),
    ),
  );
  if (leftM.some((m) => m > 0)) items.push(paint(flat(centre), 0.15, CENTRE_DASH_M));
  return items;
}

function isEven(widths: readonly number[]): boolean {
  return widths.every((m) => Math.abs(m - (widths[0] as number)) < 1e-9);
}

function flat(line: readonly PointM[]): Polyline {
  return line.flat();
}

function paint(centre: Polyline, widthM: number, dashM: MarkingItem['dashM']): MarkingItem {
  return { kind: 'marking', centre, widthM, dashM, colour: 'white' };
}

/** Trees, houses and lamps on plots along both sides; each plot has a random stream of its own. */
function scenery(road: Road, seed: number): StageItem[] {
  const { centre } = road;
  const free = clearance(road);
  const houses: PointM[] = [];
  const items: StageItem[] = [];
  for (const side of [1, -1] as const) {
    const widths = side > 0 ? road.leftM : road.rightM;
    const edge = besideLine(
      centre,
      widths.map((m) => m * side),
    );
    const beyond = besideLine(
      centre,
      widths.map((m) => (m + 1) * side),
    );
    let passedM = 0;
    let plot = 0;
    for (let i = 1; i < centre.length; i++) {
      const [ax, ay] = centre[i - 1] as PointM;
      const [bx, by] = centre[i] as PointM;
      passedM += Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
      if (passedM < plot * PLOT_M) continue;
      const rng = new Rng(seed, 'plot', side, plot++);
      const [ex, ey] = edge[i] as PointM;
      const [ox, oy] = beyond[i] as PointM;
      const out = Math.sqrt((ox - ex) * (ox - ex) + (oy - ey) * (oy - ey));
      const item = onPlot(rng, [ex, ey], [(ox - ex) / out, (oy - ey) / out]);
      if (item === null || !free(item.at, item.gapM)) continue;
      if (houses.some(([hx, hy]) => Math.abs(hx - item.at[0]) + Math.abs(hy - item.at[1]) < 18)) continue;
      if (item.item.kind === 'building') houses.push(item.at);
      items.push(item.item);
    }
  }
  return items;
}

function onPlot(
  rng: Rng,
  [edgeX, edgeY]: PointM,
  [outX, outY]: PointM,
): { readonly item: StageItem; readonly at: PointM; readonly gapM: number } | null {
  let draw = rng.float();
  const variant = rng.int(1 << 16);
  const size = rng.float();
  const along = rng.float();
  for (const { kind, share, gapM } of SCENERY) {
    draw -= share;
    if (draw >= 0) continue;
    const out = rng.range(gapM[0], gapM[1]);
    const xM = edgeX + outX * out;
    const yM = edgeY + outY * out;
    const headingRad = Math.atan2(outX, -outY);
    const place = { at: [xM, yM] as const, gapM: gapM[0] - 0.1 };
    if (kind === 'tree') return { ...place, item: { kind: 'tree', xM, yM, heightM: 4 + 5 * size, variant } };
    if (kind === 'lamp')
      return {
        ...place,
        item: { kind: 'pole', style: 'lamp', xM, yM, headingRad: Math.atan2(-outY, -outX) },
      };
    const lengthM = 8 + 4 * size;
    const widthM = 7 + 2 * along;
    return {
      ...place,
      item: { kind: 'building', xM, yM, headingRad, lengthM, widthM, heightM: 4.5 + 3 * along, variant },
    };
  }
  return null;
}

/** Tells whether a place keeps a distance from all of a road's asphalt. */
function clearance({ centre, leftM, rightM }: Road): (at: PointM, gapM: number) => boolean {
  return ([x, y], gapM) =>
    centre.every(([cx, cy], i) => {
      const keep = Math.max(leftM[i] as number, rightM[i] as number) + gapM;
      return (x - cx) * (x - cx) + (y - cy) * (y - cy) > keep * keep;
    });
}
