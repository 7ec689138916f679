import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseServeConfig } from '../../../server/config/serve-config.ts';
import { openServer } from '../../../server/sockets/open-server.ts';
import { soon } from '../../support/soon.ts';
import { closed, nextMessage, openEcho, opened, tryToOpen } from './echo-server.ts';

const TOKEN = 'open-sesame-7';

describe('the guarded server', () => {
  it('opens sockets on loopback without being asked for anything', async () => {
    const server = await openEcho();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const socket = await opened(server.echoUrl);
    expect(socket.protocol).toBe('echo.v1');
    expect(socket.extensions).toBe('');
    socket.send('hello');
    expect(await nextMessage(socket)).toBe('hello');
    socket.send(Buffer.from([1, 2, 3]));
    expect(await nextMessage(socket)).toBe('\x01\x02\x03');
    socket.close();
  });

  it('tells people who come with a browser that this is no page', async () => {
    const server = await openEcho();
    const atSocket = await fetch(`${server.url}/echo`);
    expect(atSocket.status).toBe(426);
    const elsewhere = await fetch(`${server.url}/index.html`);
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.text()).toContain('/echo');
  });

  it('refuses to be reached from elsewhere without a token', async () => {
    const options = { limits: parseServeConfig({}, {}).limits, requestListener: null, routes: [] };
    const open = openServer({ host: '0.0.0.0', port: 0, token: null, ...options });
    await expect(open).rejects.toMatchObject({ kind: 'usage', exitCode: 64 });
    await expect(open).rejects.toThrow(/needs a token[\s\S]*--token TOKEN or FAULTSCAPE_TOKEN/);
    const guarded = await openServer({ host: '0.0.0.0', port: 0, token: TOKEN, ...options });
    expect(guarded.url).not.toContain('0.0.0.0');
    await guarded.close();
  });

  it('says what to do when the port is taken, or the address is not ours', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const options = {
      token: TOKEN,
      limits: parseServeConfig({}, {}).limits,
      requestListener: null,
      routes: [],
    };
    const taken = openServer({ ...options, host: '127.0.0.1', port });
    await expect(taken).rejects.toMatchObject({ kind: 'environment' });
    await expect(taken).rejects.toThrow(/another program listens there[\s\S]*--port 0/);
    await expect(openServer({ ...options, host: '203.0.113.1', port: 0 })).rejects.toThrow(/no such address/);
    await new Promise((resolve) => other.close(resolve));
  });

  it('wants the token from everybody, in a header or in the address', async () => {
    const server = await openEcho({ token: TOKEN });
    const bare = await tryToOpen(server.echoUrl);
    expect(bare).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    const wrong = [
      tryToOpen(server.echoUrl, { headers: { authorization: 'Bearer open-sesame-8' } }),
      tryToOpen(server.echoUrl, { headers: { authorization: 'Bearer ' } }),
      tryToOpen(server.echoUrl, { headers: { authorization: `Basic ${TOKEN}` } }),
      tryToOpen(`${server.echoUrl}?token=open`),
      tryToOpen(`${server.echoUrl}?token=${TOKEN}x`),
      tryToOpen(`${server.echoUrl}?token=%00%ff`),
      // A header that is there counts, whatever the address says.
      tryToOpen(`${server.echoUrl}?token=${TOKEN}`, { headers: { authorization: 'Bearer wrong' } }),
    ];
    for (const attempt of await Promise.all(wrong)) expect(attempt).toMatchObject({ status: 401 });
    const byHeader = await opened(server.echoUrl, { headers: { authorization: `Bearer ${TOKEN}` } });
    const byQuery = await opened(`${server.echoUrl}?token=${TOKEN}`);
    byHeader.close();
    byQuery.close();
  });

  it('lets in programs, pages of its own and pages that were named, and no other page', async () => {
    const server = await openEcho({ allowedOrigins: ['https://lab.example'] });
    const open = (origin: string) => tryToOpen(server.echoUrl, { headers: { origin } });
    for (const origin of [server.url, 'https://lab.example']) {
      const attempt = await open(origin);
      expect(attempt).toHaveProperty('socket');
      if ('socket' in attempt) attempt.socket.close();
    }
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${server.port + 1}`,
      'https://',
    ]) {
      expect(await open(origin)).toMatchObject({ status: 403 });
    }
    const refused = await open('https://evil.example/"><script>');
    expect(refused).toMatchObject({ sentence: expect.stringContaining('may not use this server') });
    expect(JSON.stringify(refused)).not.toContain('<script');
  });

  it('is not to be called by a foreign name on loopback, so that no site can rebind its own to it', async () => {
    const server = await openEcho();
    const host = `evil.example:${server.port}`;
    const rebound = await tryToOpen(server.echoUrl, { headers: { host, origin: `http://${host}` } });
    expect(rebound).toMatchObject({ status: 403 });
    const local = `localhost:${server.port}`;
    const named = await tryToOpen(server.echoUrl, { headers: { host: local, origin: `http://${local}` } });
    expect(named).toHaveProperty('socket');
    if ('socket' in named) named.socket.close();
  });

  it('names both sides when no subprotocol is spoken by both', async () => {
    const server = await openEcho();
    const attempt = await tryToOpen(server.echoUrl, { protocols: ['echo.v2', 'echo.v3'] });
    expect(attempt).toMatchObject({ status: 400 });
    expect(attempt).toMatchObject({
      sentence: 'The server speaks the subprotocols echo.v1, shout.v1; the client offers echo.v2, echo.v3.',
    });
    expect(await tryToOpen(server.echoUrl, { protocols: [] })).toMatchObject({
      sentence: expect.stringContaining('the client offers none'),
    });
    const second = await tryToOpen(server.echoUrl, { protocols: ['echo.v2', 'shout.v1'] });
    expect(second).toMatchObject({ socket: { protocol: 'shout.v1' } });
  });

  it('answers other addresses with what there is, and a full house with 503', async () => {
    const server = await openEcho({ maxSockets: 1 });
    const lost = await tryToOpen(`${server.echoUrl}es`);
    expect(lost).toMatchObject({ status: 404, sentence: 'There is no socket at /echoes; there are /echo.' });
    const first = await opened(server.echoUrl);
    expect(await tryToOpen(server.echoUrl)).toMatchObject({ status: 503 });
    first.close();
    await closed(first);
    await soon(async () => 'socket' in (await tryToOpen(server.echoUrl))).toBe(true);
  });

  it('closes all sockets when it ends', async () => {
    const server = await openEcho();
    const sockets = [await opened(server.echoUrl), await opened(server.echoUrl)];
    const ends = sockets.map(closed);
    await server.close();
    for (const end of await Promise.all(ends)) expect(end.code).toBe(1001);
    await expect(tryToOpen(server.echoUrl)).rejects.toThrow('ECONNREFUSED');
  });
});
