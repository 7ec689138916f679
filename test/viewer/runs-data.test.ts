import { describe, expect, it } from 'vitest';
import { adversaryKind } from '../../adversary/index.ts';
import { parseAttackConfig } from '../../server/config/attack-config.ts';
import type { About, RunSummary } from '../../server/http/api.ts';
import { commandOf, firstDraft, newAttackOf, suggestedName } from '../../server/viewer/runs/attack-draft.ts';
import { findRuns } from '../../server/viewer/runs/find-runs.ts';
import { NORTH } from './episodes.ts';

function run(name: string, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    name,
    command: 'attack',
    status: 'done',
    ours: false,
    news: null,
    task: 'driving/straight',
    space: 'paper',
    agent: 'cil',
    adversary: 'bbgan',
    seed: 1,
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    episodes: 10,
    aborted: 0,
    phases: [],
    problem: null,
    ...changes,
  };
}

const ABOUT: About = {
  version: '0.1.0',
  tasks: [
    {
      id: 'toy/plane',
      description: 'walk',
      spaces: [{ name: 'plane', axes: [NORTH] }],
      nominal: {},
      action: { names: ['stride'], low: [-1], high: [1] },
      controlStepS: 0.1,
      failsBelow: 0.25,
      traceNames: [],
    },
  ],
  agents: [
    { name: 'pure-pursuit', gives: ['steer', 'gas', 'brake'] },
    { name: 'toy', gives: ['stride'] },
  ],
  seats: [],
  adversaries: [adversaryKind('bbgan'), adversaryKind('random')],
  agentUrl: 'ws://127.0.0.1:4747/agent',
  runsFolder: 'runs',
};

describe('finding runs', () => {
  const all = [
    run('toy/first', { agent: 'toy', task: 'toy/plane', startedAt: '2026-01-02T00:00:00Z', episodes: 5 }),
    run('bend', {
      status: 'running',
      startedAt: '2026-01-01T00:00:00Z',
      news: { type: 'status', status: 'waiting', text: '', done: 0, total: 9 },
    }),
    run('run-10', { status: 'interrupted', startedAt: '2026-01-03T00:00:00Z', adversary: 'random' }),
    run('run-9', { startedAt: '2026-01-04T00:00:00Z', adversary: null }),
  ];
  const names = (search: string, order: Parameters<typeof findRuns>[2] = 'started') =>
    findRuns(all, search, order).map(({ name }) => name);

  it('looks in name, task, agent, adversary and status, and wants every word', () => {
    expect(names('TOY')).toEqual(['toy/first']);
    expect(names('driving random')).toEqual(['run-10']);
    expect(names('waiting')).toEqual(['bend']);
    expect(names('interrupted cil')).toEqual(['run-10']);
    expect(names('nothing like it')).toEqual([]);
  });

  it('sorts by what is asked for', () => {
    expect(names('')).toEqual(['run-9', 'run-10', 'toy/first', 'bend']);
    expect(names('', 'name')).toEqual(['bend', 'run-9', 'run-10', 'toy/first']);
    expect(names('', 'status')[0]).toBe('bend');
    expect(names('', 'episodes').at(-1)).toBe('toy/first');
  });
});

describe('a new attack', () => {
  const draft = { ...firstDraft(ABOUT), agent: 'toy' };
  const options = adversaryKind('bbgan').options;

  it('is one that the server takes', () => {
    const { config } = newAttackOf(draft, options, []);
    expect(parseAttackConfig(config, { out: 'runs/x', settings: {} })).toMatchObject({
      task: 'toy/plane',
      space: 'plane',
      agent: 'toy',
      adversary: 'bbgan',
      settings: { pool: 200, induced: 50, samples: 50 },
    });
  });

  it('is given a name that is free', () => {
    expect(suggestedName(draft, [])).toBe('plane-toy-1');
    expect(suggestedName(draft, [run('plane-toy-1'), run('plane-toy-2')])).toBe('plane-toy-3');
    expect(suggestedName({ ...draft, agent: 'ws:<img onerror=x>' }, [])).toBe('plane-ws-img-onerror-x-1');
  });

  it('leaves out settings of another adversary, and keeps what is no number for the server to refuse', () => {
    const filled = { ...draft, settings: { samples: '12', pool: 'many', latent: '' } };
    expect(newAttackOf(filled, adversaryKind('random').options, []).config.settings).toEqual({ samples: 12 });
    expect(newAttackOf(filled, options, []).config.settings).toEqual({ pool: 'many', samples: 12 });
  });

  it('puts rules behind the task, and writes them as --rules in the command', () => {
    const rules = 'near: always eastM < 1.5; end: eventually (northM < 0.5)';
    const attack = newAttackOf({ ...draft, task: 'toy/plane', rules: ` ${rules} ` }, [], []);
    expect(attack.config.task).toBe(`toy/plane?score=${rules}`);
    expect(commandOf(attack, 'runs')).toContain(`--task toy/plane --rules '${rules}'`);
    expect(newAttackOf({ ...draft, task: 'toy/plane', rules: ' ' }, [], []).config.task).toBe('toy/plane');
  });

  it('is shown as the command that does the same', () => {
    const named = { ...draft, name: "it's", workers: '2' };
    expect(commandOf(newAttackOf(named, options, []), 'my runs')).toBe(
      'faultscape attack --task toy/plane --space plane --agent toy --adversary bbgan --set pool=200 ' +
        "--set induced=50 --set samples=50 --seed 1 --out 'my runs/it'\\''s' --workers 2",
    );
  });
});
