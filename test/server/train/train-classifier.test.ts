import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { trainClassifier } from '../../../server/train/classifier/train-classifier.ts';
import { readTraining } from '../../../server/train/pictures/training-state.ts';
import { SHAPE_CLASSES } from '../../../sim/index.ts';
import { cli } from '../cli/cli-io.ts';
import { newFolder, startCli } from '../toy-runs.ts';

const SIZES = { variant: 'd2', width: 0.1, rounds: 2, pictures: 32, steps: 2, seed: 5 } as const;

async function train(out: string, { judged = 0, stopAtStep = Number.POSITIVE_INFINITY } = {}) {
  const abort = new AbortController();
  return trainClassifier({
    ...SIZES,
    judged,
    out,
    data: null,
    learningRate: 1e-2,
    patience: null,
    from: null,
    workers: 1,
    gl: 'swiftshader',
    signal: abort.signal,
    onRemark: () => {},
    onProgress: (activity, done) => {
      if (activity === 'training' && done >= stopAtStep) abort.abort();
    },
  });
}

const read = (out: string, file: string) => readFileSync(join(out, file));

describe('training a classifier from pictures', () => {
  const folder = newFolder();
  const [one, stopped] = [join(folder, 'one'), join(folder, 'stopped')];

  it('ends in the same weights when it was stopped and went on, and writes its card', async () => {
    await train(one, { judged: 5 });
    await expect(train(stopped, { stopAtStep: SIZES.steps + 1 })).rejects.toThrow(/goes on after the last/);
    expect(existsSync(join(stopped, 'classifier.fsw'))).toBe(false);
    await train(stopped);
    expect(read(stopped, 'classifier.fsw').equals(read(one, 'classifier.fsw'))).toBe(true);
    const card = read(one, 'README.md').toString();
    expect(card).toContain(
      '--variant d2 --width 0.1 --seed 5 --rounds 2 --pictures 32 --steps 2 --learning-rate 0.01 --judged 5',
    );
    for (const name of SHAPE_CLASSES) expect(card).toMatch(new RegExp(`^\\| ${name} \\| \\d+\\.\\d %`, 'm'));
    expect(card).toMatch(/^\| natural \| \d\.\d\d \|/m);
  }, 180_000);

  it('ends in the same weights when it was killed in the middle and went on', async () => {
    const killed = join(folder, 'killed');
    const flags = Object.entries({ ...SIZES, judged: 0, out: killed, workers: 1, gl: 'swiftshader' });
    const args = flags.flatMap(([name, value]) => [`--${name}`, String(value)]);
    const training = startCli(['train', 'classifier', ...args]);
    const rounds = () => (existsSync(join(killed, 'training.json')) ? readTraining(killed).rounds : 0);
    while (training.child.exitCode === null && rounds() === 0) await sleep(20);
    training.child.kill('SIGKILL');
    await training.ended;
    await train(killed);
    expect(read(killed, 'classifier.fsw').equals(read(one, 'classifier.fsw'))).toBe(true);
    expect(read(killed, 'curve.csv').equals(read(one, 'curve.csv'))).toBe(true);
    expect(read(killed, 'curve.csv').toString()).toMatch(
      /^step,learning_rate,set,total,wrongShare,inputBits,/,
    );
  }, 180_000);

  it('makes an agent whose run has its place in the information plane, the same each time', async () => {
    const agent = `classifier:${join(one, 'classifier.fsw')}`;
    const run = join(folder, 'run');
    const asked = ['--task', 'recognition/all', '--agent', agent, '-n', '12', '--workers', '1', '--out', run];
    expect((await cli('evaluate', ...asked)).code).toBe(0);
    const svg = join(folder, 'plane.svg');
    const { code, out } = await cli('perception', 'infoplane', run, '--json', '--svg', svg);
    expect(code).toBe(0);
    const [plane] = JSON.parse(out) as [{ plane: { samples: number; boundBits: number; labelBits: number } }];
    expect(plane.plane.samples).toBe(12);
    expect(plane.plane.labelBits).toBeLessThanOrEqual(plane.plane.boundBits + 1e-9);
    expect(read(folder, 'plane.svg').toString()).toContain('I(T;Y)');
    expect((await cli('perception', 'infoplane', run, '--json')).out).toBe(out);
    const table = (await cli('perception', 'infoplane', run, '--classes')).out;
    expect(table).toMatch(/^run +nominal +all +12 /m);
  }, 180_000);

  it('can begin with the weights of another training, of the same net', async () => {
    const from = join(one, 'round-2.fsw');
    const sizes = ['--rounds', '1', '--pictures', '32', '--steps', '1', '--judged', '0', '--workers', '1'];
    const asked = ['train', 'classifier', ...sizes, '--from', from, '--gl', 'swiftshader'] as const;
    const fine = join(folder, 'fine');
    expect((await cli(...asked, '--variant', 'd2', '--width', '0.1', '--out', fine)).code).toBe(0);
    expect(readTraining(fine).settings.from).toMatch(/^[0-9a-f]{12}$/);
    expect(read(fine, 'README.md').toString()).toContain(`--from ${from}`);
    const { code, err } = await cli(
      ...asked,
      '--variant',
      'd1',
      '--width',
      '0.1',
      '--out',
      join(folder, 'no'),
    );
    expect(code).not.toBe(0);
    expect(err).toContain('another network');
  }, 120_000);

  it('has a place in the report of an attack, beside that of the scenes that were generated', async () => {
    const run = join(folder, 'attack');
    const agent = `classifier:${join(one, 'classifier.fsw')}`;
    const sizes = ['--pool', '12', '--induced', '6', '--samples', '6', '--baseline', '6', '--nominal', '0'];
    const short = ['--set', 'iterations=20', '--set', 'attempts=1', '--workers', '1'];
    const asked = ['--task', 'recognition/all', '--agent', agent, '--adversary', 'bbgan', ...sizes, ...short];
    expect((await cli('attack', ...asked, '--out', run)).code).toBe(0);
    expect((await cli('report', run, '--no-pictures')).code).toBe(0);
    const page = read(run, 'report.html').toString();
    expect(page).toContain('<section id="plane">');
    const table = page.slice(page.indexOf('<section id="plane">'));
    for (const phase of ['pool', 'generated']) expect(table).toContain(phase);
  }, 180_000);

  it('says what is missing where a run holds no probabilities', async () => {
    const run = join(folder, 'drive');
    const asked = ['--task', 'driving/straight', '--agent', 'pure-pursuit', '-n', '1', '--workers', '1'];
    await cli('evaluate', ...asked, '--out', run);
    const { code, err } = await cli('perception', 'infoplane', run);
    expect(code).not.toBe(0);
    expect(err).toContain('holds no answers of a classifier');
    expect(err).toContain('recognition/all');
  }, 120_000);
});
