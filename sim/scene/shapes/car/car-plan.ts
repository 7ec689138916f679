import type { Rng } from '../../../core/rng.ts';

/** Where a car's lines run: x from its middle to the front, z from the ground, metres. */
export interface CarPlan {
  readonly kind: CarKind;
  readonly lengthM: number;
  readonly widthM: number;
  readonly sillM: number;
  /** Top of the lower body, by x from tail to nose. */
  readonly top: readonly (readonly [number, number])[];
  readonly wheelRadiusM: number;
  readonly rearAxleM: number;
  readonly frontAxleM: number;
  /** The windows: where their lower and upper edges begin and end, or null for an open car. */
  readonly cabin: Cabin;
  /** Width of the roof as a share of the body's. */
  readonly roofShare: number;
  /** How round the corners are, seen from above: width of the ends as a share. */
  readonly endShare: number;
}

export interface Cabin {
  readonly beltM: number;
  readonly roofM: number;
  /** Lower edge of the rear window, upper edge, upper edge of the windscreen, lower edge. */
  readonly xs: readonly [number, number, number, number];
  /** Pillars between the side windows. */
  readonly pillars: readonly number[];
}

export const CAR_KINDS = [
  'hatchback',
  'saloon',
  'suv',
  'estate',
  'pickup',
  'sports',
  'van',
  'cabriolet',
  'city',
  'taxi',
] as const;
export type CarKind = (typeof CAR_KINDS)[number];

/** Lines of each kind, as shares of the length for x and in metres for z. */
interface Lines {
  readonly lengthM: number;
  readonly widthM: number;
  readonly sillM: number;
  readonly wheelM: number;
  readonly top: readonly (readonly [number, number])[];
  readonly axles: readonly [number, number];
  readonly beltM: number;
  readonly roofM: number;
  readonly xs: readonly [number, number, number, number];
  readonly pillars: readonly number[];
  readonly roofShare: number;
  readonly endShare: number;
}

