import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import type { Renderer } from '../../../sim/render/renderer.ts';
import type { CameraPose, Picture, RoadLook, Weather } from '../../../sim/scene/picture.ts';
import { WEATHER_NAMES, WEATHERS } from '../../../sim/scene/weathers.ts';
import { SAMPLE_POSE, samplePicture, sampleStage } from '../../scenes/sample-stage.ts';

const CAMERA = { widthPx: 96, heightPx: 48, rgb: true, depth: false, semantic: false };
const STAGE = sampleStage();
const POSE: CameraPose = { ...SAMPLE_POSE, xM: 14 };
const DEG = Math.PI / 180;

/** The least mean absolute difference (of 255) between an axis's two ends for it to count as seen. */
const VISIBLE = 1.5;

type Change = {
  weather?: Partial<Weather>;
  road?: Partial<RoadLook>;
  pose?: Partial<CameraPose>;
  timeS?: number;
};

const AXES: readonly (readonly [name: string, low: Change, high: Change])[] = [
  ['sun azimuth', { weather: { sunAzimuthDeg: -90 } }, { weather: { sunAzimuthDeg: 40 } }],
  ['sun altitude', { weather: { sunAltitudeDeg: 2 } }, { weather: { sunAltitudeDeg: 85 } }],
  ['cloud', { weather: { cloud: 0 } }, { weather: { cloud: 1 } }],
  ['fog density', { weather: { fogDensityPerM: 0 } }, { weather: { fogDensityPerM: 0.06 } }],
  ['rain', { weather: { rain: 0 } }, { weather: { rain: 1 } }],
  ['wetness', { weather: { wetness: 0 } }, { weather: { wetness: 1 } }],
  ['marking wear', { road: { markingWear: 0 } }, { road: { markingWear: 1 } }],
  ['road brightness', { road: { brightness: 0.5 } }, { road: { brightness: 1.8 } }],
  ['camera height', { pose: { zM: 1 } }, { pose: { zM: 2 } }],
  ['camera pitch', { pose: { pitchRad: -20 * DEG } }, { pose: { pitchRad: -10 * DEG } }],
  ['camera yaw', { pose: { headingRad: -0.1 } }, { pose: { headingRad: 0.1 } }],
  ['camera roll', { pose: { rollRad: -0.1 } }, { pose: { rollRad: 0.1 } }],
  ['camera offset', { pose: { yM: -2.2 } }, { pose: { yM: -1.2 } }],
  ['camera place ahead', { pose: { xM: 14 } }, { pose: { xM: 16 } }],
  ['field of view', { pose: { horizontalFovDeg: 75 } }, { pose: { horizontalFovDeg: 120 } }],
  ['time, while it rains', { weather: { rain: 1 }, timeS: 1 }, { weather: { rain: 1 }, timeS: 1.1 }],
];

describe('every visual axis', () => {
  let renderer: Renderer;
  beforeAll(() => {
    renderer = openHeadlessRenderer({ route: 'swiftshader' });
  });
  afterAll(() => renderer.close());

  function rgb(change: Change, base: Weather = WEATHERS.ClearNoon): Uint8Array {
    const picture: Picture = {
      ...samplePicture({ ...base, ...change.weather }, STAGE),
      road: { markingWear: 0, brightness: 1, ...change.road },
      timeS: change.timeS ?? 1,
    };
    const frame = renderer.render(picture, { ...POSE, ...change.pose }, CAMERA, 0);
    return Uint8Array.from(frame.rgb as Uint8Array);
  }

  it.each(AXES)('shows in the pixels: %s', (_name, low, high) => {
    expect(difference(rgb(low), rgb(high))).toBeGreaterThan(VISIBLE);
  });

  it('gives equal pixels for equal pictures, whatever came between', () => {
    const first = rgb({});
    rgb({ pose: { xM: 60, headingRad: 1 }, timeS: 7 }, WEATHERS.HardRainNoon);
    rgb({}, WEATHERS.ClearSunset);
    expect(rgb({})).toEqual(first);
  });

  it('tells the six named weathers apart', () => {
    const frames = WEATHER_NAMES.map((name) => rgb({}, WEATHERS[name]));
    frames.forEach((a, i) => {
      for (const b of frames.slice(i + 1)) expect(difference(a, b)).toBeGreaterThan(6);
    });
  });

  it('keeps even a moonless dusk from being black', () => {
    const frame = rgb({ weather: { sunAltitudeDeg: -20 } });
    expect(frame.reduce((sum, x) => sum + x, 0) / frame.length).toBeGreaterThan(15);
  });

  it('shows thin lines along the road as far as the crossing', () => {
    const wornOff = rgb({ road: { markingWear: 1 } });
    const fresh = rgb({});
    let rows = 0;
    for (let y = 20; y < 48; y++) {
      const row = (frame: Uint8Array) => frame.subarray(y * 96 * 3, (y + 1) * 96 * 3);
      if (difference(row(fresh), row(wornOff)) > 1) rows++;
    }
    expect(rows).toBeGreaterThan(20);
  });
});

/** Mean absolute difference of two frames, of 255. */
function difference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] as number) - (b[i] as number));
  return sum / a.length;
}
