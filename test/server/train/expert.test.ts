import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PurePursuitAgent } from '../../../agents/index.ts';
import { type TrainDrivingOptions, trainDriving } from '../../../server/train/train-driving.ts';
import { trainingEpisode } from '../../../server/train/training-scenes.ts';
import { cli } from '../cli/cli-io.ts';
import { openHub, seat } from '../seats/hub-server.ts';
import { newFolder } from '../toy-runs.ts';
import { PursuitDesk } from './pursuit-desk.ts';

/** Its first episodes have short routes. */
const SEED = 981;
const ROUNDS = [
  { episodes: 2, studentShare: 0, steps: 2, learningRate: 1e-3 },
  { episodes: 1, studentShare: 0.5, steps: 2, learningRate: 1e-3 },
];
const FIRST_SEED = trainingEpisode(SEED, 0, 0).seed;

async function train(changes: Partial<TrainDrivingOptions> = {}) {
  const out = join(newFolder(), 'training');
  const remarks: string[] = [];
  const result = await trainDriving({
    seed: SEED,
    out,
    rounds: ROUNDS,
    workers: 1,
    gl: 'swiftshader',
    signal: new AbortController().signal,
    onProgress: () => {},
    onRemark: (text) => remarks.push(text),
    ...changes,
  });
  const read = (name: string) => readFileSync(join(out, name), 'utf8');
  return {
    ...result,
    remarks,
    weights: readFileSync(result.weightsFile),
    dataset: read('dataset.csv'),
    curve: read('curve.csv'),
  };
}

describe('training by an expert that is a program elsewhere', () => {
  let byDefault: Awaited<ReturnType<typeof train>>;

  beforeAll(async () => {
    byDefault = await train();
  }, 120_000);

  const expectSame = (other: Awaited<ReturnType<typeof train>>) => {
    expect(other.weights.equals(byDefault.weights)).toBe(true);
    expect(other.dataset).toBe(byDefault.dataset);
    expect(other.curve).toBe(byDefault.curve);
  };

  it('gives the weights of the built-in expert to the bit when that sits at the other end of a socket', async () => {
    const { url, desk } = await openHub();
    const leave = seat(new PurePursuitAgent(), { url, name: 'teacher', environments: 2 });
    const taught = await train({ expert: 'ws:teacher', desk: desk() });
    await leave();
    expectSame(taught);
    expect(taught.expertVersion).toBe(new PurePursuitAgent().version);
  }, 120_000);

  it('drives an episode again whose expert was lost in the middle, and learns nothing from the first half', async () => {
    const desk = new PursuitDesk({
      losesAt: (seed, attempt, step) => seed === FIRST_SEED && attempt < 3 && step === 20 * attempt,
    });
    const taught = await train({ expert: 'ws:sleepy', desk });
    expectSame(taught);
    expect(taught.remarks).toEqual([]);
    expect(desk.open).toBe(0);
  }, 120_000);

  it('skips an episode whose expert is lost each time, with a remark and a row that say so', async () => {
    const desk = new PursuitDesk({ losesAt: (seed, _, step) => seed === FIRST_SEED && step === 30 });
    const { remarks, dataset, lessons } = await train({ expert: 'ws:sleepy', desk });
    expect(remarks).toEqual(['round 0: episode 0 is skipped: Lost 3 times (last: it fell asleep)']);
    const rows = dataset.split('\n').map((row) => row.split(',').slice(0, 6));
    expect(rows[1]?.slice(4)).toEqual(['0', 'skipped']);
    expect(rows[2]).toEqual(byDefault.dataset.split('\n')[2]?.split(',').slice(0, 6));
    expect(lessons).toBeGreaterThan(0);
    expect(lessons).toBeLessThan(byDefault.lessons);
    expect(desk.open).toBe(0);
  }, 120_000);

  it('gives up when every episode was skipped', async () => {
    const desk = new PursuitDesk({ losesAt: () => true });
    await expect(train({ expert: 'ws:asleep', desk })).rejects.toThrow(/ws:asleep taught nothing/);
  }, 120_000);

  it('refuses an expert that needs another camera than the student has', async () => {
    const camera = { widthPx: 320, heightPx: 160, rgb: true, depth: true, semantic: false };
    await expect(train({ expert: 'ws:wide', desk: new PursuitDesk({ camera }) })).rejects.toThrow(
      /ws:wide cannot teach[\s\S]*no camera, or one of 96 x 48 RGB[\s\S]*320 x 160 RGB and depth/,
    );
  }, 120_000);

  it('can be interrupted while it waits for the expert to come back', async () => {
    const abort = new AbortController();
    const desk = new PursuitDesk();
    desk.begin = () => new Promise(() => abort.abort());
    await expect(train({ expert: 'ws:gone', desk, signal: abort.signal })).rejects.toMatchObject({
      kind: 'interrupted',
    });
  }, 120_000);
});

describe('training by an expert that is built in', () => {
  it('takes one that sees just what the student sees', async () => {
    const { lessons, expertVersion } = await train({ expert: 'cil', rounds: ROUNDS.slice(0, 1) });
    expect(lessons).toBeGreaterThan(0);
    expect(expertVersion).toMatch(/^[0-9a-f]+$/);
  }, 120_000);

  it('says which there are when it is none of them', async () => {
    const args = ['--out', join(newFolder(), 'training'), '--quick', '--workers', '1'];
    const { code, err } = await cli('train', 'driving', '--expert', 'teacher', ...args);
    expect(code).toBe(64);
    expect(err).toMatch(/no such agent[\s\S]*pure-pursuit, .*cil, .*ws, udacity[\s\S]*teacher/);
  });
});
