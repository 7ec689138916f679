import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { attackToy, newFolder, rowsIn, startCli, TOY_PLUGIN } from '../toy-runs.ts';
import { cli } from './cli-io.ts';

const TOY = ['--plugin', TOY_PLUGIN, '--task', 'toy/plane', '--agent', 'toy', '--workers', '1'];
const RANDOM = ['--adversary', 'random', '--samples', '4'];

let folder: string;
let run: string;

/** A copy of a finished run, to be damaged. */
function copyOfRun(name: string): string {
  const copy = join(folder, name);
  cpSync(run, copy, { recursive: true });
  return copy;
}

function editManifest(path: string, edit: (manifest: Record<string, unknown>) => void): void {
  const file = join(path, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  edit(manifest);
  writeFileSync(file, JSON.stringify(manifest));
}

/** Expects one error: its exit code, and each text in the message. */
async function refuses(args: readonly string[], code: number, ...texts: readonly string[]): Promise<void> {
  const result = await cli(...args);
  for (const text of texts) expect(result.err).toContain(text);
  expect(result.code).toBe(code);
  expect(result.err).not.toContain('    at ');
  expect(result.out).toBe('');
}

beforeAll(async () => {
  folder = newFolder();
  ({ out: run } = await attackToy({ adversary: 'random', settings: { samples: 6 } }));
});

describe('the command line, given what it cannot use', () => {
  it.each<[string, readonly string[], number, readonly string[]]>([
    ['an unknown command', ['atack'], 64, ["unknown command 'atack'", 'Did you mean attack?']],
    ['an unknown flag', ['attack', '--poll', '5'], 64, ["unknown option '--poll'", 'Did you mean --pool?']],
    ['a missing flag', ['shapes'], 64, ["required option '--out <file>'"]],
    ['no task', ['evaluate', '--agent', 'toy'], 64, ['wrong at task', 'a scene file that names one']],
    ['a missing field', ['attack', '--agent', 'toy'], 64, ['wrong at task', 'got:      nothing']],
    ['a flag that is no number', ['attack', '--pool', 'many'], 64, ['Expected a number, got "many"']],
    ['NaN', ['evaluate', ...TOY, '--seed', 'NaN'], 64, ['Expected a number, got "NaN"']],
    ['a fraction of an episode', ['evaluate', ...TOY, '-n', '1.5'], 64, ['wrong at episodes', '1.5']],
    ['no worker', ['evaluate', ...TOY, '--workers', '0'], 64, ['wrong at workers', 'got:      0']],
    [
      'an unknown GL route',
      ['evaluate', ...TOY, '--gl', 'vulkan'],
      64,
      ['wrong at gl', 'swiftshader', 'vulkan'],
    ],
    [
      'an unknown task',
      ['evaluate', ...TOY, '--task', 'toy/plain'],
      64,
      ['no such task', 'toy/plane', 'toy/plain'],
    ],
    ['an unknown agent', ['evaluate', ...TOY, '--agent', 'tory'], 64, ['no such agent', 'tory']],
    ['a scene that is no JSON', ['evaluate', ...TOY, '--scene', '{eastM:1'], 64, ['not JSON', '{eastM:1']],
    [
      'an unknown axis',
      ['evaluate', ...TOY, '--scene', '{"upM":1}'],
      65,
      ['no axis named upM', 'eastM, northM'],
    ],
    [
      'a scene outside its range',
      ['evaluate', ...TOY, '--scene', '{"eastM":3}'],
      65,
      ['eastM is out of its range', 'from -2 to 2 m', 'got:      3'],
    ],
    [
      'an unknown category',
      ['evaluate', ...TOY, '--scene', '{"weather":"hail"}'],
      65,
      ['dry, wet, ice', 'hail'],
    ],
    ['an agent that answers NaN', ['evaluate', ...TOY, '--agent', 'toy/broken'], 70, ['not a number', 'NaN']],
    [
      'truncated weights',
      ['evaluate', ...TOY, '--agent', 'toy/weightless'],
      65,
      ['truncated', '100 bytes', '7 bytes'],
    ],
    ['a plug-in that is not there', ['list', '--plugin', 'nowhere.ts'], 64, ['nowhere.ts does not load']],
    [
      'a run that is not there',
      ['replay', 'runs/nowhere', 'pool-0'],
      65,
      ['There is no run in runs/nowhere'],
    ],
  ])('says what is wrong with %s', (_, args, code, texts) => refuses(args, code, ...texts));

  it.each<[string, readonly string[], number, readonly string[]]>([
    ['an unknown space', ['--space', 'cube'], 64, ['no such space', 'plane, weathered', 'cube']],
    [
      'an unknown adversary',
      ['--adversary', 'gremlin'],
      64,
      ['no such adversary', 'random, bbgan', 'gremlin'],
    ],
    [
      'a setting the adversary lacks',
      [...RANDOM, '--boost', '1'],
      64,
      ['no such setting', 'samples', 'boost'],
    ],
    [
      'a setting out of its domain',
      [...RANDOM, '--samples', '0'],
      64,
      ['a whole number from 1', 'got:      0'],
    ],
    ['a setting of no form', [...RANDOM, '--set', 'samples'], 64, ['key=value', 'samples']],
  ])('refuses an attack with %s before it starts', async (_, args, code, texts) => {
    const out = join(folder, 'never');
    await refuses(['attack', ...TOY, '--out', out, ...args], code, ...texts);
    expect(() => readFileSync(join(out, 'manifest.json'))).toThrow('ENOENT');
  });

  it('names the place in a malformed config file', async () => {
    const file = join(folder, 'attack.json');
    const attack = ['attack', '--config', file];
    writeFileSync(file, '{"task": "toy/plane",');
    await refuses(attack, 64, 'attack.json is not JSON');
    writeFileSync(file, '{"task": 5, "agent": "toy", "out": "x"}');
    await refuses(attack, 64, 'wrong at task', 'expected: a task', 'got:      5');
    writeFileSync(file, '{"task": "toy/plane", "agent": "toy", "out": "x", "wokers": 2}');
    await refuses(attack, 64, 'no field named wokers');
    writeFileSync(file, '[1, 2]');
    await refuses(attack, 64, 'The config file is wrong');
    await refuses(['attack', '--config', join(folder, 'nowhere.json')], 64, 'nowhere.json cannot be read');
  });

  it('takes an attack from a file, and flags over it', async () => {
    const file = join(folder, 'good.json');
    const out = join(folder, 'from-file');
    const fields = {
      task: 'toy/plane',
      agent: 'toy',
      adversary: 'random',
      settings: { samples: 9 },
      workers: 1,
    };
    writeFileSync(file, JSON.stringify({ ...fields, out, plugins: [TOY_PLUGIN] }));
    const { code, out: text } = await cli('attack', '--config', file, '--samples', '3', '--json');
    // Three scenes meet no failure of the toy.
    expect(code).toBe(3);
    expect(JSON.parse(text)).toMatchObject({ out, phases: [{ phase: 'random', episodes: 3 }] });
  });

  it('leaves an existing run alone', async () => {
    const before = rowsIn(run);
    await refuses(['attack', ...TOY, ...RANDOM, '--out', run], 64, 'is not empty', '--resume');
    expect(rowsIn(run)).toEqual(before);
  });

  it('resumes only what was begun with the same config, and says what differs', async () => {
    const resume = ['attack', '--resume', '--out', run];
    await refuses([...resume, '--seed', '99'], 64, 'another seed', 'seed 7', 'seed 99');
    await refuses([...resume, '--samples', '7'], 64, 'another settings', '"samples":6', '"samples":7');
    await refuses(['attack', '--resume', '--out', join(folder, 'nothing')], 65, 'no run in');
    expect((await cli(...resume, '--workers', '2')).code).toBe(0);
  });

  it('refuses a run folder of another version, half a log, and a log that is none', async () => {
    const old = copyOfRun('old');
    editManifest(old, (manifest) => {
      manifest.formatVersion = 99;
      manifest.faultscape = '9.9.9';
    });
    const id = rowsIn(run)[0]?.id as string;
    await refuses(['replay', old, id], 65, 'another version', 'format version 1', '99 (faultscape 9.9.9)');
    await refuses(['attack', '--resume', '--out', old], 65, 'another version');

    const lacking = copyOfRun('lacking');
    editManifest(lacking, (manifest) => {
      delete manifest.agent;
    });
    await refuses(['replay', lacking, id], 65, 'wrong at agent', 'got:      nothing');

    const half = copyOfRun('half');
    truncateSync(join(half, 'run.sqlite'), 5000);
    await refuses(['replay', half, id], 65, 'The log is damaged');

    const none = copyOfRun('none');
    writeFileSync(
      join(none, 'run.sqlite'),
      'no database, but long enough to be looked at by one '.repeat(30),
    );
    await refuses(['replay', none, id], 65, 'not a Faultscape run');
  });

  it('says so when a folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await refuses(['attack', ...TOY, ...RANDOM, '--out', '/proc/none/run'], 69, 'cannot be made', '--out');
    await refuses(['attack', ...TOY, ...RANDOM, '--out', join(file, 'run')], 69, 'cannot be made', '--out');
    const id = rowsIn(run)[0]?.id as string;
    await refuses(['replay', run, id, '--mcap', join(file, 'x.mcap')], 69, 'x.mcap cannot be written');
  });

  it('keeps a second process out of a run that is being written', async () => {
    const out = join(folder, 'busy');
    const flags = ['attack', ...TOY, ...RANDOM, '--agent', 'toy/slow', '--samples', '500', '--out', out];
    const first = startCli(flags);
    while (!first.err.includes('of 500')) await new Promise((resolve) => setTimeout(resolve, 20));
    await refuses(['attack', '--resume', '--out', out], 69, 'Another process is writing this run');
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
  });

  it('prints the stack only when asked', async () => {
    const args = ['evaluate', ...TOY, '--scene', '{"upM":1}'];
    expect((await cli(...args)).err).not.toContain('sceneOf');
    expect((await cli(...args, '--debug')).err).toContain('sceneOf');
  });

  it('starts a run in a folder that a process killed early left empty', async () => {
    const out = join(folder, 'left');
    mkdirSync(out);
    writeFileSync(join(out, 'manifest.json.123.tmp'), '{');
    // Four scenes meet no failure of the toy.
    expect((await cli('attack', ...TOY, ...RANDOM, '--out', out)).code).toBe(3);
  });
});

