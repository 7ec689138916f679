import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runAttack } from '../../../server/attack/run-attack.ts';
import { parseAttackConfig } from '../../../server/config/attack-config.ts';
import { parseHardenConfig } from '../../../server/config/harden-config.ts';
import { runHardening } from '../../../server/harden/run-hardening.ts';
import { newFolder } from '../toy-runs.ts';

it('trains a net on from labelled pictures, and goes on where it was stopped to the same weights', async () => {
  const folder = newFolder();
  const run = join(folder, 'run');
  const config = parseAttackConfig(
    {},
    {
      ...{ task: 'detection/boat', space: 'extended', agent: 'detector', adversary: 'random' },
      ...{ settings: { samples: 12 }, gl: 'swiftshader', nominal: 0, workers: 1, seats: 4, out: run },
    },
  );
  const silent = { err: () => {}, errIsTty: false };
  await runAttack({ config, resume: false, sink: silent, signal: new AbortController().signal });

  const harden = (name: string, { resume = false, stopAt = '' } = {}) => {
    const stop = new AbortController();
    const err = (text: string) => {
      if (stopAt !== '' && text.startsWith(stopAt)) stop.abort();
    };
    const config = parseHardenConfig({
      ...{ run, out: join(folder, name), rounds: 2, episodes: 8, steps: 1, judged: 2, attacks: 0 },
      ...{ workers: 1, seats: 4 },
    });
    return runHardening({ config, resume, sink: { err, errIsTty: false }, signal: stop.signal });
  };
  const whole = await harden('whole');
  expect(whole.versions.after).not.toBe(whole.versions.before);
  // Nobody teaches, so nothing is told of what cannot be learned.
  expect([whole.teacher, whole.verdict.unlearnable, whole.verdict.learnable]).toEqual([null, null, null]);
  expect(whole.lessons.taught).toBeGreaterThan(0);
  await expect(harden('parts', { stopAt: 'training: ' })).rejects.toThrow('--resume');
  const resumed = await harden('parts', { resume: true });
  expect(resumed.verdict).toEqual(whole.verdict);
  const weights = (name: string) => readFileSync(join(folder, name, 'detector.fsw'));
  expect(weights('parts').equals(weights('whole'))).toBe(true);
}, 600_000);
