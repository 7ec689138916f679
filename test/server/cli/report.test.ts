import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { attackToy, newFolder, SMALL, TOY_PLUGIN, waitForRows } from '../toy-runs.ts';
import { cli } from './cli-io.ts';

let run: string;

beforeAll(async () => {
  ({ out: run } = await attackToy());
});

describe('faultscape report', () => {
  it('writes a page into the run folder and prints the same facts', async () => {
    const { code, out } = await cli('--plugin', TOY_PLUGIN, 'report', run);
    expect(code).toBe(0);
    const page = readFileSync(join(run, 'report.html'), 'utf8');
    expect(out).toContain(`page: ${join(run, 'report.html')}`);
    expect(out).toMatch(/pool \(random scenes\) .* 40 /);
    expect(page).toMatch(/<title>run: where toy fails<\/title>/);
    for (const name of ['east (m)', 'north (m)', 'weather']) expect(page).toContain(name);
    expect(page).toContain('induced set');
    expect(page).toContain(
      '--task toy/plane --space weathered --agent toy --adversary bbgan --set pool=40 --set induced=8',
    );
    expect(page).toContain('TensorFlow.js 4.22.0');
  });

  it('reads a run of a plug-in without the plug-in, and says why there are no pictures', async () => {
    const file = join(newFolder(), 'page.html');
    const { code, err } = await cli('report', run, '--out', file);
    expect(code).toBe(0);
    expect(existsSync(file)).toBe(true);
    // In this process the plug-in may have been loaded already, by the test before.
    expect(err).toMatch(/No pictures|have no camera/);
  });

  it('reports a run of random scenes, and one of an evaluation is refused', async () => {
    const { out } = await attackToy({ adversary: 'random', settings: { samples: 30 } });
    const report = await cli('report', out, '--no-pictures');
    expect(report.out).toMatch(/random baseline +\d/);
    expect(report.out).not.toContain('spread of generated');
    const folder = RunFolder.open(out, { write: true });
    folder.updateManifest({ command: 'evaluate', space: null });
    folder.close();
    const refused = await cli('report', out);
    expect(refused.code).toBe(65);
    expect(refused.err).toContain('has no parameter space');
  });

  it('teaches about a folder without a run, a wrong route, and a page that cannot be written', async () => {
    const empty = await cli('report', newFolder());
    expect(empty.code).toBe(65);
    expect(empty.err).toContain('manifest.json');
    const route = await cli('report', run, '--gl', 'vulkan');
    expect(route.code).toBe(64);
    expect(route.err).toContain('swiftshader');
    const folder = newFolder();
    mkdirSync(join(folder, 'taken.html'));
    const unwritable = await cli('report', run, '--no-pictures', '--out', join(folder, 'taken.html'));
    expect(unwritable.code).toBe(69);
    expect(unwritable.err).toContain('cannot be written');
  });
});

describe('faultscape sample', () => {
  it('draws the same scenes from the same seed and others from another', async () => {
    const first = await cli('sample', run, '-n', '20', '--seed', '3');
    expect(await cli('sample', run, '-n', '20', '--seed', '3')).toEqual(first);
    expect((await cli('sample', run, '-n', '20', '--seed', '4')).out).not.toBe(first.out);
  });

  it('draws scenes inside the space, with its task, axes and units', async () => {
    const { out } = await cli('sample', run, '-n', '200');
    const sample = JSON.parse(out);
    expect(sample.task).toBe(SMALL.task);
    expect(sample.space.name).toBe('weathered');
    expect(sample.space.axes[0]).toMatchObject({ name: 'eastM', unit: 'm', low: -2, high: 2 });
    expect(sample.scenes).toHaveLength(200);
    for (const { eastM, northM, weather } of sample.scenes) {
      expect(Math.abs(eastM)).toBeLessThanOrEqual(2);
      expect(Math.abs(northM)).toBeLessThanOrEqual(2);
      expect(['dry', 'wet', 'ice']).toContain(weather);
    }
  });

  it('gives the same scenes as JSON, JSON lines and CSV with units in the header', async () => {
    const { scenes } = JSON.parse((await cli('sample', run, '-n', '5')).out);
    const lines = (await cli('sample', run, '-n', '5', '--format', 'jsonl')).out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      scenes.map((scene: unknown) => ({ task: SMALL.task, scene })),
    );
    const [header, ...rows] = (await cli('sample', run, '-n', '5', '--format', 'csv')).out
      .trimEnd()
      .split('\n')
      .map((row) => row.split(','));
    expect(header).toEqual(['eastM [m]', 'northM [m]', 'weather']);
    expect(rows.map(([e, n, w]) => ({ eastM: Number(e), northM: Number(n), weather: w }))).toEqual(scenes);
  });

  it('writes to a file and leaves the terminal clean', async () => {
    const file = join(newFolder(), 'scenes.json');
    const { code, out, err } = await cli('sample', run, '-n', '3', '--out', file);
    expect(code).toBe(0);
    expect(out).toBe('');
    expect(err).toContain('3 scenes');
    expect(JSON.parse(readFileSync(file, 'utf8')).scenes).toHaveLength(3);
  });

  it('teaches about a wrong count, seed and format, and a run that learned nothing yet', async () => {
    const cases: [string[], RegExp][] = [
      [['-n', '0'], /whole number from 1 to 1000000\s+got: +0/],
      [['-n', '2.5'], /got: +2.5/],
      [['-n', 'many'], /got "many"/],
      [['--seed', '-1'], /seed is wrong/],
      [['--format', 'xml'], /one of json, jsonl, csv\s+got: +xml/],
    ];
    for (const [args, says] of cases) {
      const { code, out, err } = await cli('sample', run, ...args);
      expect(code).toBe(64);
      expect(out).toBe('');
      expect(err).toMatch(says);
    }
    const early = join(newFolder(), 'run');
    const stop = new AbortController();
    const attack = attackToy({ out: early }, { signal: stop.signal });
    await waitForRows(early, 1);
    stop.abort();
    await attack;
    const { code, err } = await cli('sample', early);
    expect(code).toBe(65);
    expect(err).toMatch(/no learned distribution[\s\S]*--resume/);
  });

  it('warns that a random search has learned nothing', async () => {
    const { out } = await attackToy({ adversary: 'random', settings: { samples: 4 } });
    const { code, err } = await cli('sample', out, '-n', '2');
    expect(code).toBe(0);
    expect(err).toContain('learned nothing');
  });
});
