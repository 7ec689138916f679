import type { CameraPose, MarkingItem, Picture, Stage, StageItem, Weather } from '../../sim/scene/picture.ts';
import { WEATHERS } from '../../sim/scene/weathers.ts';

/** Half the width of the sample's roads, metres. */
const HALF_ROAD_M = 3.5;

/** A main street along x from -60 to 120, a side street along y through the origin, and all kinds of items. */
export function sampleStage(): Stage {
  const items: StageItem[] = [
    { kind: 'strip', surface: 'pavement', centre: [-60, 4.75, 120, 4.75], widthM: 2.5 },
    { kind: 'strip', surface: 'pavement', centre: [-60, -4.75, 120, -4.75], widthM: 2.5 },
    { kind: 'strip', surface: 'pavement', centre: [4.75, -60, 4.75, 60], widthM: 2.5 },
    { kind: 'strip', surface: 'pavement', centre: [-4.75, -60, -4.75, 60], widthM: 2.5 },
    { kind: 'strip', surface: 'road', centre: [-60, 0, 120, 0], widthM: 2 * HALF_ROAD_M },
    { kind: 'strip', surface: 'road', centre: [0, -60, 0, 60], widthM: 2 * HALF_ROAD_M },
    { kind: 'patch', surface: 'road', outline: [-6, -6, 6, -6, 6, 6, -6, 6] },
    { kind: 'patch', surface: 'grass', outline: [20, 20, 40, 20, 40, 40, 20, 40] },
    ...markings(),
  ];
  for (let k = 0; k < 9; k++) {
    const x = 17 + k * 12;
    const large = { kind: 'building', headingRad: 0, lengthM: 9, widthM: 8 } as const;
    items.push({ ...large, xM: x, yM: 12.5, heightM: 5.5 + (k % 4) * 2, variant: k });
    items.push({ ...large, xM: x - 3, yM: -13, heightM: 6 + ((k * 7) % 5) * 1.7, variant: 20 + k });
    items.push({ ...large, xM: -x, yM: 13, heightM: 6 + (k % 3) * 2.5, variant: 40 + k });
    items.push({ kind: 'tree', xM: x + 6, yM: 7.2, heightM: 5.5 + (k % 3), variant: k });
    items.push({ kind: 'tree', xM: x + 2.5, yM: -7.4, heightM: 5 + (k % 4), variant: 60 + k });
    items.push({ kind: 'tree', xM: x * 1.1, yM: 26 + (k % 3) * 4, heightM: 8 + (k % 3), variant: 90 + k });
    items.push({ kind: 'pole', style: 'lamp', xM: x - 5, yM: 6.2, headingRad: -Math.PI / 2 });
    items.push({ kind: 'pole', style: 'lamp', xM: x + 1, yM: -6.2, headingRad: Math.PI / 2 });
    if (k % 3 !== 1) items.push({ kind: 'parked-car', xM: x, yM: 2.6, headingRad: Math.PI, variant: k });
    if (k % 4 === 2) items.push({ kind: 'parked-car', xM: x + 5, yM: -2.7, headingRad: 0, variant: 7 + k });
  }
  items.push({ kind: 'pole', style: 'traffic-light', xM: 6.2, yM: -4.2, headingRad: Math.PI });
  items.push({ kind: 'pole', style: 'traffic-light', xM: -6.2, yM: 4.2, headingRad: 0 });
  items.push({ kind: 'pole', style: 'sign', xM: 12, yM: -4.4, headingRad: Math.PI });
  return { key: 'sample', items, boundsM: [-60, -60, 120, 60] };
}

function markings(): MarkingItem[] {
  const line = { kind: 'marking', widthM: 0.15, dashM: null, colour: 'white' } as const;
  const edges = [-1, 1].flatMap((side) => [
    { ...line, centre: [7, side * 3.3, 120, side * 3.3] },
    { ...line, centre: [-60, side * 3.3, -7, side * 3.3] },
  ]);
  return [
    ...edges,
    { ...line, centre: [10, 0, 120, 0], dashM: [3, 3], colour: 'yellow' },
    { ...line, centre: [-60, 0, -10, 0], dashM: [3, 3] },
    { ...line, centre: [0, 10, 0, 60], dashM: [2, 2] },
    { ...line, centre: [-9.5, -3.2, -9.5, -0.1], widthM: 0.4 },
    { ...line, centre: [8, -3.2, 8, 3.2], widthM: 3, dashM: [0.5, 0.5] },
  ];
}

/** The sample with one moving car, as seen in a weather. */
export function samplePicture(weather: Weather = WEATHERS.ClearNoon, stage: Stage = sampleStage()): Picture {
  return {
    stage,
    weather,
    road: { markingWear: 0, brightness: 1 },
    movers: [
      {
        id: 'other',
        kind: 'car',
        variant: 4,
        xM: 26,
        yM: 1.7,
        zM: 0,
        headingRad: Math.PI,
        pitchRad: 0,
        rollRad: 0,
      },
    ],
    timeS: 1,
  };
}

/** A driving camera in the right-hand lane, looking along the main street. */
export const SAMPLE_POSE: CameraPose = {
  xM: -16,
  yM: -1.7,
  zM: 1.5,
  headingRad: 0,
  pitchRad: (-15 * Math.PI) / 180,
  rollRad: 0,
  horizontalFovDeg: 100,
  carriedBy: null,
};
