import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OracleSchema, type TableConfig } from '../../../server/config/oracle-config.ts';
import { SceneRefused } from '../../../server/evaluate/scene-refused.ts';
import { readAxes } from '../../../server/oracles/axes-file.ts';
import type { Oracle } from '../../../server/oracles/oracle.ts';
import { readTable } from '../../../server/oracles/read-table.ts';
import { TableOracle } from '../../../server/oracles/table-oracle.ts';
import { cli } from '../cli/cli-io.ts';
import { newFolder, rowsIn } from '../toy-runs.ts';
import { writeCampaign } from './recorded.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const question = { id: 'x', seed: 1, signal: new AbortController().signal };

function open(csv: string, more: Partial<TableConfig> = {}, axes?: unknown): Oracle {
  const config = OracleSchema.parse({ kind: 'table', file: 't.csv', failsAt: 0.5, ...more }) as TableConfig;
  const space = axes === undefined ? null : readAxes(bytes(JSON.stringify(axes)), 'axes.json');
  const table = readTable(bytes(csv), { file: 't.csv', score: config.score, space });
  return new TableOracle(table, config, bytes(csv));
}

describe('a table of recorded scenes', () => {
  it('has its columns as axes over their range, names as categories', () => {
    const { space, scale } = open('x,kind,score\n1,a,0\n3,b,4\n2,a,2\n', { failsAt: 1 });
    expect(space.axes).toMatchObject([
      { kind: 'continuous', name: 'x', low: 1, high: 3 },
      { kind: 'categorical', name: 'kind', values: ['a', 'b'] },
    ]);
    expect([scale.worst, scale.best, scale.failsBelow, scale.q(2), scale.q(9)]).toEqual([0, 4, 0.25, 0.5, 1]);
  });

  it('answers with the nearest record of the same names, and says which', () => {
    const oracle = open('x,kind,score\n0,a,0\n10,a,1\n4,b,0.7\n');
    expect(oracle.ask({ x: 4, kind: 'a' }, question)).toMatchObject({
      score: 0,
      terms: { line: 2, distance: 0.8 },
    });
    expect(oracle.ask({ x: 9, kind: 'b' }, question)).toMatchObject({ score: 0.7, terms: { line: 4 } });
  });

  it('answers from a grid by the nearest level of each axis, and refuses a hole in it', () => {
    const oracle = open('x,y,score\n0,0,0.1\n1,0,0.2\n0,1,0.3\n', { lookup: 'grid', failsAt: 0.15 });
    expect(oracle.ask({ x: 0.6, y: 0.4 }, question)).toMatchObject({ score: 0.2 });
    expect(() => oracle.ask({ x: 0.6, y: 0.6 }, question)).toThrow(SceneRefused);
  });

  it('draws by the seed among several records of one scene', () => {
    const oracle = open('x,score\n0,0\n0,1\n0,1\n1,0.5\n');
    const seen = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      const answer = oracle.ask({ x: 0 }, { ...question, seed });
      expect(oracle.ask({ x: 0 }, { ...question, seed })).toEqual(answer);
      seen.add((answer as unknown as { terms: { line: number } }).terms.line);
    }
    expect([...seen].sort()).toEqual([2, 3, 4]);
  });

  it('takes the axes that a file names, and a score of which more is worse', () => {
    const axes = [{ name: 'x', low: 0, high: 2 }];
    const { space, scale } = open(
      'note,x,error\nhi,0,12\n,2,3\n',
      { score: 'error', worst: 20, best: 0, failsAt: 10 },
      axes,
    );
    expect(space.dimension).toBe(1);
    expect(scale.q(12) <= scale.failsBelow).toBe(true);
    expect(scale.q(9.9) <= scale.failsBelow).toBe(false);
  });

  it('may be as long as a campaign is', () => {
    const rows = Array.from({ length: 130_000 }, (_, i) => `${i},a,${i % 2}`);
    const oracle = open(['x,kind,score', ...rows].join('\n'));
    expect(oracle.space.axes[0]).toMatchObject({ low: 0, high: 129_999 });
    expect(oracle.ask({ x: 120_001.2, kind: 'a' }, question)).toMatchObject({ terms: { line: 120_003 } });
  });

  it.each([
    ['no score', 'x,y\n1,2\n2,3\n', /has no column of scores[\s\S]*a column named score[\s\S]*x, y/],
    ['no row', 'x,score\n', /records no scene/],
    ['nothing', '', /no column of scores|records no scene/],
    ['NaN for a score', 'x,score\n1,0.2\n2,NaN\n', /no score in line 3[\s\S]*NaN/],
    ['an empty score', 'x,score\n1,\n2,1\n', /no score in line 2[\s\S]*nothing/],
    ['a ragged line', 'x,score\n1,0.2\n2\n', /ragged in line 3/],
    ['one column name twice', 'x,x,score\n1,1,0.2\n2,1,1\n', /two columns of one name/],
    ['a column that never varies', 'x,y,score\n1,7,0.2\n2,7,1\n', /never varies[\s\S]*y is always 7/],
    ['scores that are all the same', 'x,score\n1,1\n2,1\n', /Scores have no range/],
    ['a quote that never ends', 'x,score\n"1,0.2\n', /cannot be read at line/],
  ])('refuses one with %s', (_, csv, message) => {
    expect(() => open(csv)).toThrow(message);
  });

  it.each([
    ['an unknown column', [{ name: 'z', low: 0, high: 1 }], /lacks a column for an axis/],
    ['a value out of its range', [{ name: 'x', low: 0, high: 1.5 }], /outside axis x in line 3/],
    ['a name that is none', [{ name: 'x', values: ['1'] }], /no such x in line 3/],
    ['no range', [{ name: 'x', low: 2, high: 2 }], /has no range/],
    [
      'two of a name',
      [
        { name: 'x', low: 0, high: 2 },
        { name: 'x', low: 0, high: 3 },
      ],
      /have one name/,
    ],
    ['a value twice', [{ name: 'x', values: ['1', '1'] }], /has a value twice/],
    ['neither range nor values', [{ name: 'x' }], /Axis 1 of axes.json is wrong[\s\S]*"low":0/],
    ['none', [], /no axis/],
  ])('refuses axes with %s', (_, axes, message) => {
    expect(() => open('x,score\n1,0.2\n2,1\n', {}, axes)).toThrow(message);
  });

  it.each([-0.1, 1, 3])('refuses the threshold %d, by which all would fail or none', (failsAt) => {
    expect(() => open('x,score\n1,0\n2,1\n', { failsAt })).toThrow(/every scene would fail, or none/);
  });
});

