import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { soon } from '../../support/soon.ts';
import { closed, nextMessage, openEcho, opened, rawTalk, tryToOpen, upgradeRequest } from './echo-server.ts';

/** The server is well when a newcomer is served. */
async function expectWell(server: { readonly echoUrl: string; readonly bugs: readonly unknown[] }) {
  const socket = await opened(server.echoUrl);
  socket.send('still there?');
  expect(await nextMessage(socket)).toBe('still there?');
  socket.close();
  expect(server.bugs).toEqual([]);
}

describe('whatever comes in', () => {
  it('survives what is no HTTP at all', async () => {
    const server = await openEcho();
    const lines = [
      randomBytes(4096),
      Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'latin1'),
      Buffer.from('GET\r\n\r\n'),
      Buffer.from('GET /echo HTTP/9.9\r\n\r\n'),
      Buffer.from('GET /echo HTTP/1.1\r\n\r\n'),
      Buffer.from(`GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
      Buffer.from(`GET / HTTP/1.1\r\nHost: localhost\r\n${'a: b\r\n'.repeat(20_000)}\r\n`),
      Buffer.from('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n'),
      Buffer.from('POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n'),
    ];
    for (const line of lines) {
      const heard = await rawTalk(server.port, (socket) => socket.end(line));
      if (heard !== '') expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
    await expectWell(server);
  });

  it('refuses broken upgrade requests in words', async () => {
    const server = await openEcho();
    const whole = upgradeRequest(server.port);
    const broken = {
      'no key': [whole.replace(/Sec-WebSocket-Key.*\r\n/, ''), 400],
      'a key of the wrong length': [whole.replace('dGhlIHNhbXBsZSBub25jZQ==', 'abc'), 400],
      'an old version': [whole.replace('Version: 13', 'Version: 7'), 400],
      'another upgrade': [whole.replace('Upgrade: websocket', 'Upgrade: h2c'), 400],
      'a POST': [whole.replace('GET', 'POST'), 405],
      'a subprotocol of control characters': [whole.replace('echo.v1', 'echo.v1\x01'), 400],
      'a repeated subprotocol': [whole.replace('echo.v1', 'echo.v1, echo.v1'), 400],
      'an absolute address': [whole.replace('GET /echo', 'GET http://evil.example/echo'), 404],
      'a path that climbs': [whole.replace('GET /echo', 'GET /../../etc/passwd'), 404],
      'a path that is no UTF-8': [whole.replace('GET /echo', 'GET /%ff%c0%zz'), 404],
      'no host': [whole.replace(/Host.*\r\n/, ''), 403],
    } as const;
    for (const [what, [request, status]] of Object.entries(broken)) {
      const heard = await rawTalk(server.port, (socket) => socket.write(request));
      expect(heard, what).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    }
    await expectWell(server);
  });

  it('hangs up on frames that break the protocol', async () => {
    const server = await openEcho();
    const masked = (head: number[], body = '') =>
      Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), Buffer.from(body)]);
    const frames = {
      'an unmasked frame': Buffer.from([0x81, 0x02, 0x68, 0x69]),
      'reserved bits': masked([0xf1, 0x82], 'hi'),
      'an unknown opcode': masked([0x83, 0x82], 'hi'),
      'a ping of 126 bytes': masked([0x89, 0xfe, 0, 126], 'x'.repeat(126)),
      'a split ping': masked([0x09, 0x80]),
      'a continuation of nothing': masked([0x80, 0x82], 'hi'),
      'text that is no UTF-8': Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]),
      'a close with a code of its own': Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe7]),
      'a length of 2^62': masked([0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0]),
      'a length of one byte too many': masked([0x82, 0xff, 0, 0, 0, 0, 0, 0x80, 0, 0x01]),
    };
    for (const [what, frame] of Object.entries(frames)) {
      const heard = await rawTalk(server.port, (socket) => {
        socket.write(upgradeRequest(server.port));
        socket.once('data', () => socket.write(frame));
      });
      expect(heard, what).toContain('101 Switching Protocols');
      expect(heard.slice(heard.indexOf('\r\n\r\n') + 4), what).toMatch(/^\x88/);
    }
    await expectWell(server);
  });

  it('hangs up on headers that only dribble in', async () => {
    const server = await openEcho({ headersTimeoutMs: 300 });
    let dribble: NodeJS.Timeout | undefined;
    const heard = await rawTalk(server.port, (socket) => {
      socket.write('GET /echo HTTP/1.1\r\n');
      dribble = setInterval(() => socket.write('X: y\r\n'), 50);
    });
    clearInterval(dribble);
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    await expectWell(server);
  });

  it('bears peers that vanish in the middle of anything', async () => {
    const server = await openEcho();
    const whole = upgradeRequest(server.port);
    await rawTalk(server.port, (socket) => socket.write('GET /ec', () => socket.resetAndDestroy()));
    await rawTalk(server.port, (socket) => socket.write(whole, () => socket.resetAndDestroy()));
    await rawTalk(server.port, (socket) => {
      socket.write(whole);
      socket.once('data', () =>
        socket.write(Buffer.from([0x82, 0xfe, 0xff]), () => socket.resetAndDestroy()),
      );
    });
    await expectWell(server);
    await soon(() => server.ends.length).toBeGreaterThanOrEqual(1);
  });

  it('closes a connection that sends too large a message, with 1009', async () => {
    const server = await openEcho({ limits: { maxPayloadBytes: 4096 } });
    const socket = await opened(server.echoUrl);
    socket.send('x'.repeat(4096));
    expect(await nextMessage(socket)).toHaveLength(4096);
    socket.send('x'.repeat(4097));
    expect(await closed(socket)).toMatchObject({ code: 1009 });
    const inParts = await opened(server.echoUrl);
    for (let i = 0; i < 5; i++) inParts.send('x'.repeat(1000), { fin: false });
    expect(await closed(inParts)).toMatchObject({ code: 1009 });
    await expectWell(server);
  });

  it('closes a connection that sends more messages than it may, and says so first', async () => {
    const server = await openEcho({ limits: { messagesPerS: 50 } });
    const socket = await opened(server.echoUrl);
    const heard: string[] = [];
    socket.on('message', (data) => heard.push(String(data)));
    const end = closed(socket);
    for (let i = 0; i < 500; i++) socket.send(`${i}`);
    expect(await end).toEqual({ code: 1008, reason: 'more than 50 messages a second' });
    expect(heard.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, i) => `${i}`));
    expect(heard.at(-1)).toBe('too fast');
    expect(heard.length).toBeLessThan(200);
    await expectWell(server);
  });

  it('notices a peer that answers no ping', async () => {
    const server = await openEcho({ limits: { pingEveryS: 0.1, answerTimeoutS: 0.4 } });
    const dead = await tryToOpen(server.echoUrl, { autoPong: false });
    const alive = await opened(server.echoUrl);
    expect(dead).toHaveProperty('socket');
    if ('socket' in dead) await closed(dead.socket);
    await soon(() => server.ends.join()).toContain('it answered none of 5 pings');
    alive.send('still there?');
    expect(await nextMessage(alive)).toBe('still there?');
    alive.close();
  });

  it('drops a peer that reads nothing, instead of keeping all for it', async () => {
    const server = await openEcho({
      limits: { maxPayloadBytes: 4096 },
      onSocket: (socket) => {
        const feed = setInterval(() => socket.send(new Uint8Array(4_000_000)), 1);
        socket.onClose = (why) => {
          clearInterval(feed);
          (server.ends as string[]).push(why);
        };
      },
    });
    const deaf = await opened(server.echoUrl);
    deaf.pause();
    await soon(() => server.ends[0]).toContain('bytes unread');
    deaf.terminate();
  });

  it('closes the connection whose message met a bug, reports it, and lives on', async () => {
    const server = await openEcho();
    const socket = await opened(server.echoUrl);
    socket.send('bug');
    expect(await closed(socket)).toMatchObject({ code: 1011 });
    expect(server.bugs.map(String)).toEqual(['Error: a bug of ours']);
    const other = await opened(server.echoUrl);
    other.send('well');
    expect(await nextMessage(other)).toBe('well');
    other.close();
  });
});
