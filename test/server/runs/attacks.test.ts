import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { serveAgent } from '../../../agents/client/index.ts';
import type { EpisodeRow } from '../../../server/store/episode-store.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { soon } from '../../support/soon.ts';
import { toyAgent } from '../../toys/toy-agent.ts';
import { ToyService } from '../http/toy-service.ts';
import { LivePage } from '../live/live-page.ts';
import { attackToy, comparable, rowsIn, SMALL, SMALL_EPISODES, waitForRows } from '../toy-runs.ts';
import { childrenOf } from './child-processes.ts';

// A machine that has other things to do takes its time.
vi.setConfig({ testTimeout: 180_000 });

const { plugins: _, ...CONFIG } = SMALL;

/** Slow enough that a test can come in between. */
const SLOW = { ...CONFIG, agent: 'toy/slow', adversary: 'random', settings: { samples: 30 }, seats: 2 };

describe('an attack started from a page', () => {
  it('is followed from its first step to its last row, and is what the command line would have made', async () => {
    const server = await ToyService.open();
    const page = await LivePage.watch(server.url, 'mine/first', { steps: true });
    const started = await server.post('/api/attacks', { name: 'mine/first', config: CONFIG });
    expect(started).toMatchObject({ status: 201, body: { name: 'mine/first' } });
    const early = await server.get('/api/runs/mine%2Ffirst');
    expect(early.body.summary).toMatchObject({
      status: 'running',
      ours: true,
      task: 'toy/plane',
      agent: 'toy',
    });
    expect(early.body.axes).toHaveLength(3);
    await soon(() => page.summary?.status).toBe('done');
    await soon(() => page.ids.length).toBe(SMALL_EPISODES);
    expect(page.said.join('\n')).toMatch(/starting[\s\S]*running[\s\S]*learning[\s\S]*done: done/);
    expect(page.events.some((event) => event.type === 'learner' && event.sample !== null)).toBe(true);
    const steps = page.events.filter((event) => event.type === 'steps');
    expect(steps.length).toBeGreaterThan(0);
    for (const { names, rows } of steps) for (const row of rows) expect(row).toHaveLength(names.length);

    const { out } = await attackToy({});
    const rows = rowsIn(join(server.folder, 'mine', 'first'));
    expect(comparable(rows)).toEqual(comparable(rowsIn(out)));
    expect((await server.get('/api/runs/mine%2Ffirst')).body.summary).toMatchObject({
      ours: false,
      status: 'done',
    });
  });

  it('is stopped, and resumed to the rows of one that never was', async () => {
    const server = await ToyService.open();
    await server.post('/api/attacks', { name: 'slow', config: SLOW });
    const folder = join(server.folder, 'slow');
    await waitForRows(folder, 5);
    expect((await server.post('/api/runs/slow/stop', {})).status).toBe(202);
    const statusOf = async () => (await server.get('/api/runs/slow')).body.summary.status;
    await soon(statusOf).toBe('interrupted');
    const kept = rowsIn(folder).length;
    expect(kept).toBeLessThan(30);
    expect((await server.post('/api/runs/slow/stop', {})).status).toBe(404);
    expect((await server.post('/api/runs/slow/resume', {})).status).toBe(202);
    expect((await server.post('/api/runs/slow/resume', {})).body.error.message).toContain('runs already');
    await soon(statusOf).toBe('done');
    const whole = await attackToy({ ...SLOW, agent: 'toy/slow' });
    expect(comparable(rowsIn(folder))).toEqual(comparable(rowsIn(whole.out)));
    const again = await server.post('/api/runs/slow/resume', {});
    expect(again.body.error.message).toContain('cannot be resumed');
  });

  it('whose process is killed is stale, the page is told why, and it goes on to all its rows', async () => {
    const server = await ToyService.open();
    const page = await LivePage.watch(server.url, 'dies');
    const before = childrenOf(process.pid);
    await server.post('/api/attacks', { name: 'dies', config: SLOW });
    const folder = join(server.folder, 'dies');
    const logged = await waitForRows(folder, 4);
    const [victim] = childrenOf(process.pid).filter((pid) => !before.includes(pid));
    process.kill(victim as number, 'SIGKILL');
    await soon(() => page.summary?.status).toBe('stale');
    await soon(() => page.said.at(-1)).toContain('signal SIGKILL');
    expect(rowsIn(folder).length).toBeGreaterThanOrEqual(logged.length);
    await server.post('/api/runs/dies/resume', {});
    await soon(() => page.summary?.status).toBe('done');
    await soon(() => new Set(page.ids).size).toBe(30);
    expect(page.ids).toHaveLength(30);
  });

  it('on a program elsewhere waits for it, says what to run, and makes the rows of one in process', async () => {
    const server = await ToyService.open();
    const page = await LivePage.watch(server.url, 'remote');
    const config = { ...CONFIG, adversary: 'random', settings: { samples: 12 } };
    await server.post('/api/attacks', { name: 'remote', config: { ...config, agent: 'ws:walker' } });
    await soon(() => page.said.at(-1)).toContain('waiting: waiting for agent "walker"');
    await soon(() => page.summary?.news?.status).toBe('waiting');
    const leaving = new AbortController();
    const served = serveAgent(toyAgent('walker'), {
      url: `${server.url.replace('http', 'ws')}/agent`,
      environments: 3,
      signal: leaving.signal,
      openSocket: (url, protocol) => new WebSocket(url, protocol),
    });
    await soon(() => page.summary?.status).toBe('done');
    leaving.abort();
    await served;
    const inProcess = await attackToy(config);
    const actsOf = (rows: readonly EpisodeRow[]) =>
      rows.map(({ id, q, terms, seed }) => ({ id, q, terms, seed }));
    expect(actsOf(rowsIn(join(server.folder, 'remote')))).toEqual(actsOf(rowsIn(inProcess.out)));
  });

  it('that cannot begin says so at once, or as soon as it is known', async () => {
    const server = await ToyService.open();
    const wrong: readonly (readonly [object, string])[] = [
      [{ ...CONFIG, task: 'toy/none' }, 'no such task'],
      [{ ...CONFIG, space: 'outer' }, 'no such space'],
      [{ ...CONFIG, agent: 'nobody' }, 'no such agent'],
      [{ ...CONFIG, adversary: 'nobody' }, 'no such adversary'],
    ];
    for (const [config, message] of wrong) {
      const { status, body } = await server.post('/api/attacks', { name: 'wrong', config });
      expect([status, body.error.message.toLowerCase()]).toEqual([400, expect.stringContaining(message)]);
    }
    const page = await LivePage.watch(server.url, 'wrong');
    await server.post('/api/attacks', { name: 'wrong', config: { ...CONFIG, agent: 'toy/weightless' } });
    await soon(() => page.said.at(-1)).toContain('The weights of toy/weightless are truncated');
    await soon(() => page.summary).toMatchObject({ status: 'failed', ours: false });
    const { body } = await server.get('/api/runs/wrong');
    expect(body.summary.problem).toContain('truncated');
  });

  it('is ended in good order when the server ends', async () => {
    const server = await ToyService.open();
    await server.post('/api/attacks', { name: 'slow', config: SLOW });
    const folder = join(server.folder, 'slow');
    await waitForRows(folder, 2);
    const children = childrenOf(process.pid);
    await server.service.close();
    expect(childrenOf(process.pid).filter((pid) => children.includes(pid))).toEqual([]);
    expect(RunFolder.readManifest(folder).status).toBe('interrupted');
  });

  it('finds no room beside two others', async () => {
    const server = await ToyService.open();
    for (const name of ['a', 'b']) await server.post('/api/attacks', { name, config: SLOW });
    const third = await server.post('/api/attacks', { name: 'c', config: SLOW });
    expect(third.status).toBe(503);
    expect(third.body.error.message).toContain('No more attacks');
  });
});