const LINES: Readonly<Record<CarKind, Lines>> = {
  hatchback: {
    lengthM: 4.1,
    widthM: 1.78,
    sillM: 0.24,
    wheelM: 0.32,
    top: [
      [-0.5, 0.86],
      [-0.47, 0.95],
      [0.2, 0.93],
      [0.4, 0.82],
      [0.47, 0.74],
      [0.5, 0.62],
    ],
    axles: [-0.32, 0.31],
    beltM: 0.94,
    roofM: 1.47,
    xs: [-0.48, -0.38, 0.05, 0.24],
    pillars: [-0.12, -0.34],
    roofShare: 0.74,
    endShare: 0.8,
  },
  saloon: {
    lengthM: 4.75,
    widthM: 1.84,
    sillM: 0.22,
    wheelM: 0.33,
    top: [
      [-0.5, 0.8],
      [-0.475, 0.98],
      [-0.34, 1.0],
      [0.17, 0.94],
      [0.4, 0.84],
      [0.47, 0.76],
      [0.5, 0.62],
    ],
    axles: [-0.3, 0.31],
    beltM: 0.96,
    roofM: 1.44,
    xs: [-0.36, -0.2, 0.04, 0.2],
    pillars: [-0.07, -0.22],
    roofShare: 0.72,
    endShare: 0.8,
  },
  suv: {
    lengthM: 4.6,
    widthM: 1.92,
    sillM: 0.36,
    wheelM: 0.39,
    top: [
      [-0.5, 0.95],
      [-0.48, 1.1],
      [0.2, 1.08],
      [0.4, 1.02],
      [0.48, 0.94],
      [0.5, 0.8],
    ],
    axles: [-0.3, 0.31],
    beltM: 1.09,
    roofM: 1.74,
    xs: [-0.49, -0.45, 0.05, 0.2],
    pillars: [-0.1, -0.3],
    roofShare: 0.8,
    endShare: 0.86,
  },
  estate: {
    lengthM: 4.75,
    widthM: 1.82,
    sillM: 0.23,
    wheelM: 0.33,
    top: [
      [-0.5, 0.84],
      [-0.48, 0.97],
      [0.17, 0.94],
      [0.4, 0.84],
      [0.47, 0.76],
      [0.5, 0.62],
    ],
    axles: [-0.29, 0.31],
    beltM: 0.95,
    roofM: 1.47,
    xs: [-0.49, -0.43, 0.04, 0.2],
    pillars: [-0.08, -0.26],
    roofShare: 0.76,
    endShare: 0.82,
  },
  pickup: {
    lengthM: 5.2,
    widthM: 1.9,
    sillM: 0.4,
    wheelM: 0.4,
    top: [
      [-0.5, 0.74],
      [-0.14, 0.74],
      [-0.135, 1.12],
      [0.19, 1.1],
      [0.42, 1.04],
      [0.49, 0.96],
      [0.5, 0.86],
    ],
    axles: [-0.29, 0.32],
    beltM: 1.1,
    roofM: 1.76,
    xs: [-0.13, -0.115, 0.08, 0.2],
    pillars: [0.0],
    roofShare: 0.78,
    endShare: 0.9,
  },
  sports: {
    lengthM: 4.4,
    widthM: 1.92,
    sillM: 0.17,
    wheelM: 0.34,
    top: [
      [-0.5, 0.72],
      [-0.47, 0.88],
      [-0.28, 0.9],
      [0.12, 0.8],
      [0.36, 0.7],
      [0.46, 0.55],
      [0.5, 0.42],
    ],
    axles: [-0.3, 0.32],
    beltM: 0.82,
    roofM: 1.2,
    xs: [-0.34, -0.12, 0.0, 0.2],
    pillars: [-0.14],
    roofShare: 0.66,
    endShare: 0.76,
  },
  van: {
    lengthM: 4.9,
    widthM: 1.96,
    sillM: 0.28,
    wheelM: 0.34,
    top: [
      [-0.5, 0.95],
      [-0.48, 1.12],
      [0.24, 1.12],
      [0.42, 1.0],
      [0.48, 0.88],
      [0.5, 0.72],
    ],
    axles: [-0.3, 0.31],
    beltM: 1.12,
    roofM: 1.94,
    xs: [-0.492, -0.48, 0.18, 0.36],
    pillars: [0.04, -0.24],
    roofShare: 0.84,
    endShare: 0.88,
  },
  cabriolet: {
    lengthM: 4.3,
    widthM: 1.8,
    sillM: 0.2,
    wheelM: 0.33,
    top: [
      [-0.5, 0.7],
      [-0.47, 0.88],
      [-0.3, 0.92],
      [0.13, 0.88],
      [0.4, 0.78],
      [0.47, 0.68],
      [0.5, 0.54],
    ],
    axles: [-0.31, 0.32],
    beltM: 0.88,
    roofM: 1.3,
    xs: [-0.3, -0.2, 0.06, 0.18],
    pillars: [],
    roofShare: 0.8,
    endShare: 0.78,
  },
  city: {
    lengthM: 3.55,
    widthM: 1.64,
    sillM: 0.24,
    wheelM: 0.29,
    top: [
      [-0.5, 0.78],
      [-0.46, 0.94],
      [0.2, 0.94],
      [0.36, 0.86],
      [0.45, 0.74],
      [0.5, 0.56],
    ],
    axles: [-0.33, 0.33],
    beltM: 0.93,
    roofM: 1.5,
    xs: [-0.47, -0.34, 0.08, 0.26],
    pillars: [-0.16],
    roofShare: 0.7,
    endShare: 0.72,
  },
  taxi: {
    lengthM: 4.85,
    widthM: 1.82,
    sillM: 0.24,
    wheelM: 0.33,
    top: [
      [-0.5, 0.86],
      [-0.485, 0.97],
      [-0.3, 0.99],
      [0.16, 0.97],
      [0.46, 0.9],
      [0.49, 0.84],
      [0.5, 0.7],
    ],
    axles: [-0.29, 0.32],
    beltM: 0.97,
    roofM: 1.45,
    xs: [-0.32, -0.24, 0.06, 0.17],
    pillars: [-0.06, -0.22],
    roofShare: 0.78,
    endShare: 0.9,
  },
};

/** The plan of one car: the lines of its kind, each stretched a little by the stream. */
export function carPlan(kind: CarKind, rng: Rng): CarPlan {
  const lines = LINES[kind];
  const lengthM = lines.lengthM * rng.range(0.95, 1.05);
  const rise = rng.range(0.96, 1.05);
  const widthM = lines.widthM * rng.range(0.98, 1.03);
  const x = (share: number): number => share * lengthM;
  return {
    kind,
    lengthM,
    widthM,
    sillM: lines.sillM,
    top: lines.top.map(([at, z]) => [x(at), z * rise] as const),
    wheelRadiusM: lines.wheelM * rng.range(0.97, 1.06),
    rearAxleM: x(lines.axles[0]),
    frontAxleM: x(lines.axles[1]),
    cabin: {
      beltM: lines.beltM * rise,
      roofM: lines.roofM * rise * rng.range(0.99, 1.02),
      xs: lines.xs.map(x) as unknown as Cabin['xs'],
      pillars: lines.pillars.map(x),
    },
    roofShare: lines.roofShare,
    endShare: lines.endShare,
  };
}
