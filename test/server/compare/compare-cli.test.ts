import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../server/compare/summarise-comparison.ts';
import { cli } from '../cli/cli-io.ts';
import { newFolder } from '../toy-runs.ts';

describe('faultscape compare', () => {
  const SMALL = [
    ...['compare', '--adversaries', 'random,tpe', '--episodes', '40', '--seeds', '3', '--draws', '10'],
    ...['--workers', '1', '--tasks'],
  ];

  it('prints a table and writes Markdown, JSON and a page with its charts', async () => {
    const out = join(newFolder(), 'cli');
    const shown = await cli(...SMALL, 'problem/modes,problem/wave', '--set', 'tpe.first=20', '--out', out);
    expect(shown.code, shown.err).toBe(0);
    expect(shown.out).toMatch(/problem\/modes\nadversary +failures per query/);
    expect(shown.out).toMatch(/Friedman: chi-squared/);
    expect(shown.err).toMatch(/12 of 12 runs/);
    const markdown = readFileSync(join(out, 'results.md'), 'utf8');
    expect(markdown).toContain('| adversary | failures per query (95 %) |');
    expect(markdown).toMatch(
      /## What draws are worth[^#]*\| adversary \| modes \| wave \| not dominated, of 2 \|/,
    );
    expect(markdown).toContain('Settings: tpe {"first":20}');
    const page = readFileSync(join(out, 'results.html'), 'utf8');
    expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(10);
    expect(page).not.toMatch(/NaN|undefined|https?:(?!\/\/www.w3.org)/);
    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Comparison;
    expect(page).toContain('not dominated, of 2');
    expect(page).not.toContain('**');
    expect(results.cases.map(({ front }) => front?.standings.map(({ adversary }) => adversary))).toEqual([
      ['random', 'tpe'],
      ['random', 'tpe'],
    ]);
    expect(results).toMatchObject({ format: 'faultscape-comparison', version: 1, episodes: 40 });
  }, 60_000);

  it('says so, with a bound, where an adversary met no failure', async () => {
    const out = join(newFolder(), 'none');
    const { code, out: text } = await cli(...SMALL, 'problem/rare', '--adversaries', 'random', '--out', out);
    expect(code).toBe(0);
    // 1 - 0.05^(1/120).
    expect(text).toContain('none of 120 (below 2.466 %)');
  }, 60_000);

  it.each<[string, readonly string[], number, readonly string[]]>([
    ['an unknown adversary', ['--adversaries', 'rando'], 64, ['no such adversary', 'rando']],
    ['an unknown task', ['--tasks', 'problem/mode'], 64, ['no such task', 'problem/mode']],
    ['a star that fits nothing', ['--tasks', 'problems/*'], 64, ['No task begins like that']],
    ['a task twice', ['--tasks', 'problem/modes,problem/modes'], 64, ['named twice']],
    ['nobody to act', ['--tasks', 'driving/straight'], 64, ['Somebody has to act', '--agent']],
    ['an unknown agent', ['--tasks', 'driving/straight', '--agent', 'nobody'], 64, ['no such agent']],
    [
      'a yardstick that is not compared',
      ['--adversaries', 'tpe', '--against', 'random'],
      64,
      ['not among those compared', '--against'],
    ],
    ['settings of one that is not compared', ['--set', 'bbgan.pool=3'], 64, ['not compared', 'bbgan']],
    ['no such setting', ['--set', 'tpe.pool=3'], 64, ['no such setting']],
    ['a setting without a name', ['--set', 'pool=3'], 64, ['bbgan.iterations=500']],
    ['another budget', ['--set', 'tpe.samples=39'], 64, ['as much as the others', '40 episodes', '39']],
    ['too few episodes', ['--episodes', '3'], 64, ['wrong at episodes', 'at least 10']],
    ['nothing to go on with', ['--resume'], 65, ['no comparison in']],
  ])('given %s, says what it expected', async (_, args, code, texts) => {
    const out = join(newFolder(), 'bad');
    const result = await cli(...SMALL, 'problem/modes', ...args, '--out', out);
    for (const text of texts) expect(result.err).toContain(text);
    expect(result.code).toBe(code);
    expect(result.out).toBe('');
  });

  it('leaves a folder alone that holds something else', async () => {
    const result = await cli(...SMALL, 'problem/modes', '--out', '.');
    expect(result.err).toContain('is not empty');
    expect(result.code).toBe(64);
  });
});
