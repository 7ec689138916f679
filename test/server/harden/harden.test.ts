import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PilotTrainer } from '../../../agents/uav-vision/index.ts';
import { runAttack } from '../../../server/attack/run-attack.ts';
import { parseAttackConfig } from '../../../server/config/attack-config.ts';
import { parseHardenConfig } from '../../../server/config/harden-config.ts';
import { PACKAGE_ROOT } from '../../../server/config/package-info.ts';
import { runHardening } from '../../../server/harden/run-hardening.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { cli } from '../cli/cli-io.ts';
import { attackToy, newFolder, rowsIn } from '../toy-runs.ts';

const SHORT = { rounds: 1, episodes: 4, steps: 2, judged: 2, attacks: 1, workers: 1, seats: 4 };
const FLAGS = Object.entries(SHORT).flatMap(([name, value]) => [`--${name}`, String(value)]);
const SILENT = { err: () => {}, errIsTty: false };

let folder: string;
/** An attack on a pilot that has not learned anything, and so loses its way at once. */
let run: string;
let weights: string;

beforeAll(async () => {
  folder = newFolder();
  weights = join(folder, 'untaught.fsw');
  const trainer = await PilotTrainer.create({ seed: 3 });
  writeFileSync(weights, trainer.exportWeights());
  trainer.dispose();
  run = join(folder, 'run');
  const config = parseAttackConfig(
    {},
    {
      ...{
        task: 'uav/3-anchors',
        agent: `uav-vision:${weights}`,
        adversary: 'random',
        settings: { samples: 6 },
      },
      ...{ gl: 'swiftshader', nominal: 0, workers: 1, seats: 4, out: run },
    },
  );
  await runAttack({ config, resume: false, sink: SILENT, signal: new AbortController().signal });
}, 600_000);

function harden(out: string, { resume = false, stopAt = '' } = {}) {
  const stop = new AbortController();
  const err = (text: string) => {
    if (stopAt !== '' && text.includes(stopAt)) stop.abort();
  };
  const config = parseHardenConfig({ run, out, ...SHORT, attacks: 0 });
  return runHardening({ config, resume, sink: { err, errIsTty: false }, signal: stop.signal });
}

describe('faultscape harden', () => {
  it('trains a pilot on, judges it before and after by ordinary runs, and tells what came of it', async () => {
    const out = join(folder, 'hardened');
    const { code, out: text, err } = await cli('harden', run, '--out', out, ...FLAGS);
    expect(code, err).toBe(0);
    expect(err).toContain('stage 6 of 6');
    expect(text).toContain(`uav-vision:${join(out, 'uav-vision.fsw')}`);

    const stages = ['teacher', 'before', 'after', 'fresh-1-before', 'fresh-1-after'];
    for (const stage of stages) expect(RunFolder.readManifest(join(out, stage)).status, stage).toBe('done');
    const scenes = (stage: string) => rowsIn(join(out, stage)).map(({ scene, seed }) => ({ scene, seed }));
    expect(scenes('after')).toEqual(scenes('before'));
    expect(scenes('teacher').slice(0, 2)).toEqual(scenes('before').slice(0, 2));
    // What judges was not trained with.
    const trained = readFileSync(join(out, 'training/dataset.csv'), 'utf8');
    const { scene: judged } = scenes('before')[0] as { scene: object };
    const { scene: taught } = scenes('teacher')[2] as { scene: object };
    const inCsv = (scene: object) => trained.includes(JSON.stringify(scene).replaceAll('"', '""'));
    expect([inCsv(taught), inCsv(judged)]).toEqual([true, false]);

    const facts = JSON.parse(readFileSync(join(out, 'harden.json'), 'utf8'));
    expect(facts.verdict.learned.before).toMatchObject({ total: 2 });
    expect(facts.versions.after).not.toBe(facts.versions.before);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('| nominal scene |');
    for (const name of ['report.html', 'chart.svg'])
      expect(readFileSync(join(out, name), 'utf8')).toContain('<svg');
    const id = rowsIn(join(out, 'after'))[0]?.id as string;
    expect((await cli('replay', join(out, 'after'), id)).code).toBe(0);
  }, 600_000);

  it('goes on where it was stopped, in training or between stages, to the same weights', async () => {
    const [whole, parts] = [join(folder, 'hardened'), join(folder, 'parts')];
    await expect(harden(parts, { stopAt: 'round 0: flying' })).rejects.toThrow('--resume');
    const kept = rowsIn(join(parts, 'before'));
    await expect(harden(parts, { resume: true, stopAt: 'stage 4' })).rejects.toThrow('was stopped');
    const resumed = await harden(parts, { resume: true });
    expect(rowsIn(join(parts, 'before'))).toEqual(kept);
    const { verdict } = JSON.parse(readFileSync(join(whole, 'harden.json'), 'utf8'));
    expect(resumed.verdict).toEqual({ ...verdict, fresh: [] });
    const bytes = (out: string) => readFileSync(join(out, 'uav-vision.fsw'));
    expect(bytes(parts).equals(bytes(whole))).toBe(true);
  }, 600_000);
});

