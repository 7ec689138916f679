import { describe, expect, it } from 'vitest';
import { createDetectorTrainer } from '../../../agents/detector/index.ts';
import { paintedThings } from './painted-things.ts';

describe('training the detector', () => {
  it('learns sixteen pictures by heart within a few steps', async () => {
    const pictures = paintedThings(16, 1);
    const trainer = await createDetectorTrainer({
      seed: 1,
      batchSize: 16,
      totalSteps: 60,
      warmUpSteps: 10,
      learningRate: 2e-3,
      variety: null,
    });
    const before = trainer.evaluate(pictures);
    // A class of twelve by chance: log 12.
    expect(before.class).toBeGreaterThan(2);
    const all = Array.from({ length: 16 }, (_, i) => i);
    for (let step = 0; step < 60; step++) trainer.step(pictures, all);
    const after = trainer.evaluate(pictures);
    expect(after.objectness).toBeLessThan(0.15);
    expect(after.class).toBeLessThan(0.05);
    // -log of an overlap of 3 / 4.
    expect(after.box).toBeLessThan(-Math.log(0.75));
    trainer.dispose();
  }, 300_000);

  it('gives the same weights to the bit from one seed, and others from another', async () => {
    const pictures = paintedThings(12, 2);
    const weights = async (seed: number) => {
      const trainer = await createDetectorTrainer({ seed, batchSize: 4, totalSteps: 3 });
      for (const batch of trainer.shuffledBatches(pictures.count)) trainer.step(pictures, batch);
      const file = trainer.exportWeights();
      trainer.dispose();
      return Buffer.from(file);
    };
    const first = await weights(1);
    expect((await weights(1)).equals(first)).toBe(true);
    expect((await weights(2)).equals(first)).toBe(false);
  });

  it('goes on where another trainer was, to the same weights to the bit', async () => {
    const options = { seed: 1, batchSize: 4, totalSteps: 8, warmUpSteps: 2, learningRate: 1e-3 };
    const pictures = paintedThings(12, 2);
    const round = (trainer: Awaited<ReturnType<typeof createDetectorTrainer>>, number: number) => {
      trainer.beginRound(number);
      for (const batch of trainer.shuffledBatches(pictures.count)) trainer.step(pictures, batch);
      return trainer.progress();
    };
    const whole = await createDetectorTrainer(options);
    const first = round(whole, 0);
    const second = round(whole, 1);
    const later = await createDetectorTrainer(options);
    later.resume(first);
    expect(later.steps).toBe(3);
    const again = round(later, 1);
    expect(Buffer.from(again.weights).equals(Buffer.from(second.weights))).toBe(true);
    expect(Buffer.from(again.moments).equals(Buffer.from(second.moments))).toBe(true);
    whole.dispose();
    later.dispose();
  });

  it('follows a schedule that rises, and falls along a cosine', async () => {
    const trainer = await createDetectorTrainer({
      seed: 1,
      totalSteps: 1000,
      warmUpSteps: 100,
      learningRate: 1e-3,
    });
    expect(trainer.learningRate).toBeCloseTo(1e-5, 12);
    trainer.resume({ ...trainer.progress(), steps: 550 });
    // Half way down the cosine: half of the highest, a hundredth of which is left at the end.
    expect(trainer.learningRate).toBeCloseTo(1e-3 * (0.01 + 0.99 * 0.5), 12);
    trainer.dispose();
  });

  it('stops before it writes weights that are no numbers', async () => {
    const pictures = paintedThings(4, 1);
    const trainer = await createDetectorTrainer({
      seed: 1,
      totalSteps: 9,
      warmUpSteps: 0,
      learningRate: 1e30,
    });
    const train = () => {
      for (let step = 0; step < 9; step++) trainer.step(pictures, [0, 1, 2, 3]);
    };
    expect(train).toThrow(/ran away/);
    trainer.dispose();
  });

  it('refuses pictures whose arrays do not fit together', async () => {
    const trainer = await createDetectorTrainer({ seed: 1, totalSteps: 1 });
    const pictures = { ...paintedThings(4, 1), classes: new Int8Array(3) };
    expect(() => trainer.step(pictures, [0])).toThrow(/do not fit together/);
    trainer.dispose();
  });
});