describe('an attack in which nothing fails', () => {
  const PROBLEM = ['attack', '--task', 'problem/rare', '--agent', 'bystander', '--workers', '1'];

  it('says so, with the most that can fail, and exits with a code of its own', async () => {
    const out = join(folder, 'rare');
    const args = ['--adversary', 'random', '--samples', '50', '--out', out];
    const { code, err, out: text } = await cli(...PROBLEM, ...args);
    expect(code).toBe(3);
    expect(text).toMatch(/random +0 of 50/);
    expect(err).toContain('No scene failed of 50 tried');
    // 1 - 0.05^(1/50).
    expect(err).toContain('at most 5.8 % of scenes fail, at 95 % (none of 50 random ones did)');
    expect((await cli('report', out)).code).toBe(0);
    expect((await cli('sample', out, '-n', '2')).code).toBe(0);
    expect((await cli('attack', '--resume', '--out', out)).code).toBe(3);
  });

  it('says that nothing bounds it where no scene was drawn at random', async () => {
    const args = ['--adversary', 'grid', '--samples', '16', '--json', '--out', join(folder, 'grid')];
    const { code, err, out } = await cli(...PROBLEM, ...args);
    expect(code).toBe(3);
    expect(err).toContain('no scene was drawn at random');
    expect(JSON.parse(out)).toMatchObject({ phases: [{ failed: { hits: 0, total: 16 } }] });
  });

  it('is none where everything fails', async () => {
    const args = [
      '--adversary',
      'gmm',
      '--pool',
      '30',
      '--induced',
      '10',
      '--samples',
      '5',
      '--nominal',
      '0',
    ];
    const backwards = [
      '--plugin',
      TOY_PLUGIN,
      'attack',
      '--task',
      'toy/plane',
      '--agent',
      'toy/backwards',
      '--workers',
      '1',
    ];
    const { code, err, out } = await cli(...backwards, ...args, '--out', join(folder, 'all'));
    expect(code, err).toBe(0);
    expect(out).toMatch(/pool +30 of 30 = 100.0 %/);
  });
});
