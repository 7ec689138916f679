import { Rng } from '../../core/rng.ts';
import { LAYER_Z } from '../../scene/layer-heights.ts';
import type { Stage, StageItem } from '../../scene/picture.ts';

export const GROUNDS = ['meadow', 'asphalt', 'paving', 'street'] as const;
export type Ground = (typeof GROUNDS)[number];

export const BACKDROPS = ['open', 'trees', 'houses', 'court'] as const;
export type Backdrop = (typeof BACKDROPS)[number];

/** The camera comes no nearer to the edge of the square than this leaves. */
const SQUARE_M = 19;
const STREET_HALF_M = 4;
const STREET_REACH_M = 60;

const GROUND_ITEMS: Readonly<Record<Ground, readonly StageItem[]>> = {
  meadow: [],
  asphalt: [{ kind: 'patch', surface: 'road', outline: square(SQUARE_M) }],
  paving: [{ kind: 'patch', surface: 'pavement', outline: square(SQUARE_M) }],
  street: [
    ...[-1, 1].map((side): StageItem => {
      const y = side * (STREET_HALF_M + 1.6);
      return { kind: 'strip', surface: 'pavement', centre: along(y), widthM: 3.2 };
    }),
    { kind: 'strip', surface: 'road', centre: along(0), widthM: 2 * STREET_HALF_M },
    { kind: 'marking', centre: along(0), widthM: 0.15, dashM: [3, 4], colour: 'white' },
    ...[-1, 1].map((side): StageItem => {
      const y = side * (STREET_HALF_M - 0.25);
      return { kind: 'marking', centre: along(y), widthM: 0.12, dashM: null, colour: 'white' };
    }),
  ],
};

/** How high the ground is where the object stands. */
export const GROUND_Z: Readonly<Record<Ground, number>> = {
  meadow: LAYER_Z.terrain,
  asphalt: LAYER_Z.road,
  paving: LAYER_Z.pavement,
  street: LAYER_Z.road,
};

const BACKDROP_ITEMS: Readonly<Record<Backdrop, () => readonly StageItem[]>> = {
  open: () => [],
  trees: () => {
    const rng = new Rng(0, 'detection', 'trees');
    return ring(44, () => rng.range(24, 46), rng).map(({ xM, yM }) => {
      return { kind: 'tree', xM, yM, heightM: rng.range(5, 11), variant: rng.int(1000) };
    });
  },
  houses: () => {
    const rng = new Rng(0, 'detection', 'houses');
    return ring(14, () => rng.range(33, 37), rng).map((place) => house(place, rng, [9, 13], [5, 11]));
  },
  court: () => {
    const rng = new Rng(0, 'detection', 'court');
    return ring(12, () => 25, null).map((place) => house(place, rng, [12.4, 12.4], [10, 14]));
  },
};

/**
 * What is round the object: the ground that it stands on and what shows behind it. It is the same in
 * every episode, and all of it lies beyond the camera's orbit, so that nothing hides the object.
 */
export function detectionStage(ground: Ground, backdrop: Backdrop): Stage {
  const key = `detection ${ground} ${backdrop}`;
  const known = stages.get(key);
  if (known !== undefined) return known;
  const standing = BACKDROP_ITEMS[backdrop]().filter(
    (item) => ground !== 'street' || !('yM' in item) || Math.abs(item.yM) > clearOfStreetM(item),
  );
  const items = [...GROUND_ITEMS[ground], ...standing];
  const stage: Stage = { key, items, boundsM: [-SQUARE_M, -SQUARE_M, SQUARE_M, SQUARE_M] };
  stages.set(key, stage);
  return stage;
}

const stages = new Map<string, Stage>();

function clearOfStreetM(item: StageItem): number {
  return item.kind === 'building' ? STREET_HALF_M + 4 + item.lengthM / 2 : STREET_HALF_M + 4;
}

interface Place {
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
}

function house(place: Place, rng: Rng, lengthM: [number, number], heightM: [number, number]): StageItem {
  return {
    kind: 'building',
    ...place,
    lengthM: rng.range(...lengthM),
    widthM: 9,
    heightM: rng.range(...heightM),
    variant: rng.int(1000),
  };
}

/** Places round the origin, facing it with their long side; scattered a little where there is a stream. */
function ring(count: number, radiusM: () => number, rng: Rng | null): Place[] {
  return Array.from({ length: count }, (_, k) => {
    const angle = (2 * Math.PI * (k + (rng === null ? 0 : rng.range(-0.35, 0.35)))) / count;
    const radius = radiusM();
    return { xM: radius * Math.cos(angle), yM: radius * Math.sin(angle), headingRad: angle + Math.PI / 2 };
  });
}

function along(y: number): number[] {
  return Array.from({ length: 13 }, (_, k) => [-STREET_REACH_M + 10 * k, y]).flat();
}

function square(half: number): number[] {
  return [-half, -half, half, -half, half, half, -half, half];
}
