import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackToy, newFolder, rowsIn } from '../toy-runs.ts';
import { logEpisodes, ToyService } from './toy-service.ts';

describe('GET /api/about', () => {
  it('says what there is to choose from', async () => {
    const server = await ToyService.open();
    const { status, body } = await server.get('/api/about');
    expect(status).toBe(200);
    const toy = body.tasks.find((task: { id: string }) => task.id === 'toy/plane');
    expect(toy).toMatchObject({ controlStepS: 0.1, failsBelow: 0.25, traceNames: ['eastM', 'northM'] });
    expect(toy.spaces.map((space: { name: string }) => space.name)).toEqual(['plane', 'weathered']);
    const agents = (body.agents as { name: string }[]).map(({ name }) => name);
    expect(agents).toEqual(expect.arrayContaining(['pure-pursuit', 'cil', 'toy']));
    expect(agents).not.toContain('ws');
    expect(body.adversaries.map((each: { name: string }) => each.name)).toContain('bbgan');
    expect(body.agentUrl).toBe(`${server.url.replace('http', 'ws')}/agent`);
  });
});

describe('GET /api/runs', () => {
  it('lists runs in folders of folders, newest first, with their counts', async () => {
    const server = await ToyService.open();
    server.newRun('deep/er/old', 4, { startedAt: '2026-01-01T00:00:00.000Z', status: 'done' }).close();
    server.newRun('new', 0, { startedAt: '2026-02-01T00:00:00.000Z', status: 'done' }).close();
    const { body } = await server.get('/api/runs');
    expect(body.map((run: { name: string }) => run.name)).toEqual(['new', 'deep/er/old']);
    expect(body[1]).toMatchObject({
      command: 'attack',
      status: 'done',
      ours: false,
      agent: 'toy',
      episodes: 4,
      phases: [{ phase: 'pool', failed: { hits: 2, total: 4, share: 0.5 } }],
      problem: null,
    });
    expect(body[0]).toMatchObject({ episodes: 0, phases: [] });
  });

  it('sees what another process logs, and that a run is stale when that process is gone', async () => {
    const server = await ToyService.open();
    const run = server.newRun('other', 1);
    expect((await server.get('/api/runs')).body[0]).toMatchObject({ status: 'running', episodes: 1 });
    logEpisodes(run, 1, 1);
    expect((await server.get('/api/runs')).body[0]).toMatchObject({ status: 'running', episodes: 2 });
    run.close();
    expect((await server.get('/api/runs')).body[0]).toMatchObject({ status: 'stale', episodes: 2 });
  });

  it('lists a damaged folder with what is wrong with it', async () => {
    const server = await ToyService.open();
    mkdirSync(join(server.folder, 'half'));
    writeFileSync(join(server.folder, 'half', 'manifest.json'), '{"format":');
    server.newRun('whole', 1, { status: 'done' }).close();
    rmSync(join(server.folder, 'whole', 'run.sqlite-wal'), { force: true });
    writeFileSync(join(server.folder, 'whole', 'run.sqlite'), 'no database at all '.repeat(400));
    const { body } = await server.get('/api/runs');
    const problems = Object.fromEntries(
      body.map((run: { name: string; problem: string }) => [run.name, run.problem]),
    );
    expect(problems.half).toContain('is not JSON');
    expect(problems.whole).toContain('not a Faultscape run');
    const { status, body: error } = await server.get('/api/runs/half');
    expect(status).toBe(422);
    expect(error.error).toMatchObject({ kind: 'data', expected: 'JSON' });
  });

  it('forgets a folder that was deleted', async () => {
    const server = await ToyService.open();
    server.newRun('gone', 1).close();
    expect((await server.get('/api/runs')).body).toHaveLength(1);
    rmSync(join(server.folder, 'gone'), { recursive: true });
    expect((await server.get('/api/runs')).body).toEqual([]);
    expect((await server.get('/api/runs/gone')).status).toBe(404);
  });
});

