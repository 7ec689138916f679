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

  it('goes on along the schedule of the training it takes up, and is careful at first', async () => {
    const options = { seed: 1, batchSize: 4, totalSteps: 1000, warmUpSteps: 100, learningRate: 1e-3 };
    const whole = await createDetectorTrainer(options);
    const later = await createDetectorTrainer({ ...options, firstStep: 550 });
    expect(whole.learningRate).toBeCloseTo(1e-5, 12);
    expect(later.steps).toBe(550);
    // Half way down the cosine: half of the highest, a hundredth of which is left at the end; a 50th of that.
    expect(later.learningRate).toBeCloseTo((1e-3 * (0.01 + 0.99 * 0.5)) / 50, 12);
    whole.dispose();
    later.dispose();
  });

  it('refuses pictures whose arrays do not fit together', async () => {
    const trainer = await createDetectorTrainer({ seed: 1, totalSteps: 1 });
    const pictures = { ...paintedThings(4, 1), classes: new Int8Array(3) };
    expect(() => trainer.step(pictures, [0])).toThrow(/do not fit together/);
    trainer.dispose();
  });
});
