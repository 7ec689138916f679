import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkNominal } from '../../../server/attack/nominal-check.ts';
import type { EpisodeRow } from '../../../server/store/episode-store.ts';
import { EXAMPLE_ROW } from '../../contracts/store.contract.ts';
import { cli } from '../cli/cli-io.ts';
import { attackToy, comparable, newFolder, rowsIn, TOY_PLUGIN } from '../toy-runs.ts';

const FAILED: Partial<EpisodeRow> = { failed: true, q: 0.125, reason: 'missed' };
const PASSED: Partial<EpisodeRow> = { failed: false, q: 0.9 };
const LOST: Partial<EpisodeRow> = { status: 'aborted', failed: null, q: null };

/** Checks an agent whose nominal episodes end like this, and says which were run. */
async function check(most: number, ...ends: readonly Partial<EpisodeRow>[]) {
  const ran: number[] = [];
  const failed = checkNominal({
    agent: 'coco:centernet',
    task: 'detection/dining-table',
    most,
    run: async (index) => {
      ran.push(index);
      return { ...EXAMPLE_ROW, ...(ends[index] ?? FAILED) };
    },
  });
  return { ran, failed: await failed };
}

describe('the nominal episodes before an attack', () => {
  it('end with the first that the agent passes', async () => {
    expect(await check(10, PASSED, PASSED)).toEqual({ ran: [0], failed: 0 });
    expect(await check(10, FAILED, FAILED, PASSED)).toEqual({ ran: [0, 1, 2], failed: 2 });
  });

  it('refuse an agent that passes none, with its best score and how to go on', async () => {
    await expect(check(3, FAILED, { ...FAILED, q: 0.25, reason: 'misnamed' })).rejects.toThrow(
      /nothing to attack: coco:centernet fails detection\/dining-table[\s\S]*3 failed \(missed, misnamed\), best Q 0\.250[\s\S]*--nominal 0/,
    );
  });

  it('judge no agent that was lost, and none where none are asked for', async () => {
    expect(await check(10, FAILED, LOST, PASSED)).toEqual({ ran: [0, 1], failed: 1 });
    expect(await check(0)).toEqual({ ran: [], failed: 0 });
  });
});

describe('an attack on an agent that never passes', () => {
  const attack = (out: string, ...more: readonly string[]) =>
    cli(
      ...[
        'attack',
        '--plugin',
        TOY_PLUGIN,
        '--task',
        'toy/plane',
        '--agent',
        'toy/backwards',
        '--workers',
        '1',
      ],
      ...['--adversary', 'random', '--samples', '5', '--out', out, ...more],
    );

  it('ends with exit code 70 before anything is logged', async () => {
    const out = join(newFolder(), 'run');
    const { code, err } = await attack(out);
    expect(code).toBe(70);
    expect(err).toContain('There is nothing to attack: toy/backwards fails toy/plane');
    expect(err).toContain('10 failed');
    expect(existsSync(join(out, 'run.sqlite'))).toBe(false);
  });

  it('goes on all the same with --nominal 0', async () => {
    const out = join(newFolder(), 'run');
    expect((await attack(out, '--nominal', '0')).code).toBe(0);
    expect(rowsIn(out)).toHaveLength(5);
  });
});

describe('an attack on an agent that passes', () => {
  it('has the same rows with and without nominal episodes before it', async () => {
    const plain = { adversary: 'random', settings: { samples: 12 } };
    const [tried, untried] = [await attackToy(plain), await attackToy({ ...plain, nominal: 0 })];
    expect(comparable(tried.rows)).toEqual(comparable(untried.rows));
    expect(tried.rows).toHaveLength(12);
  });
});
