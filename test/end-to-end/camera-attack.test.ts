import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { runAttack } from '../../server/attack/run-attack.ts';
import { parseAttackConfig } from '../../server/config/attack-config.ts';
import type { EpisodeRow } from '../../server/store/episode-store.ts';
import { comparable, newFolder, rowsIn, startCli, TOY_PLUGIN } from '../server/toy-runs.ts';

/** A whole attack on real frames and the shipped network, small enough for a test. */
const SMALL_ATTACK = {
  task: 'driving/one-curve',
  space: 'paper',
  agent: 'cil',
  adversary: 'bbgan',
  settings: { pool: 10, induced: 4, samples: 3, baseline: 3, iterations: 40, attempts: 1 },
  seed: 1,
  gl: 'swiftshader',
};

async function attack(changes: Readonly<Record<string, unknown>>) {
  const out = join(newFolder(), 'run');
  const config = parseAttackConfig({ ...SMALL_ATTACK, out }, { settings: {}, ...changes });
  const sink = { err: () => {}, errIsTty: false };
  const { rows } = await runAttack({ config, resume: false, sink, signal: new AbortController().signal });
  return { rows, out };
}

describe('an attack on the shipped camera agent', () => {
  let reference: { readonly rows: readonly EpisodeRow[]; readonly out: string };

  beforeAll(async () => {
    reference = await attack({ workers: 1, seats: 8 });
  }, 240_000);

  it('scores real drives, most of them good', () => {
    expect(reference.rows).toHaveLength(16);
    expect(reference.rows.every((row) => row.status === 'done' && row.steps > 5)).toBe(true);
    expect(reference.rows.some((row) => row.reason === 'goal')).toBe(true);
  });

  it('gives identical rows with two workers and other seats, one dying of a segmentation fault as it draws', async () => {
    const marker = join(newFolder(), 'crashed');
    vi.stubEnv('FAULTSCAPE_TOY_MARKER', marker);
    const { rows, out } = await attack({
      agent: 'toy/crashing-cil',
      plugins: [TOY_PLUGIN],
      workers: 2,
      seats: 4,
      nominal: 0,
    });
    vi.unstubAllEnvs();
    expect(existsSync(marker)).toBe(true);
    const named = comparable(rows).map((row) => ({ ...row, agent: 'cil' }));
    expect(named).toEqual(comparable(reference.rows));
    expect(readFileSync(join(out, 'distribution.json'))).toEqual(
      readFileSync(join(reference.out, 'distribution.json')),
    );
  }, 240_000);

  it('replays an episode to the bit, samples new scenes and writes a report with pictures', async () => {
    const replay = startCli(['replay', reference.out, 'pool-00003']);
    expect(await replay.ended, replay.err).toMatchObject({ code: 0 });
    const sample = startCli(['sample', reference.out, '-n', '5', '--seed', '3', '--format', 'json']);
    expect(await sample.ended, sample.err).toMatchObject({ code: 0 });
    expect(sample.out).toContain('cameraHeightM');
    const report = startCli(['report', reference.out]);
    expect(await report.ended, report.err).toMatchObject({ code: 0 });
    expect(existsSync(join(reference.out, 'report.html'))).toBe(true);
    expect(readFileSync(join(reference.out, 'report.html'), 'utf8')).toContain('data:image/png;base64,');
  }, 240_000);

  it('leaves the log as it was after all that', () => {
    expect(rowsIn(reference.out)).toEqual(reference.rows);
  });
});
