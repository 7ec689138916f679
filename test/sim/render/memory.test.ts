import v8 from 'node:v8';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import type { ThreeRenderer } from '../../../sim/render/three-renderer.ts';
import { SAMPLE_STREET, sampleCamera, samplePicture } from '../../scenes/sample-street.ts';

const CAMERA = { widthPx: 48, heightPx: 24, rgb: true, depth: true, semantic: true };
const GROWTH_LIMIT_MB = 40;

/** Resident memory after everything that nobody holds is gone. */
function residentMb(): number {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
  return process.memoryUsage().rss / 1e6;
}

describe('the memory of a renderer', () => {
  let renderer: ThreeRenderer;
  beforeAll(() => {
    renderer = openHeadlessRenderer({ route: 'swiftshader' });
  });
  afterAll(() => renderer.close());

  /** An episode's life: a stage never seen before, one frame, release. */
  async function live(i: number): Promise<void> {
    const stage = { ...SAMPLE_STREET, key: `street ${i}`, items: SAMPLE_STREET.items.slice(0, 12) };
    renderer.render(samplePicture({}, stage), sampleCamera(), CAMERA, i % 3);
    renderer.release(i % 3);
    // three.js holds weak references, whose targets live until the running job has ended.
    await new Promise((resolve) => setImmediate(resolve));
  }

  it('stays flat over 200 stages built, drawn and released', async () => {
    for (let i = 0; i < 200; i++) await live(i);
    const objects = renderer.memory;
    const before = residentMb();
    for (let i = 200; i < 400; i++) await live(i);
    expect(renderer.memory).toEqual(objects);
    expect(residentMb() - before).toBeLessThan(GROWTH_LIMIT_MB);
  });

  it('holds one view for many episodes on an equal stage', () => {
    const objects = renderer.memory;
    for (let i = 0; i < 20; i++) {
      renderer.render(samplePicture({}, { ...SAMPLE_STREET, key: 'street 399' }), sampleCamera(), CAMERA, 0);
      renderer.release(0);
    }
    expect(renderer.memory).toEqual(objects);
  });
});
