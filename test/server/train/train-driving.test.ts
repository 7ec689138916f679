import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trainDriving } from '../../../server/train/train-driving.ts';
import { trainingEpisode } from '../../../server/train/training-scenes.ts';
import { createTask } from '../../../sim/index.ts';
import { newFolder } from '../toy-runs.ts';

const ROUNDS = [
  { episodes: 2, studentShare: 0, steps: 3, learningRate: 1e-3 },
  { episodes: 2, studentShare: 0.5, steps: 3, learningRate: 1e-3 },
];

async function train(seed: number, workers: number): Promise<{ weights: Buffer; out: string }> {
  const out = join(newFolder(), 'training');
  const { weightsFile } = await trainDriving({
    seed,
    out,
    rounds: ROUNDS,
    workers,
    gl: 'swiftshader',
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  return { weights: readFileSync(weightsFile), out };
}

describe('training the camera agent', () => {
  it('gives the same weights to the bit from one seed, at any worker count, and others from another', async () => {
    const one = await train(5, 1);
    const two = await train(5, 2);
    expect(two.weights.equals(one.weights)).toBe(true);
    expect(readFileSync(join(two.out, 'curve.csv'))).toEqual(readFileSync(join(one.out, 'curve.csv')));
    expect(readFileSync(join(two.out, 'dataset.csv'))).toEqual(readFileSync(join(one.out, 'dataset.csv')));
    const other = await train(6, 1);
    expect(other.weights.equals(one.weights)).toBe(false);
  }, 240_000);

  it('draws its scenes within every axis, with seeds that no derived seed can be', () => {
    for (let index = 0; index < 300; index++) {
      const { task, scene, seed } = trainingEpisode(1, 0, index);
      expect(seed).toBeGreaterThanOrEqual(2 ** 32);
      const needs = { camera: null, truth: true };
      createTask(task).begin(scene, { seed, seat: 0, renderer: null, needs }).close();
    }
  });
});
