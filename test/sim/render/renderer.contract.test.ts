import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CameraSpec, Frame } from '../../../sim/agent.ts';
import type { Renderer } from '../../../sim/render/renderer.ts';
import { SEMANTIC_CLASSES, type SemanticClass } from '../../../sim/scene/picture.ts';
import { SAMPLE_STREET, sampleCamera, samplePicture, WALL_X_M } from '../../scenes/sample-street.ts';
import { RENDERERS } from '../../support/renderers.ts';

const CAMERA: CameraSpec = { widthPx: 96, heightPx: 48, rgb: true, depth: true, semantic: true };
const EMPTY = { ...SAMPLE_STREET, key: 'empty', items: [] };

for (const { name, missing, open } of RENDERERS) {
  describe.skipIf(missing !== null)(`the ${name} renderer${missing === null ? '' : `: ${missing}`}`, () => {
    let renderer: Renderer;
    beforeAll(() => {
      renderer = open();
    });
    afterAll(() => renderer.close());

    const draw = (slot = 0, camera = CAMERA) =>
      renderer.render(samplePicture(), sampleCamera({ pitchRad: 0 }), camera, slot);

    it('says what it is', () => {
      expect(renderer.description).toMatch(new RegExp(`^${name}: .+`));
    });

    it('gives the channels asked for, in the shape asked for, and no others', () => {
      const all = draw();
      expect([all.widthPx, all.heightPx]).toEqual([96, 48]);
      expect(all.rgb).toHaveLength(96 * 48 * 3);
      expect(all.depthM).toHaveLength(96 * 48);
      expect(all.semantic).toHaveLength(96 * 48);
      for (const channel of ['rgb', 'depth', 'semantic'] as const) {
        const camera = {
          widthPx: 33,
          heightPx: 17,
          rgb: false,
          depth: false,
          semantic: false,
          [channel]: true,
        };
        const frame = draw(0, camera);
        expect([frame.rgb?.length, frame.depthM?.length, frame.semantic?.length]).toEqual([
          channel === 'rgb' ? 33 * 17 * 3 : undefined,
          channel === 'depth' ? 33 * 17 : undefined,
          channel === 'semantic' ? 33 * 17 : undefined,
        ]);
      }
    });

    it('draws something other than one colour', () => {
      expect(new Set(draw().rgb).size).toBeGreaterThan(20);
    });

    it('draws the same picture to the same bytes, whatever was drawn between', () => {
      const first = copy(draw());
      renderer.render(samplePicture({ rain: 1, sunAltitudeDeg: 5 }), sampleCamera({ xM: 30 }), CAMERA, 0);
      renderer.render(samplePicture({}, EMPTY), sampleCamera(), CAMERA, 0);
      expect(copy(draw())).toEqual(first);
    });

    it('keeps slots apart', () => {
      const first = draw(0);
      const before = copy(first);
      const other = renderer.render(samplePicture({}, EMPTY), sampleCamera(), CAMERA, 1);
      expect(copy(other)).not.toEqual(before);
      expect(copy(first)).toEqual(before);
      renderer.release(1);
      expect(copy(draw(0))).toEqual(before);
    });

    it('draws the same after a slot was released', () => {
      const before = copy(draw(2));
      renderer.release(2);
      expect(copy(draw(2))).toEqual(before);
    });

    it('measures the distance to a wall within 1 %', () => {
      const { depthM, semantic } = draw();
      const at = pixel(48, 14);
      expect(SEMANTIC_CLASSES[semantic?.[at] as number]).toBe('building');
      expect(depthM?.[at]).toBeGreaterThan((WALL_X_M - 0.6) * 0.99);
      expect(depthM?.[at]).toBeLessThan((WALL_X_M - 0.6) * 1.01);
    });

    it('measures the distance to the road within 1 %, along the optical axis', () => {
      const focalPx = 48;
      for (const xM of [-15, -7.3, -2, 0, 1.1, 5, 7]) {
        const pose = sampleCamera({ pitchRad: 0, xM });
        const { depthM, semantic } = renderer.render(samplePicture(), pose, CAMERA, 0);
        for (let y = 32; y < 48; y++) {
          const expected = (1.5 * focalPx) / (y + 0.5 - 24);
          const measured = depthM?.[pixel(48, y)] as number;
          expect(SEMANTIC_CLASSES[semantic?.[pixel(48, y)] as number]).toBe('road' satisfies SemanticClass);
          expect(Math.abs(measured - expected) / expected).toBeLessThan(0.01);
        }
      }
    });

    it('names what it sees, and gives the sky no distance', () => {
      const { depthM, semantic } = draw();
      const seen = (x: number, y: number) => SEMANTIC_CLASSES[semantic?.[pixel(x, y)] as number];
      expect(seen(48, 44)).toBe('road' satisfies SemanticClass);
      expect(seen(48, 0)).toBe('sky' satisfies SemanticClass);
      expect(depthM?.[pixel(48, 0)]).toBe(Number.POSITIVE_INFINITY);
      expect(seen(92, 40)).toBe('pavement' satisfies SemanticClass);
    });

    it('rolls clockwise, looks down with negative pitch and left with growing heading', () => {
      const horizon = (change: Parameters<typeof sampleCamera>[0]) => {
        const pose = sampleCamera({ pitchRad: 0, ...change });
        const { semantic } = renderer.render(samplePicture({}, EMPTY), pose, CAMERA, 3);
        const skyRows = (x: number) =>
          Array.from({ length: 48 }, (_, y) => semantic?.[pixel(x, y)]).filter((c) => c === 0).length;
        return [skyRows(0), skyRows(95)] as [number, number];
      };
      const [left, right] = horizon({ rollRad: 0.2 });
      expect(left).toBeGreaterThan(right + 10);
      const [down] = horizon({ pitchRad: -0.2 });
      const [up] = horizon({ pitchRad: 0.2 });
      expect(up).toBeGreaterThan(down + 10);
      const turned = renderer.render(samplePicture(), sampleCamera({ headingRad: 0.3 }), CAMERA, 3);
      const ahead = columnOfWall(turned);
      expect(ahead).toBeGreaterThan(48);
    });
  });
}

/** Mean column of the pixels farther than 50 m and nearer than 70 m in the upper half. */
function columnOfWall(frame: Frame): number {
  let [sum, count] = [0, 0];
  for (let y = 8; y < 16; y++) {
    for (let x = 0; x < 96; x++) {
      const depthM = frame.depthM?.[pixel(x, y)] as number;
      if (depthM < 50 || depthM > 70) continue;
      sum += x;
      count++;
    }
  }
  return sum / count;
}

function pixel(x: number, y: number): number {
  return y * 96 + x;
}

function copy({ rgb, depthM, semantic }: Frame) {
  return { rgb: rgb?.slice(), depthM: depthM?.slice(), semantic: semantic?.slice() };
}
