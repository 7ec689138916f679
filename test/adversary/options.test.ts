import { expect, it } from 'vitest';
import {
  adversaryKind,
  adversaryNames,
  createAdversary,
  parseSettings,
  resolveOptions,
} from '../../adversary/index.ts';

const { options } = adversaryKind('bbgan');
const context = { dimension: 2, seed: 1 };

it('reads key=value settings with their types', () => {
  expect(parseSettings(options, ['iterations=500', 'preset=paper', 'learningRate = 1e-3'])).toEqual({
    iterations: 500,
    preset: 'paper',
    learningRate: 0.001,
  });
});

it('fills in defaults and leaves to the preset what it decides', () => {
  const values = resolveOptions(options, { pool: 10 });
  expect(values).toMatchObject({ pool: 10, induced: 100, samples: 50, boost: 0, preset: 'healthy' });
  expect(values).not.toHaveProperty('iterations');
});

it.each(adversaryNames())('describes every option of %s and accepts its own defaults', (name) => {
  const { description, options: specs } = adversaryKind(name);
  expect(description).not.toBe('');
  expect(new Set(specs.map((spec) => spec.name)).size).toBe(specs.length);
  for (const spec of specs) {
    expect(spec.description).not.toBe('');
    if (spec.default !== null) expect(resolveOptions(specs, { [spec.name]: spec.default })).toBeDefined();
  }
});

it.each([
  [['poool=5'], /no such setting[\s\S]*pool, induced[\s\S]*poool/],
  [['pool'], /key=value/],
  [['pool='], /a whole number from 1/],
  [['pool=1.5'], /a whole number from 1/],
  [['pool=-3'], /a whole number from 1/],
  [['pool=many'], /got: {6}NaN/],
  [['preset=perfect'], /one of healthy, paper/],
])('refuses %j with what it expected', (settings, message) => {
  expect(() => parseSettings(options, settings)).toThrow(message);
});

it('refuses an unknown adversary, an empty box, and an induced set larger than the pool', async () => {
  await expect(createAdversary('nobody', {}, context)).rejects.toThrow(/one of random, bbgan/);
  await expect(createAdversary('random', {}, { ...context, dimension: 0 })).rejects.toThrow(/dimension/);
  await expect(createAdversary('random', {}, { ...context, binsPerAxis: [null] })).rejects.toThrow(
    /2 entries/,
  );
  await expect(createAdversary('bbgan', { pool: 50 }, context)).rejects.toThrow(/induced at most 50/);
});
