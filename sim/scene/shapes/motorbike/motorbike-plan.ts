import type { Rng } from '../../../core/rng.ts';

export const MOTORBIKE_KINDS = [
  'sport',
  'cruiser',
  'scooter',
  'off-road',
  'roadster',
  'tourer',
  'cafe-racer',
  'chopper',
  'adventure',
  'moped',
] as const;
export type MotorbikeKind = (typeof MOTORBIKE_KINDS)[number];

export interface MotorbikePlan {
  readonly kind: MotorbikeKind;
  readonly wheelM: number;
  readonly tyreM: number;
  readonly baseM: number;
  /** Top of the seat. */
  readonly seatM: number;
  readonly barM: number;
  /** How far the fork leans, metres along x from hub to steering head. */
  readonly rakeM: number;
  readonly headM: number;
  readonly spokes: number;
}

type Traits = Omit<MotorbikePlan, 'kind'>;

const PLAIN: Traits = {
  wheelM: 0.32,
  tyreM: 0.075,
  baseM: 1.42,
  seatM: 0.8,
  barM: 1.05,
  rakeM: 0.3,
  headM: 0.9,
  spokes: 5,
};

const TRAITS: Readonly<Record<MotorbikeKind, Traits>> = {
  sport: { ...PLAIN, baseM: 1.4, barM: 0.92, seatM: 0.84, tyreM: 0.082, rakeM: 0.24 },
  cruiser: {
    ...PLAIN,
    baseM: 1.65,
    seatM: 0.68,
    barM: 1.08,
    rakeM: 0.44,
    headM: 0.88,
    tyreM: 0.085,
    spokes: 14,
  },
  scooter: {
    ...PLAIN,
    wheelM: 0.24,
    tyreM: 0.06,
    baseM: 1.3,
    seatM: 0.8,
    barM: 1.05,
    rakeM: 0.2,
    headM: 0.92,
  },
  'off-road': {
    ...PLAIN,
    wheelM: 0.35,
    tyreM: 0.06,
    baseM: 1.46,
    seatM: 0.94,
    barM: 1.2,
    headM: 1.05,
    spokes: 14,
  },
  roadster: { ...PLAIN },
  tourer: { ...PLAIN, baseM: 1.6, seatM: 0.78, barM: 1.08, rakeM: 0.34, tyreM: 0.085 },
  'cafe-racer': { ...PLAIN, barM: 0.9, seatM: 0.78, wheelM: 0.325, tyreM: 0.062, spokes: 14 },
  chopper: {
    ...PLAIN,
    baseM: 1.85,
    seatM: 0.62,
    barM: 1.28,
    rakeM: 0.62,
    headM: 0.95,
    spokes: 14,
    tyreM: 0.075,
  },
  adventure: { ...PLAIN, wheelM: 0.34, baseM: 1.52, seatM: 0.88, barM: 1.18, headM: 1.02, spokes: 10 },
  moped: {
    ...PLAIN,
    wheelM: 0.28,
    tyreM: 0.045,
    baseM: 1.18,
    seatM: 0.78,
    barM: 1.02,
    headM: 0.84,
    spokes: 12,
    rakeM: 0.22,
  },
};

export function motorbikePlan(kind: MotorbikeKind, rng: Rng): MotorbikePlan {
  const traits = TRAITS[kind];
  return {
    ...traits,
    kind,
    baseM: traits.baseM * rng.range(0.98, 1.04),
    barM: traits.barM * rng.range(0.98, 1.05),
    tyreM: traits.tyreM * rng.range(0.94, 1.08),
    spokes: traits.spokes + rng.int(2),
  };
}

/** Where things are along the bike. */
export interface Places {
  readonly rearX: number;
  readonly frontX: number;
  readonly headX: number;
}

export function placesOf({ baseM, rakeM }: MotorbikePlan): Places {
  return { rearX: -baseM / 2, frontX: baseM / 2, headX: baseM / 2 - rakeM };
}
