import type { CameraPose, Picture, Stage, StageItem, Weather } from '../../sim/scene/picture.ts';

/** Where the wall across the end of the street stands. */
export const WALL_X_M = 60;

const ROAD = [-20, 0, WALL_X_M, 0] as const;

const buildings: StageItem[] = [
  ...[-8, 12, 32, 50].flatMap((xM, i): StageItem[] => [
    {
      kind: 'building',
      xM,
      yM: 14,
      headingRad: 0,
      lengthM: 14,
      widthM: 8,
      heightM: 7 + 3 * (i % 3),
      variant: i,
    },
    {
      kind: 'building',
      xM: xM + 3,
      yM: -14.5,
      headingRad: 0,
      lengthM: 12,
      widthM: 8,
      heightM: 6 + 2 * (i % 2),
      variant: i + 4,
    },
  ]),
  {
    kind: 'building',
    xM: WALL_X_M + 5,
    yM: 0,
    headingRad: 0,
    lengthM: 10,
    widthM: 40,
    heightM: 16,
    variant: 9,
  },
];

/**
 * A short straight street that ends at a wall: road with markings, pavements, two rows of houses,
 * trees, lamps and a parked car. It runs along x; the car drives on the right, at y = -1.75 m.
 */
export const SAMPLE_STREET: Stage = {
  key: 'sample-street',
  boundsM: [-20, -8, WALL_X_M, 8],
  items: [
    { kind: 'strip', surface: 'pavement', centre: ROAD, widthM: 12 },
    { kind: 'strip', surface: 'road', centre: ROAD, widthM: 7 },
    { kind: 'marking', centre: ROAD, widthM: 0.15, dashM: [3, 3], colour: 'white' },
    { kind: 'marking', centre: [-20, 3.3, WALL_X_M, 3.3], widthM: 0.12, dashM: null, colour: 'yellow' },
    { kind: 'marking', centre: [-20, -3.3, WALL_X_M, -3.3], widthM: 0.12, dashM: null, colour: 'white' },
    ...buildings,
    ...[5, 20, 35, 50].map((xM, i): StageItem => {
      return { kind: 'tree', xM, yM: i % 2 === 0 ? 7 : -7.5, heightM: 5 + i, variant: i };
    }),
    { kind: 'pole', style: 'lamp', xM: 14, yM: 5, headingRad: -Math.PI / 2 },
    { kind: 'pole', style: 'sign', xM: 18, yM: -4.6, headingRad: Math.PI },
    { kind: 'parked-car', xM: 13, yM: 2.6, headingRad: Math.PI, variant: 1 },
  ],
};

const CLEAR_NOON: Weather = {
  sunAzimuthDeg: 215,
  sunAltitudeDeg: 60,
  cloud: 0.1,
  fogDensityPerM: 0,
  rain: 0,
  wetness: 0,
};

/** The sample street under a weather that differs from a clear noon as told. */
export function samplePicture(weather: Partial<Weather> = {}, stage = SAMPLE_STREET): Picture {
  return {
    stage,
    weather: { ...CLEAR_NOON, ...weather },
    road: { markingWear: 0, brightness: 1 },
    movers: [
      {
        id: 'ego',
        kind: 'car',
        variant: 0,
        xM: 0,
        yM: -1.75,
        zM: 0,
        headingRad: 0,
        pitchRad: 0,
        rollRad: 0,
      },
      {
        id: 'other',
        kind: 'car',
        variant: 3,
        xM: 22,
        yM: -1.75,
        zM: 0,
        headingRad: 0,
        pitchRad: 0,
        rollRad: 0,
      },
    ],
    timeS: 1.5,
  };
}

/** Looks down the street from the car at x = 0, as an agent's camera would. */
export function sampleCamera(change: Partial<CameraPose> = {}): CameraPose {
  return {
    xM: 0.6,
    yM: -1.75,
    zM: 1.5,
    headingRad: 0,
    pitchRad: -0.12,
    rollRad: 0,
    horizontalFovDeg: 90,
    carriedBy: 'ego',
    ...change,
  };
}
