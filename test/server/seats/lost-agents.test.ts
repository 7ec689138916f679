import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseServeConfig } from '../../../server/config/serve-config.ts';
import type { EpisodeRow } from '../../../server/store/episode-store.ts';
import { soon } from '../../support/soon.ts';
import '../../toys/plugin.ts';
import { toyAgent } from '../../toys/toy-agent.ts';
import { type CliProcess, rowsIn, startCli, TOY_PLUGIN, waitForRows } from '../toy-runs.ts';
import { openHub, seat } from './hub-server.ts';
import { closeRawAgents, RawAgent } from './raw-agent.ts';
import { attackOverWire, sameRows } from './wire-attack.ts';

let reference: readonly EpisodeRow[];
const processes: CliProcess[] = [];

beforeAll(async () => {
  reference = (await attackOverWire({ agent: 'toy' }, {}).done).rows;
});

afterEach(() => {
  closeRawAgents();
  for (const { child } of processes.splice(0)) child.kill('SIGKILL');
});

/** The slow toy as a program of its own. */
function startAgent(url: string, environments = 4): CliProcess {
  const args = ['--plugin', TOY_PLUGIN, 'agent', 'toy/slow', '--name', 'toy', '--url', url];
  const started = startCli([...args, '--environments', String(environments)]);
  processes.push(started);
  return started;
}

describe('an attack on a program that joins', () => {
  it('waits for it, says what to run, and ends in the rows of the same agent built in', async () => {
    const attack = attackOverWire({}, { serve: parseServeConfig({ port: 0 }, {}) });
    await soon(attack.said).toMatch(/^waiting for agent "toy": python3 my_agent\.py --url ws:\S+\/agent /);
    const url = /--url (\S+)/.exec(attack.said())?.[1] as string;
    const leave = seat(toyAgent('toy'), { url });
    const { rows, finished } = await attack.done;
    expect(finished).toBe(true);
    expect(sameRows(rows)).toEqual(sameRows(reference));
    expect(rows[0]).toMatchObject({ agent: 'ws:toy', agentVersion: '1' });
    expect(attack.said()).toContain('agent "toy" (version 1) joined from 127.0.0.1 with 8 environments');
    await leave();
  });

  it('loses no row to kill -9 of one of two agents; the other drives on', async () => {
    const { url, desk } = await openHub();
    const [one, two] = [startAgent(url), startAgent(url)];
    const attack = attackOverWire({}, { desk: desk() });
    await waitForRows(attack.out, 4);
    one?.child.kill('SIGKILL');
    const { rows } = await attack.done;
    expect(rows.every((row) => row.status === 'done')).toBe(true);
    expect(sameRows(rows)).toEqual(sameRows(reference));
    expect(two?.err).not.toContain('refused');
  });

  it('waits after kill -9 of its only agent until that is back, and says so', async () => {
    const { url, desk: openDesk } = await openHub();
    const desk = openDesk();
    const first = startAgent(url);
    const attack = attackOverWire({}, { desk });
    const logged = await waitForRows(attack.out, 4);
    first.child.kill('SIGKILL');
    await soon(() => desk.notices.at(-1)?.text).toContain('waiting for agent "toy"');
    expect(desk.notices.at(-2)?.text).toMatch(
      /agent "toy" left: .*; its (\d+ episodes are|episode is) run again/,
    );
    expect(rowsIn(attack.out).map(({ id }) => id)).toEqual(expect.arrayContaining([...logged]));
    startAgent(url, 2);
    const { rows } = await attack.done;
    expect(sameRows(rows)).toEqual(sameRows(reference));
  });

  it('keeps its rows when it is stopped while it waits, and is resumed with the same agent only', async () => {
    const { url, desk } = await openHub();
    const leave = seat(
      toyAgent('toy', () => new Promise((resolve) => setTimeout(resolve, 10))),
      { url },
    );
    const attack = attackOverWire({}, { desk: desk() });
    await waitForRows(attack.out, 4);
    await leave();
    attack.stop();
    expect((await attack.done).finished).toBe(false);
    const kept = rowsIn(attack.out);
    expect(kept.length).toBeGreaterThanOrEqual(4);

    const leaveOther = seat({ ...toyAgent('toy'), version: '2' }, { url });
    const refused = attackOverWire({ out: attack.out }, { desk: desk(), resume: true });
    await expect(refused.done).rejects.toThrow(/another agent version[\s\S]*1[\s\S]*2/);
    await leaveOther();

    const again = attackOverWire({ out: attack.out }, { desk: desk(), resume: true });
    seat(toyAgent('toy'), { url });
    const { rows } = await again.done;
    expect(sameRows(rows)).toEqual(sameRows(reference));
    expect(sameRows(rows.slice(0, kept.length))).toEqual(sameRows(kept));
  });

  it('is stopped at once by Ctrl-C while nobody has come yet', async () => {
    const { desk } = await openHub();
    const waiting = desk();
    const attack = attackOverWire({}, { desk: waiting });
    await soon(() => waiting.notices.length).toBe(1);
    attack.stop();
    await expect(attack.done).rejects.toMatchObject({ kind: 'interrupted', exitCode: 130 });
  });

  it('never says its token, in the run folder or in what it prints', async () => {
    const token = 'quite-secret-4711';
    const attack = attackOverWire({}, { serve: parseServeConfig({ port: 0, token }, {}) });
    await soon(attack.said).toContain('waiting for agent');
    const url = /--url (\S+)/.exec(attack.said())?.[1] as string;
    const leave = seat(toyAgent('toy'), { url, token });
    await attack.done;
    await leave();
    const written = readdirSync(attack.out).map((file) => readFileSync(join(attack.out, file), 'latin1'));
    expect(written.length).toBeGreaterThanOrEqual(2);
    for (const text of [attack.said(), ...written]) expect(text).not.toContain(token);
  });
});