describe('faultscape attack --oracle table', () => {
  it('is logged, reported, sampled and resumed as any run', async () => {
    const folder = newFolder();
    const { table, axes } = writeCampaign(folder);
    const out = join(folder, 'run');
    const args = [
      'attack',
      '--oracle',
      `table:${table}`,
      '--space',
      axes,
      '--fails-at',
      '0.2',
      '--adversary',
      'tpe',
    ];
    const found = await cli(...args, '--samples', '60', '--baseline', '20', '--workers', '2', '--out', out);
    expect(found.code, found.err).toBe(0);
    expect(found.out).toMatch(/search +\d\d of 60/);
    expect(found.out).not.toContain('replay');
    const rows = rowsIn(out);
    expect(rows).toHaveLength(80);
    for (const { q, failed, terms } of rows) {
      expect(failed).toBe((terms?.rawScore ?? 1) <= 0.2);
      expect(q).toBe(terms?.rawScore);
    }
    expect(rows.filter(({ failed }) => failed).every(({ scene }) => Number(scene.speedMps) > 5)).toBe(true);
    const again = await cli('attack', '--resume', '--out', out);
    expect(again.out).toBe(found.out);
    expect((await cli('report', out)).out).toContain('results.csv fails in');
    expect((await cli('sample', out, '-n', '3')).code).toBe(0);
    const replay = await cli('replay', out, 'search-00000');
    expect([replay.code, replay.err]).toEqual([64, expect.stringContaining('no steps to be replayed')]);
  });

  it.each<[string, readonly string[], number, readonly string[]]>([
    [
      'no file',
      ['--oracle', 'table:nowhere.csv', '--fails-at', '0.2'],
      64,
      ['cannot be read', 'nowhere.csv'],
    ],
    ['another kind', ['--oracle', 'rig:7'], 64, ['no such oracle', 'rig:7']],
    ['no threshold', ['--oracle', 'table:TABLE'], 64, ['failsAt', '--fails-at']],
    [
      'a task beside it',
      ['--oracle', 'table:TABLE', '--fails-at', '0.2', '--task', 'problem/modes'],
      64,
      ['no --task beside --oracle'],
    ],
    [
      'no oracle for its option',
      ['--task', 'problem/modes', '--agent', 'bystander', '--fails-at', '1'],
      64,
      ['for oracles'],
    ],
    ['no range', ['--oracle', 'table:TABLE', '--fails-at', '0.2', '--score-range', '1'], 64, ['two numbers']],
    [
      'another column',
      ['--oracle', 'table:TABLE', '--fails-at', '0.2', '--score-column', 'q'],
      65,
      ['no column of scores'],
    ],
    [
      'no way to look up',
      ['--oracle', 'table:TABLE', '--fails-at', '0.2', '--lookup', 'far'],
      64,
      ['lookup'],
    ],
  ])('given %s, says what it expected', async (_, args, code, texts) => {
    const folder = newFolder();
    const { table } = writeCampaign(folder);
    const found = await cli(
      'attack',
      ...args.map((arg) => arg.replace('TABLE', table)),
      '--out',
      join(folder, 'run'),
    );
    for (const text of texts) expect(found.err).toContain(text);
    expect(found.code).toBe(code);
  });
});