describe('faultscape harden, given what it cannot use', () => {
  async function refuses(args: readonly string[], code: number, ...texts: readonly string[]): Promise<void> {
    const result = await cli('harden', ...args);
    for (const text of texts) expect(result.err).toContain(text);
    expect([result.code, result.out]).toEqual([code, '']);
  }
  const never = () => join(folder, 'never');

  it('says what is wrong with folders and numbers', async () => {
    await refuses([join(folder, 'nowhere'), '--out', never()], 65, 'There is no run in');
    await refuses([run], 64, 'wrong at out', 'a folder for what comes of it');
    await refuses([run, '--out', never(), '--share', '0'], 64, 'wrong at share');
    await refuses([run, '--out', never(), '--share', '0.1', '--episodes', '4'], 64, 'No training episode');
    await refuses([run, '--out', run], 64, 'is not empty');
    await refuses([run, '--out', never(), '--resume'], 65, 'There is no hardening in');
  });

  it('refuses what is no finished attack', async () => {
    const evaluated = join(folder, 'hardened/before');
    await refuses([evaluated, '--out', never()], 65, 'a run of faultscape attack', 'faultscape evaluate');

    const stopped = join(folder, 'stopped');
    cpSync(run, stopped, { recursive: true });
    const manifest = join(stopped, 'manifest.json');
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8').replace('"status": "done"', '"status": "interrupted"'),
    );
    await refuses([stopped, '--out', never()], 65, 'is not finished', `attack --resume --out ${stopped}`);
  });

  it('refuses an agent that it cannot train, and says what to do instead', async () => {
    const { out } = await attackToy({ adversary: 'random', settings: { samples: 4 } });
    await refuses(
      [out, '--out', never()],
      64,
      'Agent toy cannot be trained',
      'cil, uav-vision, classifier, detector',
      `sample ${out}`,
    );
  });

  it('exits with 3 where nothing failed, as the attack did', async () => {
    const { out } = await attackToy({
      ...{ task: 'problem/rare', space: null, agent: 'bystander', adversary: 'random' },
      settings: { samples: 20 },
    });
    await refuses([out, '--out', never()], 3, 'No scene failed of 20 tried');
  });

  it('refuses weights of another architecture before anything runs', async () => {
    const kept = readFileSync(weights);
    copyFileSync(new URL('agents/cil/weights/cil.fsw', PACKAGE_ROOT), weights);
    try {
      await refuses([run, '--out', never()], 65, 'uav-vision-96x72');
      expect(() => readFileSync(join(never(), 'hardening.json'))).toThrow('ENOENT');
    } finally {
      writeFileSync(weights, kept);
    }
  });

  it('resumes only the hardening that it began', async () => {
    const out = join(folder, 'hardened');
    await refuses(
      [run, '--out', out, ...FLAGS, '--resume', '--seed', '9'],
      64,
      'another seed',
      'seed 1',
      'seed 9',
    );
  });
});
