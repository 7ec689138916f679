import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { newFolder } from '../toy-runs.ts';
import { newToyRun, ToyService } from './toy-service.ts';

const TOKEN = 'correct-horse-battery';

/** How an attempt to open a socket ends. */
function upgradeStatus(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', (error) => (error.message.includes('closed before') ? undefined : reject(error)));
  });
}

describe('names in addresses', () => {
  it('never lead out of the runs folder', async () => {
    const folder = join(newFolder(), 'runs');
    newToyRun(join(folder, '..', 'secret'), 1).close();
    const server = await ToyService.open({}, { folder });
    const tries = [
      '../secret',
      '..%2fsecret',
      '%2e%2e%2fsecret',
      '%2e%2e/secret',
      'x%2f..%2f..%2fsecret',
      '..%5csecret',
      `${encodeURIComponent(join(folder, '..', 'secret'))}`,
      '%00',
      'secret%00',
      '.%2f..%2fsecret',
      '%252e%252e%252fsecret',
      `${'a'.repeat(5000)}`,
    ];
    for (const name of tries) {
      for (const tail of ['', '/episodes', '/figures', '/distribution', '/download/episodes.csv']) {
        const { status, body } = await server.raw(`/api/runs/${name}${tail}`);
        expect([name, tail, status]).toEqual([name, tail, 404]);
        expect(JSON.stringify(body)).not.toContain('toy-00000');
      }
    }
    expect((await server.raw('/api/runs/%ff')).status).toBe(400);
  });

  it('are not followed through links that lead outside', async () => {
    const server = await ToyService.open();
    const outside = join(newFolder(), 'outside');
    newToyRun(outside, 1).close();
    symlinkSync(outside, join(server.folder, 'link'));
    expect((await server.get('/api/runs')).body).toEqual([]);
    expect((await server.get('/api/runs/link')).status).toBe(404);
    const started = await server.post('/api/attacks', { name: 'link/new', config: {} });
    expect(started.status).toBe(400);
  });

  it('of files of the page never lead out of its folder', async () => {
    const pageFolder = join(newFolder(), 'page');
    mkdirSync(pageFolder);
    writeFileSync(join(pageFolder, 'index.html'), 'the page');
    writeFileSync(join(pageFolder, '..', 'secret.txt'), 'secret');
    const server = await ToyService.open({}, { pageFolder });
    for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '//secret.txt', '/%00']) {
      const { body } = await server.raw(path);
      expect(JSON.stringify(body)).not.toContain('"secret"');
    }
  });

  it('of new runs are plain words', async () => {
    const server = await ToyService.open();
    server.newRun('there', 1).close();
    const names = [
      '',
      '..',
      '../x',
      '/x',
      'x/',
      'a//b',
      '.hidden',
      'a b',
      '<b>',
      'a\\b',
      'a/b/c/d/e',
      'there',
      'there/in',
    ];
    for (const name of names) {
      const { status, body } = await server.post('/api/attacks', { name, config: {} }, {});
      if (status === 429) throw new Error('asked too fast');
      expect([name, status]).toEqual([name, 400]);
      expect(body.error.message).toMatch(/cannot have this name|a run of this name/);
      await new Promise((resolve) => setTimeout(resolve, 210));
    }
  });
});

describe('names of strangers', () => {
  it('are data in every answer, never markup: a run and an agent called like a script', async () => {
    const server = await ToyService.open();
    const evil = '<img src=x onerror=alert(1)>';
    server.newRun(evil, 1, { agent: '"><script>alert(1)</script>', status: 'done' }).close();
    const list = await server.get('/api/runs');
    expect(list.headers.get('content-type')).toContain('application/json');
    expect(list.headers.get('x-content-type-options')).toBe('nosniff');
    expect(list.body[0]).toMatchObject({ name: evil, agent: '"><script>alert(1)</script>' });
    const csv = await server.get(`/api/runs/${encodeURIComponent(evil)}/download/episodes.csv`);
    expect(csv.headers.get('content-disposition')).toBe(
      'attachment; filename=img-src-x-onerror-alert-1-episodes.csv',
    );
    const missing = await server.get(`/api/runs/${encodeURIComponent('<script>')}`);
    expect(missing.status).toBe(404);
    expect(JSON.stringify(missing.body)).not.toContain('<script>');
  });
});