describe('a run', () => {
  it('is told in full: axes, learning, what its generator was trained on', async () => {
    const { out } = await attackToy();
    const server = await ToyService.open({}, { folder: join(out, '..') });
    const { body } = await server.get('/api/runs/run');
    expect(body.summary).toMatchObject({ name: 'run', status: 'done', episodes: 56, space: 'weathered' });
    expect(body.axes.map((axis: { name: string }) => axis.name)).toEqual(['eastM', 'northM', 'weather']);
    expect(body.controlStepS).toBe(0.1);
    expect(body.induced.generated).toHaveLength(8);
    expect(body.learning[0].phase).toBe('generated');
    expect(body.learning[0].generatedStd).toHaveLength(3);
  });

  it('gives its episodes in the order in which they were logged, page by page', async () => {
    const { out } = await attackToy({ adversary: 'random', settings: { samples: 9 }, workers: 2 });
    const server = await ToyService.open({}, { folder: join(out, '..') });
    const first = await server.get('/api/runs/run/episodes?most=5');
    const second = await server.get(`/api/runs/run/episodes?after=${first.body.cursor}`);
    const none = await server.get(`/api/runs/run/episodes?after=${second.body.cursor}`);
    expect(none.body).toEqual({ episodes: [], cursor: second.body.cursor });
    const all = [...first.body.episodes, ...second.body.episodes];
    expect(first.body.episodes).toHaveLength(5);
    const rows = new Map(rowsIn(out).map((row) => [row.id, row]));
    expect(new Set(all.map((episode) => episode.id)).size).toBe(9);
    for (const episode of all) expect(rows.get(episode.id)).toMatchObject(episode);
  });

  it('gives the steps of an episode as they are logged', async () => {
    const server = await ToyService.open();
    server.newRun('steps', 3).close();
    const { body } = await server.get('/api/runs/steps/episodes/toy-00002/steps');
    expect(body).toEqual({
      names: ['stride', 'eastM', 'northM'],
      rows: [
        [0.1, 2, -1],
        [0.2, 2, -2],
      ],
    });
    const missing = await server.get('/api/runs/steps/episodes/nobody/steps');
    expect(missing.status).toBe(404);
    expect(missing.body.error.kind).toBe('not-found');
  });

  it('is read without the plug-in that made it, but for the length of its steps', async () => {
    const server = await ToyService.open();
    server.newRun('strange', 1, { task: 'their/task' }).close();
    expect((await server.get('/api/runs/strange')).body).toMatchObject({
      controlStepS: null,
      summary: { task: 'their/task' },
    });
  });

  it('refuses a query that makes no sense, naming the field', async () => {
    const server = await ToyService.open();
    server.newRun('any', 1).close();
    for (const query of ['after=-1', 'after=x', 'most=0', 'most=100000']) {
      const { status, body } = await server.get(`/api/runs/any/episodes?${query}`);
      expect(status, query).toBe(400);
      expect(body.error.message).toContain(`at ${query.split('=')[0]}`);
    }
  });
});

describe('the page', () => {
  it('is served at each of its addresses; what has a hash in its name is kept for ever', async () => {
    const pageFolder = newFolder();
    mkdirSync(join(pageFolder, 'assets'));
    writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(pageFolder, 'assets', 'main-abc123.js'), 'export {};');
    const server = await ToyService.open({}, { pageFolder });
    for (const path of ['/', '/runs/a%2Fb', '/runs/a/b', '/compare', '/explore?task=x']) {
      const { status, body, headers } = await server.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(body).toContain('<title>page');
      expect(headers.get('cache-control')).toBe('no-cache');
    }
    const asset = await server.get('/assets/main-abc123.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect((await server.get('/nowhere')).status).toBe(404);
    expect((await server.get('/api/nowhere')).body.error.kind).toBe('not-found');
  });

  it('says how to build it when it is not built', async () => {
    const server = await ToyService.open();
    const { status, body } = await server.get('/');
    expect(status).toBe(503);
    expect(body).toContain('npm run build');
  });
});
