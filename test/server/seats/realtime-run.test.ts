import { describe, expect, it } from 'vitest';
import { soon } from '../../support/soon.ts';
import '../../toys/plugin.ts';
import { parseServeConfig } from '../../../server/config/serve-config.ts';
import { replayEpisode } from '../../../server/replay/replay-episode.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { toyAgent } from '../../toys/toy-agent.ts';
import { TOY_PLUGIN } from '../toy-runs.ts';
import { openHub, seat } from './hub-server.ts';
import { attackOverWire } from './wire-attack.ts';

const SHORT = { settings: { samples: 6 } };

/** The toy, but every answer takes a while. */
function slowToy(ms: number) {
  return toyAgent('toy', () => new Promise((resolve) => setTimeout(resolve, ms)));
}

/** Runs a logged episode again with the toy behind the wire, on a server of the replay's own. */
async function replay(out: string, version = '1') {
  const folder = RunFolder.open(out, { write: false });
  let leave: (() => Promise<void>) | undefined;
  try {
    return await replayEpisode(folder, folder.store.rows()[0]?.id ?? '', {
      plugins: [TOY_PLUGIN],
      serve: parseServeConfig({ port: 0 }, {}),
      onNotice: ({ text }) => {
        const url = /--url (\S+)/.exec(text)?.[1];
        if (url !== undefined) leave = seat({ ...toyAgent('toy'), version }, { url });
      },
    });
  } finally {
    folder.close();
    await leave?.();
  }
}

describe('a run in real time', () => {
  it('logs its pace, what a missed deadline did, and how many there were', async () => {
    const { url, desk } = await openHub();
    const leave = seat(slowToy(250), { url });
    const manner = { pace: 'realtime', stale: 'coast' } as const;
    const { rows, finished } = await attackOverWire({ ...SHORT, ...manner }, { desk: desk(manner) }).done;
    await leave();
    expect(finished).toBe(true);
    for (const row of rows) {
      expect(row).toMatchObject({ status: 'done', steps: 6, versions: { pace: 'realtime coast' } });
      expect(row.terms?.missedDeadlines).toBeGreaterThanOrEqual(1);
      // Six control steps of 0.1 s of wall time each, the last of which nobody waits out.
      expect(row.wallMs).toBeGreaterThanOrEqual(450);
    }
  });

  it('is refused for an agent that the world can always wait for', async () => {
    const attack = attackOverWire({ ...SHORT, agent: 'toy', pace: 'realtime' }, {});
    await expect(attack.done).rejects.toMatchObject({ kind: 'usage' });
    await expect(attack.done).rejects.toThrow('--agent ws:NAME with --pace realtime');
  });

  it('cannot be resumed in another pace', async () => {
    const { url, desk } = await openHub();
    seat(slowToy(30), { url });
    const attack = attackOverWire({ settings: { samples: 500 } }, { desk: desk() });
    await soon(attack.said).toContain('1 of 500');
    attack.stop();
    await attack.done;
    const changed = { out: attack.out, settings: { samples: 500 }, pace: 'realtime' };
    await expect(attackOverWire(changed, { desk: desk(), resume: true }).done).rejects.toThrow(
      /begun with another pace[\s\S]*"lock-step"[\s\S]*"realtime"/,
    );
  });
});

describe('an episode of a program that joined', () => {
  it('is replayed when the program joins again, and is bit for bit the same', async () => {
    const { url, desk } = await openHub();
    const leave = seat(toyAgent('toy'), { url });
    const attack = attackOverWire(SHORT, { desk: desk() });
    await attack.done;
    await leave();
    expect(await replay(attack.out)).toMatchObject({ steps: 6, divergence: null, scoreDifferences: [] });
    const { versionDifferences } = await replay(attack.out, '2');
    expect(versionDifferences).toEqual([['agent', '1', '2']]);
  });

  it('is not replayed if it ran in real time', async () => {
    const { url, desk } = await openHub();
    const leave = seat(toyAgent('toy'), { url });
    const manner = { pace: 'realtime', stale: 'hold' } as const;
    const attack = attackOverWire({ ...SHORT, ...manner }, { desk: desk(manner) });
    await attack.done;
    await leave();
    await expect(replay(attack.out)).rejects.toThrow('was driven in real time and cannot be run again alike');
  });
});

it('runs take the manner of their config when they open a server of their own', async () => {
  const serve = parseServeConfig({ port: 0 }, {});
  const attack = attackOverWire({ ...SHORT, pace: 'realtime', stale: 'hold' }, { serve });
  await soon(attack.said).toContain('waiting for agent');
  const leave = seat(slowToy(250), { url: /--url (\S+)/.exec(attack.said())?.[1] as string });
  const { rows } = await attack.done;
  await leave();
  expect(rows[0]?.versions).toMatchObject({ pace: 'realtime hold' });
  expect(rows.every((row) => Number(row.terms?.missedDeadlines) >= 1)).toBe(true);
});
