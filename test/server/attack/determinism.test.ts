import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EpisodeRow } from '../../../server/store/episode-store.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import {
  attackToy,
  comparable,
  newFolder,
  rowsIn,
  SMALL,
  SMALL_EPISODES,
  startCli,
  TOY_PLUGIN,
  waitForRows,
} from '../toy-runs.ts';

let reference: { readonly rows: readonly EpisodeRow[]; readonly out: string };

beforeAll(async () => {
  reference = await attackToy();
});

/** Flags of the small attack, on an agent slow enough to be stopped in the middle. */
const SLOW_FLAGS = [
  ...['--plugin', TOY_PLUGIN, '--task', SMALL.task, '--space', SMALL.space, '--agent', 'toy/slow'],
  ...['--seed', '7', '--workers', '1', '--seats', '4'],
  ...Object.entries(SMALL.settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
];

/** What the toy does, the slow toy does too; only its name differs. */
function asToy(rows: readonly EpisodeRow[]): unknown {
  return comparable(rows).map((row) => ({ ...row, agent: 'toy' }));
}

describe('an attack', () => {
  it('logs every episode with its snapped point, scene, seed and score', () => {
    expect(reference.rows).toHaveLength(SMALL_EPISODES);
    expect(new Set(reference.rows.map((row) => row.seed)).size).toBe(SMALL_EPISODES);
    const phases = new Map<string, number>();
    for (const row of reference.rows) phases.set(row.phase, (phases.get(row.phase) ?? 0) + 1);
    expect(Object.fromEntries(phases)).toEqual({ pool: 40, generated: 10, random: 6 });
    const [row] = reference.rows as [EpisodeRow];
    expect([-2 / 3, 0, 2 / 3].map((x) => x.toFixed(9))).toContain(row.point?.[2]?.toFixed(9));
    expect(row.status).toBe('done');
    expect(row.q).toBeGreaterThanOrEqual(0);
  });

  it('leaves the learned distribution and a manifest behind', () => {
    const folder = RunFolder.open(reference.out, { write: false });
    expect(folder.manifest).toMatchObject({
      status: 'done',
      task: 'toy/plane',
      agentVersion: '1',
      adversary: { name: 'bbgan' },
      space: { name: 'weathered' },
    });
    expect(folder.manifest.learnerTensor?.version).toBe('4.22.0');
    expect(folder.readJson('distribution.json')).toMatchObject({ kind: 'generator', dimension: 3 });
    folder.close();
  });

  it.each([
    ['one seat', { seats: 1 }],
    ['two workers of sixteen seats', { workers: 2, seats: 16 }],
  ])('gives identical rows with %s', async (_, changes) => {
    const { rows, out } = await attackToy(changes);
    expect(comparable(rows)).toEqual(comparable(reference.rows));
    expect(readFileSync(join(out, 'distribution.json'))).toEqual(
      readFileSync(join(reference.out, 'distribution.json')),
    );
  });

  it('gives other rows with another seed', async () => {
    const { rows } = await attackToy({ seed: 8, settings: { samples: 2 } });
    expect(rows[0]?.point).not.toEqual(reference.rows[0]?.point);
  });

  it('gives identical rows in another process, stopped by Ctrl-C and resumed', async () => {
    const out = join(newFolder(), 'run');
    const first = startCli(['attack', ...SLOW_FLAGS, '--out', out]);
    await waitForRows(out, 8);
    first.child.kill('SIGINT');
    expect(await first.ended).toEqual({ code: 130, signal: null });
    expect(first.err).toContain(`faultscape attack --resume --out ${out}`);
    const kept = rowsIn(out).length;
    expect(kept).toBeGreaterThanOrEqual(8);
    expect(kept).toBeLessThan(SMALL_EPISODES);
    expect(existsSync(join(out, 'distribution.json'))).toBe(false);

    const { rows } = await attackToy({ agent: 'toy/slow', out, seats: 16 }, { resume: true });
    expect(asToy(rows)).toEqual(comparable(reference.rows));
  });

  it('loses no logged row to kill -9, and resumes to identical rows', async () => {
    const out = join(newFolder(), 'run');
    const first = startCli(['attack', ...SLOW_FLAGS, '--out', out]);
    const logged = await waitForRows(out, 12);
    first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    expect(rowsIn(out).map((row) => row.id)).toEqual(expect.arrayContaining([...logged]));

    const { rows } = await attackToy({ agent: 'toy/slow', out, seats: 16 }, { resume: true });
    expect(asToy(rows)).toEqual(comparable(reference.rows));
  });

  it('gives identical rows when a worker crashes on the way', async () => {
    const marker = join(newFolder(), 'crashed');
    process.env.FAULTSCAPE_TOY_MARKER = marker;
    const changes = {
      agent: 'toy/crashing-once',
      adversary: 'random',
      settings: { samples: 12 },
      nominal: 0,
    };
    const crashed = await attackToy(changes);
    expect(existsSync(marker)).toBe(true);
    expect(crashed.rows.every((row) => row.status === 'done')).toBe(true);
    const calm = await attackToy(changes);
    expect(comparable(crashed.rows)).toEqual(comparable(calm.rows));
  });

  it('logs what kills every worker as aborted, never as a failure, and gives up when all does', async () => {
    const out = join(newFolder(), 'run');
    const adversary = { adversary: 'random', settings: { samples: 100 }, seats: 1, nominal: 0 };
    const attack = attackToy({ agent: 'toy/crashing', ...adversary, out });
    await expect(attack).rejects.toThrow('One episode after another was aborted');
    const [row] = rowsIn(out) as [EpisodeRow];
    expect(row).toMatchObject({ status: 'aborted', failed: null, q: null, steps: 0 });
    expect(row.error).toContain('SIGKILL');
  });
});
