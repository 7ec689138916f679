import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trainDetector } from '../../../server/train/detector/train-detector.ts';
import { trainingView } from '../../../server/train/pictures/training-views.ts';
import { detectionShot, FIRST_UNSEEN_INSTANCE, SHAPE_CLASSES } from '../../../sim/index.ts';
import { newFolder } from '../toy-runs.ts';

const SIZES = { rounds: 2, pictures: 32, steps: 2 };

interface Told {
  readonly remarks: string[];
}

async function train(
  out: string,
  {
    seed = 5,
    workers = 1,
    judged = 0,
    stopAtStep = Number.POSITIVE_INFINITY,
    from = null,
  }: { seed?: number; workers?: number; judged?: number; stopAtStep?: number; from?: string | null } = {},
): Promise<Told> {
  const abort = new AbortController();
  const remarks: string[] = [];
  await trainDetector({
    ...SIZES,
    judged,
    seed,
    out,
    data: null,
    variant: 'd2',
    width: 0.125,
    learningRate: 2.5e-3,
    patience: null,
    from,
    workers,
    gl: 'swiftshader',
    signal: abort.signal,
    onRemark: (text) => remarks.push(text),
    onProgress: (activity, done) => {
      if (activity === 'training' && done >= stopAtStep) abort.abort();
    },
  });
  return { remarks };
}

const read = (out: string, file: string) => readFileSync(join(out, file));

describe('training the detector from pictures', () => {
  it('ends in the same weights at any worker count, and when it was stopped and went on', async () => {
    const folder = newFolder();
    const [one, stopped] = [join(folder, 'one'), join(folder, 'stopped')];
    await train(one, { judged: 1 });
    await expect(train(stopped, { stopAtStep: SIZES.steps + 1 })).rejects.toThrow(/goes on after the last/);
    expect(existsSync(join(stopped, 'detector.fsw'))).toBe(false);
    const { remarks } = await train(stopped, { workers: 2 });
    expect(remarks).toEqual(['going on after round 1 of 2']);
    expect(read(stopped, 'detector.fsw').equals(read(one, 'detector.fsw'))).toBe(true);
    expect(read(stopped, 'curve.csv')).toEqual(read(one, 'curve.csv'));

    const card = read(one, 'README.md').toString();
    expect(card).toContain('--seed 5 --rounds 2 --pictures 32 --steps 2 --learning-rate 0.0025 --judged 1');
    for (const name of SHAPE_CLASSES)
      expect(card).toMatch(new RegExp(`^\\| ${name} \\| \\d\\.\\d\\d \\(`, 'm'));

    expect(card).toContain('train detector --variant d2 --width 0.125 --seed 5');
    await expect(train(one, { from: 'nowhere.fsw' })).rejects.toThrow(/cannot be read[\s\S]*classifier/);
    await expect(train(one, { seed: 6 })).rejects.toThrow(/holds another training/);
  }, 120_000);

  it('shows every class as often, from its domain, and no instance that an episode may draw', () => {
    const views = Array.from({ length: 480 }, (_, index) => trainingView(1, 0, index));
    for (const name of SHAPE_CLASSES) expect(views.filter((view) => view.name === name)).toHaveLength(40);
    for (const { name, instance, scene } of views) {
      expect(instance).toBeLessThan(FIRST_UNSEEN_INSTANCE);
      expect(scene.cameraPitchDeg).toBeLessThanOrEqual(35);
      // Refuses what lies outside its axes.
      if (instance % 16 === 0) detectionShot({ name, instance, scene });
    }
    const empty = views.filter((view) => view.empty).length;
    expect(empty).toBeGreaterThan(480 * 0.03);
    expect(empty).toBeLessThan(480 * 0.15);
  });
});
