import { describe, expect, it } from 'vitest';
import { detectorWeights } from '../../../agents/detector/detector-plan.ts';
import { createDetectorTrainer } from '../../../agents/detector/index.ts';
import { classifierWeights } from '../../../agents/perception/classifier-net.ts';
import { createClassifierTrainer } from '../../../agents/perception/index.ts';
import { architectureIn, decodeWeights, loadTensorflow } from '../../../agents/tensor/index.ts';
import { paintedThings } from './painted-things.ts';

const NET = { variant: 'd3', width: 0.125 } as const;

describe('training the detector', () => {
  it('learns twelve pictures by heart within a few steps, as it will be used', async () => {
    const pictures = paintedThings(12, 1);
    const trainer = await createDetectorTrainer({
      ...NET,
      variant: 'base',
      seed: 1,
      batchSize: 12,
      totalSteps: 80,
      warmUpSteps: 5,
      learningRate: 1e-2,
      variety: null,
    });
    const before = trainer.evaluate(pictures);
    // A class of twelve by chance: log 12.
    expect(before.class).toBeGreaterThan(2);
    const all = Array.from({ length: 12 }, (_, i) => i);
    for (let step = 0; step < 80; step++) trainer.step(pictures, all);
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
      const trainer = await createDetectorTrainer({ ...NET, seed, batchSize: 4, totalSteps: 3 });
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
    const options = { ...NET, seed: 1, batchSize: 4, totalSteps: 8, warmUpSteps: 2, learningRate: 1e-3 };
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

  it('begins with the MobileNet of a classifier, and with new weights for the rest', async () => {
    const classifier = await createClassifierTrainer({ ...NET, seed: 9, totalSteps: 1 });
    const trainer = await createDetectorTrainer({ ...NET, seed: 1, totalSteps: 1 });
    const weights = (file: Uint8Array) =>
      decodeWeights(file, { architecture: architectureIn(file), weights: detectorWeights(NET) });
    const fresh = weights(trainer.exportWeights());
    const file = classifier.exportWeights();
    trainer.beginWith(file);
    const begun = weights(trainer.exportWeights());
    const named = decodeWeights(file, {
      architecture: architectureIn(file),
      weights: classifierWeights(NET),
    });
    const body = named.filter(({ name }) => !name.startsWith('head/'));
    expect(body.length).toBeGreaterThan(100);
    expect(begun.slice(0, body.length)).toEqual(body);
    expect(begun.slice(body.length)).toEqual(fresh.slice(body.length));
    expect(begun[0]).not.toEqual(fresh[0]);

    const other = await createClassifierTrainer({ ...NET, variant: 'd2', seed: 9, totalSteps: 1 });
    expect(() => trainer.beginWith(other.exportWeights())).toThrow(/another network/);
    for (const each of [classifier, other, trainer]) each.dispose();
  });

  it('keeps tensors, their buffers and the WebAssembly memory flat, and frees all of them in the end', async () => {
    const { tf } = await loadTensorflow('wasm');
    const held = () => {
      const { numTensors, numDataBuffers, numBytes } = tf.memory();
      const heap = (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
      return { numTensors, numDataBuffers, numBytes, heap };
    };
    const { heap: _, ...before } = held();
    const trainer = await createDetectorTrainer({ ...NET, seed: 1, batchSize: 4, totalSteps: 20 });
    const pictures = paintedThings(4, 5);
    const step = () => {
      trainer.step(pictures, [0, 1, 2, 3]);
      trainer.evaluate(pictures);
      return held();
    };
    for (let k = 0; k < 3; k++) step();
    const settled = step();
    for (let k = 0; k < 8; k++) expect(step()).toEqual(settled);
    trainer.dispose();
    expect(held()).toMatchObject(before);
  });

  it('follows a schedule that rises, and falls along a cosine', async () => {
    const trainer = await createDetectorTrainer({
      ...NET,
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
      ...NET,
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
    const trainer = await createDetectorTrainer({ ...NET, seed: 1, totalSteps: 1 });
    const pictures = { ...paintedThings(4, 1), classes: new Int8Array(3) };
    expect(() => trainer.step(pictures, [0])).toThrow(/do not fit together/);
    trainer.dispose();
  });
});
