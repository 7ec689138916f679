import fs from 'node:fs';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../../../sim/agent.ts';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import type { Renderer } from '../../../sim/render/renderer.ts';
import { WEATHERS } from '../../../sim/scene/weathers.ts';
import { sampleCamera, samplePicture } from '../../scenes/sample-street.ts';

/**
 * Frames that were looked at and found good, byte for byte. After a change of looks, record them
 * anew and look again: RECORD_GOLDEN=1 npx vitest run test/sim/render/golden-frames.test.ts
 */
const FOLDER = new URL('../../golden/frames/', import.meta.url);
const RECORD = process.env.RECORD_GOLDEN === '1';

const CAMERA = { widthPx: 192, heightPx: 96, rgb: true, depth: true, semantic: true };
const GREY_PER_CLASS = 28;
const GREY_PER_METRE = 3;

const FRAMES: Readonly<Record<string, (draw: (weather: object) => Frame) => Uint8Array | null>> = {
  'clear-noon': (draw) => draw(WEATHERS.ClearNoon).rgb,
  'hard-rain': (draw) => draw(WEATHERS.HardRainNoon).rgb,
  sunset: (draw) => draw(WEATHERS.ClearSunset).rgb,
  fog: (draw) => draw({ fogDensityPerM: 0.04, cloud: 0.7 }).rgb,
  depth: (draw) =>
    Uint8Array.from(draw({}).depthM ?? [], (metres) => Math.min(255, Math.round(metres * GREY_PER_METRE))),
  semantic: (draw) => (draw({}).semantic ?? new Uint8Array()).map((index) => index * GREY_PER_CLASS),
};

describe('golden frames on SwiftShader', () => {
  let renderer: Renderer;
  beforeAll(() => {
    renderer = openHeadlessRenderer({ route: 'swiftshader' });
  });
  afterAll(() => renderer.close());

  it.each(Object.keys(FRAMES))('%s looks as recorded', (name) => {
    const draw = (weather: object) => renderer.render(samplePicture(weather), sampleCamera(), CAMERA, 0);
    const data = FRAMES[name]?.(draw) as Uint8Array;
    const channels = data.length / (CAMERA.widthPx * CAMERA.heightPx);
    const file = new URL(`${name}.png`, FOLDER);
    if (RECORD) {
      fs.mkdirSync(FOLDER, { recursive: true });
      fs.writeFileSync(file, encode({ width: CAMERA.widthPx, height: CAMERA.heightPx, channels, data }));
    }
    const golden = decode(fs.readFileSync(file));
    expect([golden.width, golden.height, golden.channels]).toEqual([
      CAMERA.widthPx,
      CAMERA.heightPx,
      channels,
    ]);
    const different = data.filter((value, i) => value !== golden.data[i]).length;
    expect(different, `bytes that differ from ${name}.png`).toBe(0);
  });
});
