import type { Rng } from '../../../core/rng.ts';

export const BICYCLE_KINDS = [
  'city',
  'racing',
  'mountain',
  'dutch',
  'tandem',
  'kids',
  'cruiser',
  'touring',
  'folding',
  'bmx',
] as const;
export type BicycleKind = (typeof BICYCLE_KINDS)[number];

export interface BicyclePlan {
  readonly kind: BicycleKind;
  readonly wheelM: number;
  readonly tyreM: number;
  /** Between the hubs. */
  readonly baseM: number;
  /** Top of the seat tube and of the head tube. */
  readonly seatTopM: number;
  readonly headTopM: number;
  readonly saddleM: number;
  readonly barM: number;
  readonly tubeM: number;
  /** How the frame's main triangle is made. */
  readonly frame: 'diamond' | 'low' | 'curved' | 'single';
  readonly bars: 'drop' | 'flat' | 'swept' | 'high';
  readonly mudguards: boolean;
  readonly rack: boolean;
  readonly basket: boolean;
  readonly lamp: boolean;
}

type Traits = Omit<BicyclePlan, 'kind'>;

const PLAIN: Traits = {
  wheelM: 0.345,
  tyreM: 0.024,
  baseM: 1.04,
  seatTopM: 0.8,
  headTopM: 0.86,
  saddleM: 0.96,
  barM: 1.0,
  tubeM: 0.021,
  frame: 'diamond',
  bars: 'flat',
  mudguards: false,
  rack: false,
  basket: false,
  lamp: false,
};

const TRAITS: Readonly<Record<BicycleKind, Traits>> = {
  city: {
    ...PLAIN,
    frame: 'low',
    bars: 'swept',
    mudguards: true,
    rack: true,
    basket: true,
    lamp: true,
    baseM: 1.1,
    barM: 1.1,
  },
  racing: {
    ...PLAIN,
    bars: 'drop',
    tyreM: 0.017,
    headTopM: 0.84,
    saddleM: 1.0,
    barM: 0.93,
    baseM: 0.99,
    tubeM: 0.019,
  },
  mountain: {
    ...PLAIN,
    tyreM: 0.036,
    wheelM: 0.36,
    tubeM: 0.026,
    baseM: 1.12,
    seatTopM: 0.72,
    headTopM: 0.84,
    saddleM: 0.93,
    barM: 0.98,
  },
  dutch: {
    ...PLAIN,
    bars: 'swept',
    mudguards: true,
    rack: true,
    lamp: true,
    baseM: 1.14,
    headTopM: 0.92,
    seatTopM: 0.86,
    barM: 1.13,
    saddleM: 0.98,
  },
  tandem: { ...PLAIN, bars: 'flat', baseM: 1.72, tubeM: 0.024 },
  kids: {
    ...PLAIN,
    wheelM: 0.2,
    tyreM: 0.026,
    baseM: 0.68,
    seatTopM: 0.44,
    headTopM: 0.5,
    saddleM: 0.55,
    barM: 0.68,
    bars: 'high',
    frame: 'low',
    mudguards: true,
  },
  cruiser: {
    ...PLAIN,
    frame: 'curved',
    bars: 'swept',
    tyreM: 0.04,
    mudguards: true,
    baseM: 1.16,
    seatTopM: 0.7,
    saddleM: 0.86,
    barM: 1.08,
  },
  touring: {
    ...PLAIN,
    bars: 'drop',
    rack: true,
    mudguards: true,
    lamp: true,
    barM: 1.0,
    saddleM: 1.0,
    baseM: 1.08,
  },
  folding: {
    ...PLAIN,
    wheelM: 0.22,
    baseM: 1.0,
    frame: 'single',
    seatTopM: 0.5,
    headTopM: 0.62,
    saddleM: 0.94,
    barM: 1.02,
    mudguards: true,
    rack: true,
  },
  bmx: {
    ...PLAIN,
    wheelM: 0.26,
    tyreM: 0.03,
    baseM: 0.94,
    seatTopM: 0.5,
    headTopM: 0.6,
    saddleM: 0.58,
    barM: 0.86,
    bars: 'high',
  },
};

export function bicyclePlan(kind: BicycleKind, rng: Rng): BicyclePlan {
  const traits = TRAITS[kind];
  const rise = rng.range(0.97, 1.04);
  return {
    ...traits,
    kind,
    baseM: traits.baseM * rng.range(0.98, 1.04),
    saddleM: traits.saddleM * rise,
    barM: traits.barM * rise,
    tyreM: traits.tyreM * rng.range(0.95, 1.15),
  };
}
