import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder, rowsIn, TOY_PLUGIN } from '../toy-runs.ts';
import { cli } from './cli-io.ts';

const RULES = 'near: always eastM < 1.5; north: always northM < 1; end: eventually abs(eastM) < 0.5';

describe('--rules', () => {
  it('attacks by rules, goes on, replays by them to the bit, and explains them', async () => {
    const out = join(newFolder(), 'run');
    const attack = [
      '--plugin',
      TOY_PLUGIN,
      'attack',
      '--task',
      'toy/plane',
      '--agent',
      'toy',
      '--adversary',
      'random',
    ];
    const more = ['--samples', '60', '--workers', '1', '--out', out, '--rules', RULES];
    const first = await cli(...attack, ...more);
    expect(first.code, first.err).toBe(0);
    const rows = rowsIn(out);
    expect(rows[0]?.task).toBe(`toy/plane?score=${RULES}`);
    expect(rows.some(({ reason }) => reason?.startsWith('violated: near'))).toBe(true);
    const failure = rows.find(({ failed }) => failed)?.id ?? '';
    const replay = await cli('--plugin', TOY_PLUGIN, 'replay', out, failure);
    expect(replay.out).toContain('identical to the log');
    const resumed = await cli(...attack, ...more, '--resume');
    expect(resumed.code, resumed.err).toBe(0);
    const { score } = JSON.parse((await cli('--plugin', TOY_PLUGIN, 'explain', out, '--json')).out);
    expect(score.rules.map(({ name }: { name: string }) => name)).toEqual(['near', 'north', 'end']);
    for (const { id, robustness } of score.front) {
      const worse = rows.filter(({ terms }) =>
        ['near', 'north', 'end'].every((name, k) => (terms?.[`robustness of ${name}`] ?? 0) < robustness[k]),
      );
      expect(
        worse.map((row) => row.id),
        id,
      ).toEqual([]);
    }
    const text = await cli('--plugin', TOY_PLUGIN, 'explain', out);
    expect(text.out).toMatch(/near +\d/);
    expect(text.out).toContain('The Pareto front');
  });

  it('evaluates by rules, and teaches where one cannot be read', async () => {
    const evaluate = ['--plugin', TOY_PLUGIN, 'evaluate', '--task', 'toy/plane', '--agent', 'toy', '-n', '3'];
    const { out, code } = await cli(
      ...evaluate,
      '--workers',
      '1',
      '--json',
      '--rules',
      'always eastM < 0.05',
    );
    expect(code).toBe(0);
    const { failed, reasons } = JSON.parse(out);
    expect(failed.hits).toBeGreaterThan(0);
    expect(reasons.map(({ reason }: { reason: string }) => reason)).toContain('violated: rule 1');
    const wrong = await cli(...evaluate, '--rules', 'always eastM <');
    expect([wrong.code, wrong.err]).toEqual([64, expect.stringContaining('the end, after always eastM <')]);
  });
});
