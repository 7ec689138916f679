import { describe, expect, it } from 'vitest';
import { openHeadlessRenderer } from '../../../sim/render/headless.ts';
import { probeGlRoutes } from '../../../sim/render/headless-probe.ts';

describe('the headless renderer', () => {
  it('takes the first route that works', async () => {
    const working = (await probeGlRoutes()).find((probe) => probe.description !== undefined);
    const renderer = openHeadlessRenderer({ route: 'auto' });
    expect(renderer.description.split(':')[0]).toBe(working?.route);
    renderer.close();
  });

  it('refuses a second one on the same thread, and opens again after the first is closed', () => {
    const first = openHeadlessRenderer({ route: 'swiftshader' });
    expect(() => openHeadlessRenderer({ route: 'swiftshader' })).toThrow(
      /already has an open graphics context/,
    );
    first.close();
    first.close();
    openHeadlessRenderer({ route: 'swiftshader' }).close();
  });
});

describe('probing the routes', () => {
  it('says of each either what it offers or what is wrong with it', async () => {
    const probes = await probeGlRoutes();
    expect(probes.map(({ route }) => route)).toEqual(['device', 'mesa', 'swiftshader']);
    for (const { description, problem } of probes) {
      expect(description === undefined).toBe(problem !== undefined);
      expect((description ?? problem)?.length).toBeGreaterThan(10);
    }
    expect(probes[1]?.description ?? 'llvmpipe').toMatch(/llvmpipe|softpipe/);
    expect(probes[2]?.description).toMatch(/SwiftShader/);
  });
});
