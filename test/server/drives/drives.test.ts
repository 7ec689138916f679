import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { serveAgent } from '../../../agents/client/index.ts';
import type { Agent } from '../../../sim/agent.ts';
import { soon } from '../../support/soon.ts';
import { toyAgent } from '../../toys/toy-agent.ts';
import { cli } from '../cli/cli-io.ts';
import { ToyService } from '../http/toy-service.ts';
import { LivePage } from '../live/live-page.ts';
import { rowsIn } from '../toy-runs.ts';

// A machine that has other things to do takes its time.
vi.setConfig({ testTimeout: 180_000 });

const leaving: AbortController[] = [];

afterEach(() => {
  for (const controller of leaving.splice(0)) controller.abort();
});

/** Lets an agent sit down at a server; gives how to take it away. */
function sitDown(server: ToyService, name: string, agent: Agent): AbortController {
  const controller = new AbortController();
  leaving.push(controller);
  void serveAgent(agent, {
    url: `${server.url.replace('http', 'ws')}/agent`,
    name,
    signal: controller.signal,
    openSocket: (url, subprotocol) => new WebSocket(url, subprotocol),
  }).catch(() => {});
  return controller;
}

const DRIVE = { task: 'toy/plane', scene: { eastM: 1 }, seed: 7, agent: 'toy' };

async function rowOf(server: ToyService, run: string, episode: string) {
  const path = `/api/runs/${encodeURIComponent(run)}/episodes`;
  await soon(async () => {
    const { body } = await server.get(path);
    return body.episodes?.some(({ id }: { id: string }) => id === episode) ?? false;
  }).toBe(true);
  return rowsIn(join(server.folder, run)).find((row) => row.id === episode);
}

describe('a drive of a built-in agent', () => {
  it('is answered at once, logged with its scene, seed and place, and can be replayed', async () => {
    const server = await ToyService.open();
    const { status, body } = await server.post('/api/drives', DRIVE);
    expect({ status, body }).toEqual({
      status: 201,
      body: { run: 'drives/toy-toy-plane', episode: 'drive-00001', join: null },
    });
    const row = await rowOf(server, body.run, body.episode);
    expect(row).toMatchObject({
      agent: 'toy',
      phase: 'drive',
      seed: 7,
      scene: { eastM: 1, northM: 0.1 },
      point: [0.5, expect.closeTo(0.05)],
      status: 'done',
    });
    const { body: detail } = await server.get(`/api/runs/${encodeURIComponent(body.run)}`);
    expect(detail.summary).toMatchObject({ command: 'drive', episodes: 1, space: 'plane' });
    const replayed = await cli(
      '--plugin',
      'test/toys/plugin.ts',
      'replay',
      join(server.folder, body.run),
      'drive-00001',
    );
    expect(replayed.err).toBe('');
    expect(replayed.code).toBe(0);
  });

  it('is added to those before it; another space has a run of its own', async () => {
    const server = await ToyService.open();
    const one = await server.post('/api/drives', DRIVE);
    const two = await server.post('/api/drives', { ...DRIVE, scene: { eastM: -1 } });
    expect([one.body.episode, two.body.episode]).toEqual(['drive-00001', 'drive-00002']);
    const wet = await server.post('/api/drives', { ...DRIVE, scene: { weather: 'wet' } });
    expect(wet.body.run).toBe('drives/toy-toy-plane-weathered');
    for (const { body } of [one, two, wet]) await rowOf(server, body.run, body.episode);
    await soon(async () => (await server.get('/api/runs/drives%2Ftoy-toy-plane')).body.summary.status).toBe(
      'done',
    );
    const three = await server.post('/api/drives', DRIVE);
    expect(three.body).toMatchObject({ run: one.body.run, episode: 'drive-00003' });
    await rowOf(server, three.body.run, three.body.episode);
  });

  it('is refused where it makes no sense, with what would', async () => {
    const server = await ToyService.open();
    const refusals: readonly (readonly [object, number, string])[] = [
      [{ ...DRIVE, agent: 'nobody' }, 400, 'no such agent'],
      [{ ...DRIVE, agent: 'ws:absent' }, 400, 'No program of this name'],
      [{ ...DRIVE, scene: { eastM: 99 } }, 422, 'out of its range'],
      [{ ...DRIVE, scene: { depthM: 1 } }, 422, 'no axis named depthM'],
    ];
    for (const [wish, status, message] of refusals) {
      const reply = await server.post('/api/drives', wish);
      expect([reply.status, reply.body.error.message]).toEqual([status, expect.stringContaining(message)]);
    }
    expect((await server.get('/api/runs')).body).toEqual([]);
  });
});

describe('a drive of a program that has joined', () => {
  it('is logged under its name', async () => {
    const server = await ToyService.open();
    sitDown(server, 'walker', toyAgent('walker'));
    await soon(async () => (await server.get('/api/about')).body.seats).toMatchObject([
      { name: 'walker', busy: 0 },
    ]);
    const { body } = await server.post('/api/drives', { ...DRIVE, agent: 'ws:walker' });
    const row = await rowOf(server, body.run, body.episode);
    expect(row).toMatchObject({ agent: 'ws:walker', status: 'done', steps: 6 });
  });
});

describe('a person at the wheel', () => {
  it('sits down under the name they are given, drives in real time and is logged as human', async () => {
    const server = await ToyService.open();
    const { status, body } = await server.post('/api/drives', { ...DRIVE, agent: 'human' });
    expect(status).toBe(201);
    expect(body.join).toMatch(/^human-[0-9a-f]{12}$/);
    const page = await LivePage.watch(server.url, body.run, { steps: true });
    await soon(() => page.said.join('\n')).toContain('waiting for somebody at the wheel');
    sitDown(server, body.join, toyAgent('person'));
    const row = await rowOf(server, body.run, body.episode);
    expect(row).toMatchObject({
      agent: 'human',
      status: 'done',
      steps: 6,
      versions: { pace: 'realtime hold' },
    });
    await soon(() => page.ids).toEqual([body.episode]);
    expect(page.events.some((event) => event.type === 'steps')).toBe(true);
  });

  it('who leaves in the middle has not failed: the episode is aborted, and nobody drives it again', async () => {
    const server = await ToyService.open();
    const { body } = await server.post('/api/drives', { ...DRIVE, agent: 'human' });
    let steps = 0;
    const person = sitDown(
      server,
      body.join,
      toyAgent('person', () => {
        if (++steps === 3) person.abort();
      }),
    );
    const row = await rowOf(server, body.run, body.episode);
    expect(row).toMatchObject({ status: 'aborted', failed: null, q: null, agent: 'human' });
    expect(steps).toBeLessThan(5);
  });

  it('who never comes leaves nothing behind when the drive is stopped', async () => {
    const server = await ToyService.open();
    const { body } = await server.post('/api/drives', { ...DRIVE, agent: 'human' });
    const run = encodeURIComponent(body.run);
    expect((await server.get(`/api/runs/${run}`)).body.summary).toMatchObject({
      status: 'running',
      ours: true,
    });
    expect((await server.post(`/api/runs/${run}/stop`, {})).status).toBe(202);
    await soon(async () => (await server.get('/api/runs')).body).toEqual([]);
  });
});
