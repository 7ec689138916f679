import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Dataset, type Sample } from '../../../server/dataset/dataset.ts';
import { type Scene, SEMANTIC_CLASSES } from '../../../sim/index.ts';
import { cli } from '../cli/cli-io.ts';
import { newFolder, TOY_PLUGIN } from '../toy-runs.ts';

async function collect(out: string, ...more: readonly string[]): Promise<void> {
  const { code, err } = await cli('collect', ...more, '--out', out, '--gl', 'swiftshader');
  expect(code, err).toBe(0);
}

const bytesOf = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name)).toString('base64'));

describe('a dataset of an agent that drives', () => {
  const folder = newFolder();

  it('has the same bytes at any number of workers and seats, and what the agent did', async () => {
    const asked = ['--task', 'driving/straight', '--agent', 'cil', '-n', '2', '--every', '40', '--masks'];
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await collect(one, ...asked, '--workers', '1', '--seats', '1');
    await collect(two, ...asked, '--workers', '2', '--seats', '2');
    expect(bytesOf(two)).toEqual(bytesOf(one));
    const dataset = Dataset.open(one);
    const { manifest, samples } = dataset;
    expect(manifest).toMatchObject({
      agent: 'cil',
      classOf: 'command',
      classes: ['follow', 'left', 'right', 'straight'],
      action: ['steer', 'gas', 'brake'],
      image: { widthPx: 96, heightPx: 48, channels: 3 },
      masks: SEMANTIC_CLASSES,
    });
    expect(new Set(samples.map(({ scene }) => scene)).size).toBe(2);
    for (const sample of samples) {
      const { score, action, state, speedMps, command } = dataset.record(sample);
      expect(score?.steps).toBeGreaterThan(sample.step);
      expect(action?.every((x) => x !== null && Math.abs(x) <= 1)).toBe(true);
      expect(state[manifest.state.indexOf('speedMps')]).toBe(speedMps);
      expect(manifest.classes[sample.class as number]).toBe(command);
    }
    const roads = (sample: Sample) =>
      (dataset.mask(sample) as Uint8Array).filter((value) => SEMANTIC_CLASSES[value] === 'road').length;
    expect(roads(samples[0] as Sample)).toBeGreaterThan(500);
    dataset.close();
  }, 180_000);

  it('has the same shards where a worker dies on the way', async () => {
    process.env.FAULTSCAPE_TOY_MARKER = join(folder, 'died');
    const out = join(folder, 'crashing');
    const asked = ['--task', 'driving/straight', '-n', '2', '--every', '40', '--masks'];
    const crashing = ['--plugin', TOY_PLUGIN, '--agent', 'toy/crashing-cil'];
    await collect(out, ...asked, ...crashing, '--workers', '1', '--seats', '1');
    expect(existsSync(join(folder, 'died'))).toBe(true);
    const shards = (name: string) => readFileSync(join(folder, name, 'shard-00000.tar'));
    expect(Buffer.compare(shards('crashing'), shards('one'))).toBe(0);
  }, 180_000);

  it('says which scene could not be shown where the agent takes every worker down', async () => {
    const out = join(folder, 'dying');
    const asked = [
      '--task',
      'driving/straight',
      '-n',
      '2',
      '--plugin',
      TOY_PLUGIN,
      '--agent',
      'toy/crashing',
    ];
    const { code, err } = await cli(
      'collect',
      ...asked,
      '--out',
      out,
      '--gl',
      'swiftshader',
      '--workers',
      '1',
    );
    expect([code, err]).toEqual([70, expect.stringMatching(/Scene 0 could not be shown[\s\S]*died 3 times/)]);
    expect((await cli('dataset', 'check', out)).err).toContain('is not finished');
  }, 180_000);

  it('shows the scenes of a file to an agent without a camera of its own', async () => {
    const scenes: readonly Scene[] = [{ weather: 'HardRainNoon' }, { cameraHeightM: 2.2 }];
    const file = join(folder, 'scenes.json');
    const about = { task: 'driving/straight', space: { name: 'paper', axes: [] }, run: 'toy', seed: 1 };
    const document = { format: 'faultscape-scenes', version: 1, ...about, scenes };
    writeFileSync(file, JSON.stringify(document));
    const out = join(folder, 'file');
    await collect(
      out,
      ...['--scene', file, '--agent', 'pure-pursuit', '--image', '20x10', '--every', '100', '--workers', '1'],
    );
    const dataset = Dataset.open(out);
    expect(dataset.manifest).toMatchObject({ scenes: 2, agentVersion: expect.any(String) });
    const shown = dataset.samples
      .filter(({ step }) => step === 0)
      .map((one) => dataset.record(one).parameters);
    expect(shown).toEqual(scenes);
    dataset.close();
    writeFileSync(file, JSON.stringify({ ...document, scenes: [...scenes, { weather: 'Snow' }] }));
    const { code, err } = await cli('collect', '--scene', file, '--out', join(folder, 'snow'));
    expect([code, err]).toEqual([65, expect.stringMatching(/weather has no such value[\s\S]*Snow/)]);
  }, 180_000);

  it('is refused with a size that the agent does not see in, or of a task without pictures', async () => {
    const asked = ['-n', '1', '--workers', '1', '--gl', 'swiftshader', '--out', join(folder, 'refused')];
    const size = ['--task', 'driving/straight', '--agent', 'cil', '--image', '64x64'];
    const wrong = await cli('collect', ...size, ...asked);
    expect([wrong.code, wrong.err]).toEqual([64, expect.stringMatching(/another size[\s\S]*96x48/)]);
    const space = await cli('collect', '--task', 'driving/straight', '--space', 'outer', ...asked);
    expect([space.code, space.err]).toEqual([
      64,
      expect.stringMatching(/no such space[\s\S]*paper, extended/),
    ]);
    const image = await cli('collect', '--task', 'driving/straight', '--image', '64', ...asked);
    expect([image.code, image.err]).toEqual([64, expect.stringMatching(/wrong at image[\s\S]*128x96/)]);
  }, 180_000);
});
