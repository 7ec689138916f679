import { describe, expect, it } from 'vitest';
import { classLoss, softmax } from '../../../agents/perception/class-loss.ts';
import { ClassifierAgent, createClassifierTrainer } from '../../../agents/perception/index.ts';
import { USUAL_VARIETY } from '../../../agents/pictures/vary-picture.ts';
import { encodeWeights, loadTensorflow } from '../../../agents/tensor/index.ts';
import { paintedThings } from '../detector/painted-things.ts';

const BOX = { leftPx: 0, topPx: 0, rightPx: 9, bottomPx: 9 };

describe('the loss of a classifier', () => {
  it('is the log of the class count where nothing is known, and 0 where all is', () => {
    expect(classLoss([0, 0, 0, 0], [{ ...BOX, classIndex: 2 }]).total).toBeCloseTo(Math.log(4), 12);
    expect(classLoss([0, 0, 50, 0], [{ ...BOX, classIndex: 2 }])).toMatchObject({ wrongShare: 0 });
    expect(classLoss([0, 0, 50, 0], [{ ...BOX, classIndex: 2 }]).total).toBeCloseTo(0, 12);
  });

  it('has the gradient that differences give, and none for pictures of nothing', () => {
    const logits = [0.3, -1.2, 2, 0.1, 0.4, -0.7, 5, 5, 5];
    const boxes = [{ ...BOX, classIndex: 1 }, { ...BOX, classIndex: 0 }, null];
    const { gradient } = classLoss(logits, boxes);
    logits.forEach((_, i) => {
      const at = (by: number) =>
        classLoss(
          logits.map((x, k) => (k === i ? x + by : x)),
          boxes,
        ).total;
      expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
    });
    expect([...gradient.slice(6)]).toEqual([0, 0, 0]);
  });

  it('makes shares of any logits, however large', () => {
    expect(softmax([1000, 1000, -1000])).toEqual([0.5, 0.5, 0]);
  });
});

describe('training a classifier', () => {
  const options = { variant: 'd2', width: 0.125, batchSize: 12, warmUpSteps: 5, variety: null } as const;

  it('learns twelve pictures by heart, in training and as it will be used', async () => {
    const pictures = paintedThings(12, 1);
    const trainer = await createClassifierTrainer({
      ...options,
      seed: 1,
      totalSteps: 100,
      learningRate: 3e-3,
    });
    const all = Array.from({ length: 12 }, (_, i) => i);
    let last = Number.POSITIVE_INFINITY;
    for (let step = 0; step < 100; step++) last = trainer.step(pictures, all).total;
    expect(last).toBeLessThan(0.1);
    expect(trainer.evaluate(pictures).wrongShare).toBe(0);
    trainer.dispose();
  }, 300_000);

  it('keeps tensors, their buffers and the WebAssembly memory flat, and frees all of them in the end', async () => {
    const { tf } = await loadTensorflow('wasm');
    const heapBytes = () => (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
    const held = () => {
      const { numTensors, numDataBuffers, numBytes } = tf.memory();
      return { numTensors, numDataBuffers, numBytes };
    };
    const before = held();
    for (const variant of ['d1', 'd2', 'd3'] as const) {
      const pictures = paintedThings(4, 5);
      const settings = { ...options, variant, batchSize: 4, variety: USUAL_VARIETY };
      const trainer = await createClassifierTrainer({ ...settings, seed: 1, totalSteps: 20 });
      const round = () => {
        trainer.step(pictures, [0, 1, 2, 3]);
        trainer.evaluate(pictures);
        return { ...held(), heapBytes: heapBytes() };
      };
      for (let step = 0; step < 3; step++) round();
      const settled = round();
      for (let step = 0; step < 12; step++) expect(round()).toEqual(settled);
      trainer.dispose();
      expect(held()).toEqual(before);
    }
  }, 60_000);

  it('gives the same weights from one seed, which an agent takes up', async () => {
    const pictures = paintedThings(12, 2);
    const weights = async () => {
      const trainer = await createClassifierTrainer({ ...options, seed: 3, totalSteps: 2 });
      for (const batch of trainer.shuffledBatches(pictures.count)) trainer.step(pictures, batch);
      const file = trainer.exportWeights();
      trainer.dispose();
      return file;
    };
    const [one, other] = [await weights(), await weights()];
    expect(Buffer.from(other).equals(Buffer.from(one))).toBe(true);
    const agent = await ClassifierAgent.load(one);
    expect(agent.version).toMatch(/^[0-9a-f]{12}$/);
    agent.close();
  });
});

describe("a classifier's weights file", () => {
  it('is refused when it belongs to another net, is cut short, or is none', async () => {
    const alien = encodeWeights([{ name: 'a', shape: [1], values: Float32Array.of(1) }], {
      architecture: 'cil-v1',
    });
    await expect(ClassifierAgent.load(alien)).rejects.toThrow('another network');
    const empty = encodeWeights([], { architecture: 'classifier-v1/d2/0.25' });
    await expect(ClassifierAgent.load(empty)).rejects.toThrow('other weights than the network has');
    await expect(ClassifierAgent.load(alien.subarray(0, 20))).rejects.toThrow('cannot be read');
    await expect(ClassifierAgent.load(new Uint8Array(100))).rejects.toThrow('not a weights file');
  });
});
