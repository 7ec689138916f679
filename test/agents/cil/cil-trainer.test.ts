import { describe, expect, it } from 'vitest';
import { CilTrainer, type CilTrainerOptions } from '../../../agents/cil/cil-trainer.ts';
import { loadTensorflow } from '../../../agents/tensor/index.ts';
import { paintedRoad } from './painted-road.ts';

const LESSONS = paintedRoad(768, 1);
const UNSEEN = paintedRoad(128, 2);

async function train(steps: number, options: Partial<CilTrainerOptions> = {}): Promise<CilTrainer> {
  const trainer = await CilTrainer.create({
    seed: 1,
    totalSteps: steps,
    batchSize: 16,
    warmUpSteps: 10,
    ...options,
  });
  while (trainer.steps < steps) {
    for (const batch of trainer.shuffledBatches(LESSONS.count).slice(0, steps - trainer.steps)) {
      trainer.step(LESSONS, batch);
    }
  }
  return trainer;
}

describe('CilTrainer', () => {
  it('learns to follow a painted line as commanded, on pictures it never saw', async () => {
    const trainer = await train(120);
    const losses = trainer.evaluate(UNSEEN);
    // A network blind to the picture is off by 0.3 on average, one deaf to the command by 0.15.
    expect(losses.steer).toBeLessThan(0.08);
    expect(losses.gas + losses.brake).toBeLessThan(0.4);
    trainer.dispose();
  });

  it('learns it with a MobileNet too, if given time', async () => {
    const trainer = await train(240, { backbone: 'd3' });
    expect(trainer.evaluate(UNSEEN).steer).toBeLessThan(0.1);
    trainer.dispose();
  });

  it('gives the same weights for the same seed, and others for another', async () => {
    const files = [];
    for (const seed of [1, 1, 2]) {
      const trainer = await train(5, { seed });
      files.push(Buffer.from(trainer.exportWeights()).toString('base64'));
      trainer.dispose();
    }
    expect(files[1]).toBe(files[0]);
    expect(files[2]).not.toBe(files[0]);
  });

  it('trains only the commanded branch', async () => {
    const left = { ...LESSONS, commands: new Uint8Array(LESSONS.count).fill(1) };
    const right = { ...UNSEEN, commands: new Uint8Array(UNSEEN.count).fill(2) };
    const trainer = await CilTrainer.create({ seed: 1, totalSteps: 10 });
    const before = branchWeights(trainer.exportWeights());
    trainer.step(left, [0, 1, 2, 3]);
    const after = branchWeights(trainer.exportWeights());
    expect(after[1]).not.toEqual(before[1]);
    for (const other of [0, 2, 3]) expect(after[other]).toEqual(before[other]);
    expect(trainer.evaluate(right).total).toBeGreaterThan(0);
    trainer.dispose();
  });

  it('keeps the number of tensors flat over 50 steps and frees all of them in the end', async () => {
    const { tf } = await loadTensorflow();
    const start = tf.memory().numTensors;
    const trainer = await CilTrainer.create({ seed: 1, totalSteps: 50, batchSize: 8 });
    const counts = new Set<number>();
    for (let i = 0; i < 50; i++) {
      trainer.step(LESSONS, [i, i + 1, i + 2]);
      counts.add(tf.memory().numTensors);
    }
    trainer.evaluate(UNSEEN);
    counts.add(tf.memory().numTensors);
    expect(counts.size).toBe(1);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(start);
  });

  it('goes on from exported weights with the same losses, and nearly the same from float16', async () => {
    const trainer = await train(3);
    const other = await CilTrainer.create({ seed: 9, totalSteps: 1 });
    other.importWeights(trainer.exportWeights());
    const losses = trainer.evaluate(UNSEEN);
    expect(other.evaluate(UNSEEN).total).toBeCloseTo(losses.total, 6);
    other.importWeights(trainer.exportWeights('float16'));
    expect(other.evaluate(UNSEEN).total).toBeCloseTo(losses.total, 2);
    expect(trainer.exportWeights().length).toBeLessThan(1_500_000);
    trainer.dispose();
    other.dispose();
  });

  it('raises the learning rate from nothing, then lowers it to a hundredth', async () => {
    const trainer = await CilTrainer.create({ seed: 1, totalSteps: 8, warmUpSteps: 4, learningRate: 0.01 });
    const rates = [];
    for (let i = 0; i < 10; i++) {
      rates.push(trainer.learningRate);
      trainer.step(LESSONS, [i]);
    }
    expect(rates.slice(0, 5).map((rate) => Math.round(rate * 1e5) / 1e5)).toEqual([
      0.0025, 0.005, 0.0075, 0.01, 0.01,
    ]);
    expect(rates[9]).toBeCloseTo(0.0001, 9);
    trainer.dispose();
  });

  it('leaves lessons of weight zero out of account', async () => {
    const weights = Float32Array.from({ length: UNSEEN.count }, (_, i) => (i < 64 ? 2 : 0));
    const trainer = await CilTrainer.create({ seed: 1, totalSteps: 1 });
    const half = paintedRoad(128, 2);
    const first = {
      count: 64,
      images: half.images.subarray(0, half.images.length / 2),
      speedsMps: half.speedsMps.subarray(0, 64),
      commands: half.commands.subarray(0, 64),
      labels: half.labels.subarray(0, 192),
    };
    expect(trainer.evaluate({ ...UNSEEN, weights }).total).toBeCloseTo(trainer.evaluate(first).total, 5);
    trainer.dispose();
  });

  it('says which arrays of the lessons do not fit', async () => {
    const trainer = await CilTrainer.create({ seed: 1, totalSteps: 1 });
    const broken = { ...UNSEEN, labels: UNSEEN.labels.slice(3) };
    expect(() => trainer.evaluate(broken)).toThrow(/expected: 128 rows[\s\S]*got: +rows: 128, 128, 128, 127/);
    trainer.dispose();
  });
});

/** The rows of the last layer that belong to each command, read straight from the file's numbers. */
function branchWeights(file: Uint8Array): Float32Array[] {
  const headerLength = new DataView(file.buffer, file.byteOffset).getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength)));
  let at = 8 + headerLength;
  for (const { name, shape } of header.weights) {
    const count = shape.reduce((a: number, b: number) => a * b, 1);
    if (name === 'branch2/weight') {
      const values = new Float32Array(file.slice(at, at + count * 4).buffer);
      return [0, 1, 2, 3].map((branch) => values.slice((branch * count) / 4, ((branch + 1) * count) / 4));
    }
    at += count * 4;
  }
  throw new Error('no branch2/weight in the file');
}
