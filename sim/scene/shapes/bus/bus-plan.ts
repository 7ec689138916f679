import type { Rng } from '../../../core/rng.ts';

export const BUS_KINDS = [
  'city',
  'coach',
  'double-decker',
  'school',
  'minibus',
  'articulated',
  'old-city',
  'open-top',
] as const;
export type BusKind = (typeof BUS_KINDS)[number];

export interface BusPlan {
  readonly kind: BusKind;
  readonly lengthM: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly floorM: number;
  readonly wheelM: number;
  /** x of the axles as shares of the length. */
  readonly axles: readonly number[];
  readonly windows: number;
  /** Height of the windows' lower and upper edges. */
  readonly glassM: readonly [number, number];
}

const PLANS: Readonly<Record<BusKind, Omit<BusPlan, 'kind'>>> = {
  city: {
    lengthM: 12,
    widthM: 2.55,
    heightM: 3.05,
    floorM: 0.32,
    wheelM: 0.5,
    axles: [-0.24, 0.28],
    windows: 6,
    glassM: [1.2, 2.45],
  },
  coach: {
    lengthM: 12.5,
    widthM: 2.55,
    heightM: 3.6,
    floorM: 0.34,
    wheelM: 0.52,
    axles: [-0.3, -0.19, 0.27],
    windows: 7,
    glassM: [1.75, 2.95],
  },
  'double-decker': {
    lengthM: 10.6,
    widthM: 2.55,
    heightM: 4.35,
    floorM: 0.32,
    wheelM: 0.5,
    axles: [-0.25, 0.27],
    windows: 5,
    glassM: [1.15, 2.05],
  },
  school: {
    lengthM: 9.6,
    widthM: 2.45,
    heightM: 3.05,
    floorM: 0.55,
    wheelM: 0.5,
    axles: [-0.24, 0.36],
    windows: 9,
    glassM: [1.75, 2.45],
  },
  minibus: {
    lengthM: 6.6,
    widthM: 2.1,
    heightM: 2.75,
    floorM: 0.36,
    wheelM: 0.38,
    axles: [-0.27, 0.32],
    windows: 4,
    glassM: [1.3, 2.2],
  },
  articulated: {
    lengthM: 17,
    widthM: 2.55,
    heightM: 3.1,
    floorM: 0.32,
    wheelM: 0.5,
    axles: [-0.32, 0.08, 0.34],
    windows: 4,
    glassM: [1.2, 2.45],
  },
  'old-city': {
    lengthM: 10.5,
    widthM: 2.45,
    heightM: 2.95,
    floorM: 0.42,
    wheelM: 0.5,
    axles: [-0.25, 0.29],
    windows: 8,
    glassM: [1.35, 2.3],
  },
  'open-top': {
    lengthM: 10.4,
    widthM: 2.5,
    heightM: 3.4,
    floorM: 0.32,
    wheelM: 0.5,
    axles: [-0.25, 0.28],
    windows: 5,
    glassM: [1.15, 2.05],
  },
};

export function busPlan(kind: BusKind, rng: Rng): BusPlan {
  const plan = PLANS[kind];
  return {
    ...plan,
    kind,
    lengthM: plan.lengthM * rng.range(0.94, 1.05),
    heightM: plan.heightM * rng.range(0.98, 1.03),
    windows: plan.windows + rng.int(2),
  };
}