/** Answers nothing. */
function stall(): void {}

/** A program that joins again whenever it is thrown out, and always does the same. */
async function persistent(url: string, behave: (agent: RawAgent) => void): Promise<void> {
  const join = async (): Promise<void> => {
    const agent = await RawAgent.join(url, { name: 'toy', environments: 8 });
    behave(agent);
    void agent.closed.then(({ code }) => (code === 1001 || code === 1000 ? undefined : join()));
  };
  await join();
}

describe('an agent that', () => {
  it.each([
    [
      'answers what is no number',
      (agent: RawAgent) => agent.drive((e, step) => agent.act(e, step, [null])),
      /bad action/,
    ],
    [
      'answers nonsense',
      (agent: RawAgent) => agent.drive(() => agent.sayText('so?')),
      /was lost: bad-message/,
    ],
    ['stalls', stall, /gave no answer within 0.15 s/],
    [
      'hangs up',
      (agent: RawAgent) => agent.drive(() => agent.vanish()),
      /was lost: the connection was closed/,
    ],
  ])(
    '%s has no failures: its episodes are tried again, aborted, and the run is given up',
    async (_, behave, why) => {
      const { url, desk, bugs } = await openHub();
      await persistent(url, behave);
      const attack = attackOverWire({}, { desk: desk({ answerTimeoutS: behave === stall ? 0.15 : 30 }) });
      await expect(attack.done).rejects.toThrow(/One episode after another was aborted[\s\S]*Lost 3 times/);
      const rows = rowsIn(attack.out);
      expect(rows.length).toBeGreaterThanOrEqual(3);
      for (const row of rows) {
        expect(row).toMatchObject({ status: 'aborted', q: null, failed: null, steps: 0 });
        expect(row.error).toMatch(why);
      }
      expect(bugs).toEqual([]);
    },
  );

  it('misbehaves beside one that does not costs nothing but time', async () => {
    const { url, desk } = await openHub();
    const answered = (agent: RawAgent) => {
      let count = 0;
      // Every kind of wrong in turn, and warnings in between; none of it may show in a row.
      agent.drive((episode, step) => {
        const kind = count++ % 5;
        agent.act('e0', step, [0]);
        agent.act(episode, step + 1, [0.1]);
        if (kind === 0) agent.act(episode, step, [Number.NaN]);
        else if (kind === 1) agent.act(episode, step, [0.1, 0.2]);
        else if (kind === 2) agent.sayText('{"type":"act"}');
        else if (kind === 3) agent.vanish();
      });
    };
    await persistent(url, answered);
    await persistent(url, answered);
    seat(toyAgent('toy'), { url, environments: 4 });
    const attack = attackOverWire({}, { desk: desk({ answerTimeoutS: 1.5 }) });
    const { rows } = await attack.done;
    expect(rows.every((row) => row.status === 'done')).toBe(true);
    expect(sameRows(rows)).toEqual(sameRows(reference));
  });

  it('answers twice, late and too early beside its right answers changes no row', async () => {
    const { url, desk } = await openHub();
    const agent = await RawAgent.join(url, { name: 'toy', environments: 8 });
    const honest = toyAgent('toy');
    const answer = async (episode: string, step: number) => {
      const seen = agent
        .of('observe')
        .flatMap((message) => message.observations as { episode: string; step: number; speedMps: number }[]);
      const speedMps = seen.find((each) => each.episode === episode && each.step === step)?.speedMps ?? 0;
      const [action] = await honest.act([{ speedMps } as never]);
      const right = Array.from(action as ArrayLike<number>);
      agent.act(episode, step + 1, [0.9]);
      agent.act(episode, step, right);
      agent.act(episode, step, [0.9]);
      if (step > 0) agent.act(episode, step - 1, [0.9]);
    };
    agent.drive((episode, step) => void answer(episode, step));
    const { rows } = await attackOverWire({}, { desk: desk() }).done;
    expect(sameRows(rows)).toEqual(sameRows(reference));
    const codes = new Set(agent.of('warning').map(({ code }) => code));
    expect(codes).toEqual(new Set(['out-of-order', 'duplicate', 'late']));
  });
});
