import { z } from 'zod';
import { FaultscapeError, type Json, Rng } from '../sim/core/index.ts';
import type { Point } from '../sim/space/index.ts';
import type { FailureDistribution } from './adversary.ts';
import { GeneratorDistribution } from './bbgan/generator.ts';
import { latentWidth } from './bbgan/latent.ts';
import { FlowDistribution } from './flow/flow-distribution.ts';
import { loadMlp } from './mlp.ts';
import { MixtureDistribution } from './models/mixture.ts';
import { loadRegion } from './surveyor/region-distribution.ts';
import { uniformPoint } from './uniform.ts';

/** Every point of the box alike: what an adversary that learns nothing has learned. */
export class UniformDistribution implements FailureDistribution {
  readonly #dimension: number;

  constructor(dimension: number) {
    this.#dimension = dimension;
  }

  sample(n: number, seed: number): readonly Point[] {
    const rng = new Rng(seed, 'uniform');
    return Array.from({ length: n }, () => uniformPoint(rng, this.#dimension));
  }

  save(): Json {
    return { kind: 'uniform', version: 1, dimension: this.#dimension };
  }
}

/** Failures that were seen, drawn again with replacement. */
export class EmpiricalDistribution implements FailureDistribution {
  readonly #points: readonly Point[];

  constructor(points: readonly Point[]) {
    if (points.length === 0) {
      throw new FaultscapeError('data', 'There is no point to draw from.', {
        expected: 'at least one observed failure',
        got: 'none',
      });
    }
    this.#points = points;
  }

  sample(n: number, seed: number): readonly Point[] {
    const rng = new Rng(seed, 'empirical');
    return Array.from({ length: n }, () => rng.pick(this.#points));
  }

  save(): Json {
    return {
      kind: 'empirical',
      version: 1,
      dimension: (this.#points[0] as Point).length,
      points: this.#points.map((p) => [...p]),
    };
  }
}

const count = z.number().int().min(0).max(100_000);
const mlp = z.object({ sizes: z.array(count.min(1)).min(2), parameters: z.array(z.string()) });
const points = z.array(z.array(z.number().min(-1).max(1))).min(1);
const common = { version: z.literal(1), dimension: count.min(1) };
const schema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('uniform'), ...common }),
  z.object({
    kind: z.literal('empirical'),
    ...common,
    points,
  }),
  z.object({
    kind: z.literal('mixture'),
    ...common,
    components: z
      .array(z.object({ weight: z.number().min(0), mean: z.array(z.number()), lower: z.array(z.number()) }))
      .min(1),
  }),
  z.object({
    kind: z.literal('region'),
    ...common,
    binsPerAxis: z.array(count.min(1).nullable()),
    points,
    scores: z.array(z.number()),
    settings: z.object({
      kernel: z.enum(['gaussian', 'matern']),
      lengths: z.array(z.number().positive()),
      signal: z.number().positive(),
      noise: z.number().positive(),
    }),
    level: z.number(),
    caution: z.number().min(0),
    seeds: points,
    asMet: z.number().min(0).max(1).default(0),
  }),
  z.object({ kind: z.literal('flow'), ...common, nets: z.array(mlp).min(1) }),
  z.object({
    kind: z.literal('generator'),
    ...common,
    latent: z.object({ normals: count, categories: count }),
    generator: mlp,
    discriminator: mlp,
    leastLogit: z.number().nullable(),
  }),
]);

/** Brings a distribution back from what its `save` gave; equal seeds then draw equal points. */
export function loadDistribution(saved: unknown): FailureDistribution {
  const parsed = schema.safeParse(saved);
  if (!parsed.success) {
    throw new FaultscapeError('data', 'This is not a saved failure distribution.', {
      expected:
        'kind uniform, empirical, mixture, region, flow or generator, version 1, as written by an attack',
      got: z.prettifyError(parsed.error),
      hint: 'a file of another version must be learned again: run the attack once more',
    });
  }
  const data = parsed.data;
  if (data.kind === 'uniform') return new UniformDistribution(data.dimension);
  if (data.kind === 'empirical') {
    for (const point of data.points) expectSame('coordinates of a point', data.dimension, point.length);
    return new EmpiricalDistribution(data.points);
  }
  if (data.kind === 'mixture') {
    for (const { mean } of data.components) expectSame('axes of a component', data.dimension, mean.length);
    return new MixtureDistribution(data.components);
  }
  if (data.kind === 'region') {
    for (const point of [...data.points, ...data.seeds]) {
      expectSame('coordinates of a point', data.dimension, point.length);
    }
    expectSame('axes with or without bins', data.dimension, data.binsPerAxis.length);
    expectSame('scores of the points', data.points.length, data.scores.length);
    const columns = data.binsPerAxis.reduce<number>((sum, bins) => sum + (bins ?? 1), 0);
    expectSame('lengths of the map', columns, data.settings.lengths.length);
    return loadRegion(data);
  }
  if (data.kind === 'flow') {
    const nets = data.nets.map(loadMlp);
    for (const { sizes } of nets) expectSame('inputs of the flow', data.dimension, sizes[0]);
    return new FlowDistribution(nets);
  }
  const generator = loadMlp(data.generator);
  const discriminator = loadMlp(data.discriminator);
  expectSame('inputs of the generator', latentWidth(data.latent), generator.sizes[0]);
  expectSame('outputs of the generator', data.dimension, generator.sizes.at(-1));
  expectSame('inputs of the discriminator', data.dimension, discriminator.sizes[0]);
  expectSame('outputs of the discriminator', 1, discriminator.sizes.at(-1));
  return new GeneratorDistribution({ ...data, generator, discriminator });
}

function expectSame(what: string, expected: number, got: number | undefined): void {
  if (expected === got) return;
  throw new FaultscapeError('data', `A saved failure distribution contradicts itself: ${what}.`, {
    expected: String(expected),
    got: String(got),
  });
}
