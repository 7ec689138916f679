import { describe, expect, it } from 'vitest';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import { SEMANTIC_CLASSES } from '../../../sim/scene/picture.ts';
import { sampleCamera, samplePicture } from '../../scenes/sample-street.ts';
import { mesaProblem } from '../../support/renderers.ts';

const CAMERA = { widthPx: 96, heightPx: 48, rgb: true, depth: true, semantic: true };
const PICTURES = [
  samplePicture(),
  samplePicture({ rain: 1, cloud: 1, wetness: 1, sunAltitudeDeg: 40 }),
  samplePicture({ sunAltitudeDeg: 4, sunAzimuthDeg: 20 }),
  samplePicture({ fogDensityPerM: 0.04, cloud: 0.7 }),
];
const POSES = [
  sampleCamera(),
  sampleCamera({ xM: 12, headingRad: 0.4, pitchRad: -0.3, rollRad: 0.05 }),
  sampleCamera({ xM: 30, yM: 1.5, headingRad: Math.PI, zM: 2, horizontalFovDeg: 70 }),
];

/** Mean difference per channel, of 255. */
const COLOUR_LIMIT = 0.5;

/** House fronts number their windows by a hash through sin(), whose last digits differ by route. */
const COLOUR_LIMIT_WITH_HOUSES = 0.5;

function draw(route: 'swiftshader' | 'mesa') {
  const renderer = openHeadlessRenderer({ route });
  const frames = PICTURES.flatMap((picture) =>
    POSES.map((pose) => {
      const { rgb, depthM, semantic } = renderer.render(picture, pose, CAMERA, 0);
      return {
        rgb: (rgb as Uint8Array).slice(),
        depthM: (depthM as Float32Array).slice(),
        semantic: (semantic as Uint8Array).slice(),
      };
    }),
  );
  renderer.close();
  return frames;
}

const missing = mesaProblem();

describe.skipIf(missing !== null)(`SwiftShader and Mesa${missing === null ? '' : `: ${missing}`}`, () => {
  const pairs = () => {
    const others = draw('mesa');
    return draw('swiftshader').map((a, i) => ({ a, b: others[i] as typeof a }));
  };

  it('agree on colour, on classes but for edges, and on depth', () => {
    const house = SEMANTIC_CLASSES.indexOf('building');
    let [colour, otherColour, others, wrongClass, wrongDepth, pixels] = [0, 0, 0, 0, 0, 0];
    for (const { a, b } of pairs()) {
      a.semantic.forEach((what, i) => {
        const off = [0, 1, 2].reduce(
          (sum, k) => sum + Math.abs(at(a.rgb, i * 3 + k) - at(b.rgb, i * 3 + k)),
          0,
        );
        pixels++;
        colour += off / 3;
        if (what !== house) {
          others++;
          otherColour += off / 3;
        }
        const [near, far] = [at(a.depthM, i), at(b.depthM, i)];
        if (what !== b.semantic[i]) wrongClass++;
        else if (near !== far && Math.abs(near - far) > 0.02 * far) wrongDepth++;
      });
    }
    expect(otherColour / others).toBeLessThan(COLOUR_LIMIT);
    expect(colour / pixels).toBeLessThan(COLOUR_LIMIT_WITH_HOUSES);
    expect(wrongClass / pixels).toBeLessThan(0.01);
    expect(wrongDepth / pixels).toBeLessThan(0.01);
  });
});

function at(values: ArrayLike<number>, i: number): number {
  return values[i] as number;
}