describe('security headers', () => {
  it('stand on every answer: the page runs nothing but its own files and is framed by nobody', async () => {
    const server = await ToyService.open();
    for (const path of ['/', '/api/runs', '/api/runs/none', '/assets/none.js']) {
      const { headers } = await server.get(path);
      const csp = headers.get('content-security-policy') ?? '';
      expect(csp).toContain("default-src 'none'");
      expect(csp).toContain("script-src 'self'");
      expect(csp).toContain("frame-ancestors 'none'");
      expect(csp).not.toContain('unsafe');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

describe('requests that change something', () => {
  it('are refused to pages of other sites, whatever they send', async () => {
    const server = await ToyService.open();
    const elsewhere = await server.post('/api/attacks', {}, { origin: 'http://evil.example' });
    expect(elsewhere.status).toBe(403);
    const form = await server.fetch('/api/attacks', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=x',
    });
    expect(form.status).toBe(415);
    const text = await server.fetch('/api/attacks', { method: 'POST', body: '{"name":"x"}' });
    expect(text.status).toBe(415);
    const fetched = await server.post('/api/attacks', {}, { 'sec-fetch-site': 'cross-site' });
    expect(fetched.status).toBe(403);
    expect((await server.raw('/api/runs', { host: 'evil.example' })).status).toBe(403);
  });

  it('must be JSON of a sensible size and of the right shape', async () => {
    const server = await ToyService.open();
    const send = (body: string) =>
      server.fetch('/api/drives', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const malformed = await send('{"task":');
    expect(malformed.status).toBe(400);
    expect(malformed.body.error.kind).toBe('usage');
    const huge = await send(JSON.stringify({ task: 'x'.repeat(100_000) }));
    expect(huge.status).toBe(413);
    const shape = await send('{"task":"toy/plane","scene":[],"seed":1,"agent":"toy"}');
    expect(shape.status).toBe(400);
    expect(shape.body.error.message).toContain('scene');
    const more = await send('{"task":"toy/plane","scene":{},"seed":1,"agent":"toy","shell":"rm"}');
    expect(more.body.error.expected).toContain('no field named shell');
    expect(JSON.stringify(malformed.body)).not.toContain('node_modules');
  });

  it('are taken only so often', async () => {
    const server = await ToyService.open();
    const replies = await Promise.all(
      Array.from({ length: 40 }, () => server.post('/api/attacks', { name: '..', config: {} })),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(5);
    expect(statuses).toContain(429);
    expect((await server.get('/api/runs')).status).toBe(200);
  });

  it('load no code that the server was not started with', async () => {
    const server = await ToyService.open();
    const config = { task: 'toy/plane', agent: 'toy', plugins: ['/tmp/evil.mjs'] };
    const { status, body } = await server.post('/api/attacks', { name: 'x', config });
    expect(status).toBe(400);
    expect(body.error.message).toContain('plug-in');
    const out = await server.post('/api/attacks', {
      name: 'x',
      config: { task: 'toy/plane', agent: 'toy', out: '/tmp/x' },
    });
    expect(out.status).toBe(400);
    server.newRun('planted', 1, { status: 'interrupted', config: { ...config, out: 'x' } }).close();
    const resumed = await server.post('/api/runs/planted/resume', {});
    expect(resumed.body.error.message).toContain('plug-in');
  });
});

describe('a server with a token', () => {
  it('lets nobody in without it, at any address', async () => {
    const server = await ToyService.open({ token: TOKEN });
    for (const path of ['/', '/api/runs', '/api/about', '/assets/x.js', '/api/runs/x/steps']) {
      expect((await server.get(path)).status, path).toBe(401);
      expect((await server.get(path, { authorization: 'Bearer wrong-token' })).status, path).toBe(401);
      expect((await server.get(`${path}?token=wrong-token`)).status, path).toBe(401);
      expect((await server.get(path, { cookie: 'faultscape-token=%zz' })).status, path).toBe(401);
    }
    expect((await server.post('/api/attacks', {})).status).toBe(401);
    for (const path of ['/live', '/agent', '/env']) {
      expect(await upgradeStatus(`${server.url.replace('http', 'ws')}${path}`)).toBe(401);
    }
  });

  it('takes it as bearer, or once in the address, from where it goes into a cookie no script can read', async () => {
    const server = await ToyService.open({ token: TOKEN });
    expect((await server.get('/api/runs', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    const welcome = await server.get(`/runs/a?token=${TOKEN}&t=3`);
    expect(welcome.status).toBe(303);
    expect(welcome.headers.get('location')).toBe('/runs/a?t=3');
    const cookie = welcome.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const sent = { cookie: cookie.split(';')[0] as string };
    expect((await server.get('/api/runs', sent)).status).toBe(200);
    expect(await upgradeStatus(`${server.url.replace('http', 'ws')}/live`, sent)).toBe(101);
    const other = await server.raw(`//evil.example/?token=${TOKEN}`);
    expect(other.status).toBe(303);
    expect(other.headers.get('location')).toBe('/evil.example/');
  });
});

describe('the socket /live', () => {
  it('answers nonsense with a sentence and goes on', async () => {
    const server = await ToyService.open();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/live`);
    const problems: string[] = [];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'problem') problems.push(message.error.message);
    });
    await new Promise((resolve) => socket.on('open', resolve));
    const nonsense = [
      'no json',
      '[]',
      '{"type":"delete"}',
      '{"type":"watch","run":7,"after":0,"steps":false}',
      '{"type":"watch","run":"x","after":-1,"steps":false}',
      JSON.stringify({ type: 'watch', run: 'x'.repeat(5000), after: 0, steps: false }),
      '{"type":"watch","run":"../secret","after":0,"steps":true}',
    ];
    for (const text of nonsense) socket.send(text);
    socket.send(Buffer.from([1, 2, 3]));
    await expect.poll(() => problems.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(8);
    expect(problems.at(-2)).toBe('There is no such run.');
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it('is closed on a message that is larger than any may be', async () => {
    const server = await ToyService.open();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/live`);
    socket.on('error', () => {});
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('open', resolve));
    socket.send('x'.repeat(9 << 20));
    expect(await closed).toBe(1009);
    expect((await server.get('/api/runs')).status).toBe(200);
  });

  it('is refused to pages of other sites', async () => {
    const server = await ToyService.open();
    const url = `${server.url.replace('http', 'ws')}/live`;
    expect(await upgradeStatus(url, { origin: 'http://evil.example' })).toBe(403);
    expect(await upgradeStatus(url, { origin: server.url })).toBe(101);
  });
});
