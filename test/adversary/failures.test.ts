import { describe, expect, it } from 'vitest';
import { GeneratorDistribution } from '../../adversary/bbgan/generator.ts';
import { EmpiricalDistribution, loadDistribution, UniformDistribution } from '../../adversary/failures.ts';

/** G(z) = tanh(2 z + 0.5) for one normal z; D(x) = x. */
const generator = { sizes: [1, 1], parameters: [Float32Array.of(2), Float32Array.of(0.5)] };
const discriminator = { sizes: [1, 1], parameters: [Float32Array.of(1), Float32Array.of(0)] };
const parts = { latent: { normals: 1, categories: 0 }, generator, discriminator };

describe('the uniform distribution', () => {
  it('fills the box evenly', () => {
    const points = new UniformDistribution(2).sample(4000, 1);
    for (const axis of [0, 1]) {
      const quarter = points.filter((p) => (p[axis] as number) < -0.5).length;
      expect(quarter).toBeGreaterThan(900);
      expect(quarter).toBeLessThan(1100);
    }
  });
});

describe('the empirical distribution', () => {
  it('draws only what was seen, and survives being saved', () => {
    const seen = [
      [0.5, 1],
      [-0.5, 0],
    ];
    const distribution = new EmpiricalDistribution(seen);
    const points = distribution.sample(50, 3);
    for (const point of points) expect(seen).toContainEqual(point);
    expect(loadDistribution(distribution.save()).sample(50, 3)).toEqual(points);
  });

  it('needs at least one point', () => {
    expect(() => new EmpiricalDistribution([])).toThrow(/at least one/);
  });
});

describe('the generator distribution', () => {
  it('pushes normal numbers through the network', () => {
    const points = new GeneratorDistribution({ ...parts, leastLogit: null }).sample(4000, 1);
    // tanh(2 z + 0.5) > 0 where z > -0.25, which has probability 0.5987.
    const above = points.filter(([x]) => (x as number) > 0).length / points.length;
    expect(above).toBeCloseTo(0.5987, 1);
  });

  it('lets pass only samples that the discriminator accepts', () => {
    const points = new GeneratorDistribution({ ...parts, leastLogit: 0.25 }).sample(500, 1);
    for (const [x] of points) expect(x).toBeGreaterThanOrEqual(0.25);
  });

  it('gives the best of its tries when the discriminator accepts nothing', () => {
    const points = new GeneratorDistribution({ ...parts, leastLogit: 2 }).sample(5, 1);
    for (const [x] of points) expect(x).toBeGreaterThan(0.9);
  });

  it('ranks points by the discriminator', () => {
    const ranks = new GeneratorDistribution({ ...parts, leastLogit: null }).rank([[0.5], [-1], [0]]);
    expect(ranks).toEqual([0.5, -1, 0]);
  });
});

describe('loading a distribution', () => {
  const saved = new GeneratorDistribution({ ...parts, leastLogit: null }).save() as Record<string, unknown>;

  it.each([
    ['nothing', null, /not a saved failure distribution/],
    [
      'another kind',
      { ...saved, kind: 'magic' },
      /kind uniform, empirical, mixture, region, flow or generator/,
    ],
    ['another version', { ...saved, version: 2 }, /version/],
    ['a missing network', { ...saved, generator: undefined }, /generator/],
    ['a wrong dimension', { ...saved, dimension: 3 }, /outputs of the generator[\s\S]*expected: 3/],
    [
      'truncated weights',
      { ...saved, generator: { sizes: [1, 1], parameters: ['AAAA', 'AAAAAA=='] } },
      /parameter 0 has the wrong length[\s\S]*4 bytes/,
    ],
    [
      'weights that are not base64',
      { ...saved, generator: { sizes: [1, 1], parameters: ['?', '?'] } },
      /not base64/,
    ],
    [
      'too few weights',
      { ...saved, generator: { sizes: [1, 1], parameters: ['AAAAAA=='] } },
      /number of parameters[\s\S]*expected: 2/,
    ],
    [
      'weights that are not numbers',
      { ...saved, generator: { sizes: [1, 1], parameters: ['AADAfw==', 'AAAAAA=='] } },
      /not finite/,
    ],
    ['a point outside the box', { kind: 'empirical', version: 1, dimension: 1, points: [[3]] }, /points/],
    [
      'a point of the wrong length',
      { kind: 'empirical', version: 1, dimension: 2, points: [[0]] },
      /coordinates of a point/,
    ],
  ])('refuses %s', (_, data, message) => {
    expect(() => loadDistribution(data)).toThrow(message);
  });
});
