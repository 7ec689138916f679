import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackTable } from '../../../server/cli/attack-table.ts';
import type { EpisodeRow } from '../../../server/store/episode-store.ts';
import { EXAMPLE_ROW } from '../../contracts/store.contract.ts';
import { newFolder, rowsIn, TOY_PLUGIN } from '../toy-runs.ts';
import { cli } from './cli-io.ts';

const TOY = ['--plugin', TOY_PLUGIN, '--task', 'toy/plane', '--agent', 'toy', '--workers', '1'];

describe('the command line', () => {
  it('lists tasks with axes and units, agents, and adversaries with settings', async () => {
    const { code, out } = await cli('list', '--plugin', TOY_PLUGIN);
    expect(code).toBe(0);
    expect(out).toContain('toy/plane: walk to the origin of a plane (fails when Q <= 0.25)');
    expect(out).toContain('eastM: -2 to 2 m. place along eastM');
    expect(out).toContain('driving/straight');
    expect(out).toContain('cameraHeightM: 1 to 2 m.');
    expect(out).toContain('pool: a whole number from 1');
    const json = JSON.parse((await cli('list', '--json')).out) as Record<string, unknown>;
    expect(Object.keys(json)).toEqual(['tasks', 'agents', 'adversaries']);
  });

  it('lists problems in a line each, and what is asked for by name or family whole', async () => {
    const { out } = await cli('list');
    const problems = out.split('\n').filter((line) => line.startsWith('  problem/'));
    expect(problems.length).toBeGreaterThan(10);
    expect(out).not.toContain('x1: ');
    const ring = await cli('list', 'problem/ring');
    expect(ring.out).toContain('x1: -1 to 1.');
    expect(ring.out.match(/^ {2}\S/gm)).toHaveLength(1);
    const family = await cli('list', 'problem');
    expect(family.out.match(/^ {2}problem\//gm)).toHaveLength(problems.length);
    const adversary = await cli('list', 'random');
    expect(adversary.out).toMatch(/^adversaries\n {2}random: /);
    const agent = await cli('list', 'bystander');
    expect(agent.out).toBe('agents\n  bystander: problem/*\n');
    const unknown = await cli('list', 'problem/none');
    expect([unknown.code, unknown.err]).toEqual([64, expect.stringContaining('faultscape list shows all')]);
  });

  it('evaluates an agent and prints shares with their intervals', async () => {
    const { code, out } = await cli('evaluate', ...TOY, '-n', '20');
    expect(code).toBe(0);
    expect(out).toContain('goal reached  20 of 20 = 100.0 % (83.9 to 100.0)');
    expect(out).toMatch(/reason +episodes\ngoal +20/);
  });

  it('evaluates in another scene, as JSON, and logs to a run folder', async () => {
    const out = join(newFolder(), 'run');
    const scene = '{"eastM":2,"weather":"ice"}';
    const result = await cli('evaluate', ...TOY, '-n', '4', '--scene', scene, '--out', out, '--json');
    expect(JSON.parse(result.out)).toMatchObject({ episodes: 4, failed: { hits: 4 }, goal: { hits: 0 } });
    expect(rowsIn(out)).toHaveLength(4);
    expect(rowsIn(out)[0]).toMatchObject({
      id: 'nominal-00000',
      scene: { eastM: 2, weather: 'ice' },
      point: null,
    });
  });

  it('says in its help what each command does, and its version', async () => {
    const { code, out } = await cli('--help');
    expect(code).toBe(0);
    for (const name of [
      'attack',
      'evaluate',
      'replay',
      'report',
      'sample',
      'train',
      'list',
      'doctor',
      'demo',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
    expect((await cli('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('finds its command behind what stands before it', async () => {
    const { code, out } = await cli('--debug', '--plugin', TOY_PLUGIN, 'list', 'toy');
    expect(code).toBe(0);
    expect(out).toContain('toy/plane');
    expect((await cli(`--plugin=${TOY_PLUGIN}`, 'list', 'toy')).out).toBe(out);
    expect((await cli('constructor')).err).toContain("unknown command 'constructor'");
  });

  it('says what the machine offers', async () => {
    const { code, out } = await cli('doctor', '--json');
    const diagnosis = JSON.parse(out) as Record<string, unknown>;
    expect(diagnosis).toMatchObject({ node: process.version, tensor: { version: '4.22.0' } });
    expect(diagnosis.diskFreeGiB).toBeGreaterThan(0);
    expect(diagnosis.glRoutes).toHaveLength(3);
    expect(code).toBe(diagnosis.glRoute === null ? 69 : 0);
  });
});

describe('the table of an attack', () => {
  const row = (phase: string, i: number, failed: boolean, x: number): EpisodeRow => ({
    ...EXAMPLE_ROW,
    id: `${phase}-${i}`,
    phase,
    point: [x, x],
    failed,
    reason: failed ? 'off-road' : 'goal',
    q: failed ? 0 : 1,
  });

  it('puts spread and coverage beside the fooling rate, so that a collapse shows', () => {
    const rows = [
      ...[-1, -0.5, 0, 0.5, 1].map((x, i) => row('random', i, Math.abs(x) === 1, x)),
      ...[0, 1, 2, 3].map((i) => row('generated', i, true, 1)),
      ...[0, 1].map((i) => row('boost-10', i, true, 1)),
      ...[0, 1].map((i) => row('boost-2', i, true, i === 0 ? -1 : 1)),
    ];
    const { phases, text } = attackTable(rows);
    expect(phases.map(({ phase }) => phase)).toEqual(['random', 'generated', 'boost-2', 'boost-10']);
    expect(phases[1]).toMatchObject({ failed: { hits: 4, total: 4 }, spread: 0, coverage: 0.5 });
    expect(phases[2]).toMatchObject({ spread: 1, coverage: 1 });
    expect(text).toMatch(/random +2 of 5 = 40\.0 % \(11\.8 to 76\.9\)/);
  });

  it('leaves aborted episodes out of every figure and says so', () => {
    const aborted = { ...row('random', 9, false, 0), status: 'aborted', failed: null, q: null } as const;
    const { phases, text } = attackTable([row('random', 0, true, 0), aborted]);
    expect(phases[0]).toMatchObject({ episodes: 1, aborted: 1, failed: { hits: 1, total: 1 } });
    expect(text).toContain('1 episodes aborted, in no figure');
  });

  it('has no mean score where every scene was invalid', () => {
    const invalid = { ...row('random', 0, false, 0), status: 'invalid', failed: null, q: null } as const;
    expect(attackTable([invalid, { ...invalid, id: 'random-1' }]).text).toMatch(/random +0 of 2 .*\) +n\/a/);
  });
});
