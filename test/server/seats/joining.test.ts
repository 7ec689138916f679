import { afterEach, describe, expect, it } from 'vitest';
import { soon } from '../../support/soon.ts';
import '../../toys/plugin.ts';
import { BRIEFING, openHub, sight } from './hub-server.ts';
import { ManualClock } from './manual-clock.ts';
import { closeRawAgents, joinMessage, RawAgent } from './raw-agent.ts';

afterEach(closeRawAgents);

describe('a program that sits down', () => {
  it('is greeted with version, tasks and limits, and told its seat', async () => {
    const { hub, url } = await openHub({ limits: { environmentsPerSeat: 3 } });
    const agent = await RawAgent.join(url, { environments: 5 });
    expect(agent.heard[0]).toMatchObject({
      type: 'hello',
      protocol: 1,
      role: 'agent',
      limits: { seats: 16, environmentsPerSeat: 3, answerTimeoutS: 30, maxPayloadBytes: 8 << 20 },
    });
    const tasks = agent.heard[0]?.tasks as readonly { id: string; spaces: object }[];
    expect(tasks.map(({ id }) => id)).toContain('driving/straight');
    expect(tasks.find(({ id }) => id === 'toy/plane')).toMatchObject({
      action: { names: ['stride'], low: [-1], high: [1] },
      controlStepS: 0.1,
      spaces: { plane: [{ kind: 'continuous', name: 'eastM', unit: 'm' }, { name: 'northM' }] },
    });
    expect(agent.heard[1]).toEqual({ type: 'joined', seat: 1, environments: 3 });
    expect(hub.seats()).toEqual([{ name: 'raw', version: '1', environments: 3, busy: 0 }]);
  });

  it('is waited for with a message that says exactly what to run', async () => {
    const { url, desk: openDesk } = await openHub();
    const desk = openDesk();
    const met = desk.meet('ws:my-agent');
    await soon(() => desk.notices.length).toBe(1);
    expect(desk.notices[0]).toEqual({
      kind: 'waiting',
      text:
        `waiting for agent "my-agent": python3 my_agent.py --url ${url}   (any program that joins as ` +
        '"my-agent"; see agents/python/examples and agents/protocol/README.md)',
    });
    const effects = { k1: -0.1, exposureStops: 1 };
    const channels = { rgb: true, depth: false, semantic: true };
    const camera = { widthPx: 64, heightPx: 48, ...channels, encoding: 'jpeg', effects };
    await RawAgent.join(url, { name: 'other' });
    await RawAgent.join(url, { name: 'my-agent', version: '2a', sensors: { truth: true, camera } });
    const { encoding: _, ...needed } = camera;
    expect(await met).toEqual({ name: 'my-agent', version: '2a', needs: { truth: true, camera: needed } });
    expect(desk.notices.slice(1)).toEqual([
      { kind: 'joined', text: 'agent "my-agent" (version 2a) joined from 127.0.0.1 with 4 environments' },
    ]);
  });

  it('is refused when another of its name has another version or other sensors', async () => {
    const { url } = await openHub();
    await RawAgent.join(url, { version: 'a1' });
    const refused = async (changes: object) => {
      const agent = await RawAgent.connect(url);
      agent.say(joinMessage({ version: 'a1', ...changes }));
      const error = await agent.next('error');
      expect((await agent.closed).code).toBe(1008);
      return error;
    };
    expect(await refused({ version: 'a2' })).toMatchObject({
      code: 'name-taken',
      message: 'A program of this name is here with another version.',
      expected: 'version a1',
      got: 'version a2',
    });
    const camera = { widthPx: 64, heightPx: 64, rgb: true, depth: false, semantic: false };
    expect(await refused({ sensors: { truth: true, camera } })).toMatchObject({
      code: 'name-taken',
      expected: 'sensors nothing more',
      got: 'sensors the truth and a 64 x 64 camera (rgb, raw)',
    });
    await RawAgent.join(url, { version: 'a1' });
    await RawAgent.join(url, { version: 'a2', name: 'raw2' });
  });

  it.each([
    ['an unknown task', { tasks: ['driving/moon'] }, 'bad-join', 'driving/moon'],
    ['too large a camera', { sensors: sensorsOf(4096) }, 'bad-join', '4096 x 4096'],
    ['a name that could act', { name: '<img src=x onerror=alert(1)>' }, 'bad-message', ''],
    ['a name that is too long', { name: 'x'.repeat(65) }, 'bad-message', ''],
    ['no environments', { environments: 0 }, 'bad-message', '0'],
    ['half an environment', { environments: 1.5 }, 'bad-message', '1.5'],
  ])('is refused with %s', async (_, changes, code, got) => {
    const { hub, url } = await openHub();
    const agent = await RawAgent.connect(url);
    agent.say(joinMessage(changes));
    const error = await agent.next('error');
    expect(error).toMatchObject({ code, got: expect.stringContaining(got) });
    expect(JSON.stringify(error)).not.toMatch(/[<>]/);
    expect(await agent.closed).toMatchObject({ code: 1008 });
    expect(hub.seats()).toEqual([]);
  });

  it('is refused for nonsense, in words that repeat little of it', async () => {
    const { hub, url, bugs } = await openHub();
    const nonsense = [
      'not json',
      '',
      '[]',
      'null',
      '"join"',
      '{"type":"__proto__"}',
      '{"type":"constructor"}',
      `{"type":"${'<b>'.repeat(5000)}"}`,
      '{"type":"act","actions":[{"episode":"e1","step":0,"action":[0]}]}',
      '{"type":"leave"}',
      JSON.stringify({ ...joinMessage(), sensors: null }),
      JSON.stringify(joinMessage({ version: 'v'.repeat(100_000) })),
      `${'['.repeat(100_000)}`,
      Buffer.from([0x81, 0xa4, 0x74, 0x79, 0x70, 0x65]),
    ];
    for (const words of nonsense) {
      const agent = await RawAgent.connect(url);
      agent.sayText(words);
      const error = await agent.next('error');
      expect(error.code, String(words).slice(0, 50)).toBe('bad-message');
      expect(JSON.stringify(error).length).toBeLessThan(600);
      expect(String(error.got ?? '').length).toBeLessThan(120);
      expect((await agent.closed).code).toBe(1008);
    }
    expect(hub.seats()).toEqual([]);
    expect(bugs).toEqual([]);
    await RawAgent.join(url);
  });

  it('joins once, and says nothing that only the server says', async () => {
    const { url } = await openHub();
    const twice = await RawAgent.join(url);
    twice.say(joinMessage());
    expect(await twice.next('error')).toMatchObject({ code: 'bad-message', expected: 'act or leave' });
    const server = await RawAgent.join(url);
    server.say({ type: 'observe', observations: [] });
    expect(await server.next('error')).toMatchObject({ code: 'bad-message' });
  });

  it('has as long to join as to answer', async () => {
    const clock = new ManualClock();
    const { url } = await openHub({ clock, limits: { answerTimeoutS: 5 } });
    const agent = await RawAgent.connect(url);
    clock.advance(4_900);
    expect(agent.of('error')).toEqual([]);
    clock.advance(200);
    expect(await agent.next('error')).toMatchObject({
      code: 'bad-join',
      message: 'No join came within 5 s.',
    });
    expect((await agent.closed).code).toBe(1008);
  });

  it('finds no seat when all are taken, and one when somebody has left', async () => {
    const { url } = await openHub({ limits: { seats: 2 } });
    const first = await RawAgent.join(url);
    await RawAgent.join(url);
    await expect(Promise.race([RawAgent.connect(url).then(() => 'seated'), pause(200)])).resolves.toBe(
      'nothing',
    );
    first.close();
    await first.closed;
    await soon(() => Promise.race([RawAgent.join(url).then(() => 'seated'), pause(100)])).toBe('seated');
  });

  it('is told when it sends more than it may', async () => {
    const { url } = await openHub({ limits: { messagesPerS: 20 } });
    const agent = await RawAgent.join(url);
    for (let i = 0; i < 100; i++) agent.act('e1', i, [0]);
    expect(await agent.next('error')).toMatchObject({ code: 'too-fast', expected: 'at most 20 a second' });
    expect((await agent.closed).code).toBe(1008);
  });

  it('may answer as fast as it is asked', async () => {
    const { url, desk: openDesk } = await openHub({ limits: { messagesPerS: 5 } });
    const desk = openDesk();
    const agent = await RawAgent.join(url);
    agent.drive((episode, step) => agent.act(episode, step, [0.5]));
    await desk.meet('ws:raw');
    const episodes = [await desk.begin('ws:raw', BRIEFING), await desk.begin('ws:raw', BRIEFING)];
    for (let step = 0; step < 50; step++) {
      const replies = await desk.exchange(episodes.map((episode) => sight(episode, step)));
      expect(replies).toEqual([{ action: [0.5] }, { action: [0.5] }]);
    }
  });

  it('may leave: it drives what it has begun and gets nothing more', async () => {
    const { hub, url, desk: openDesk } = await openHub();
    const desk = openDesk();
    const agent = await RawAgent.join(url);
    await desk.meet('ws:raw');
    const episode = await desk.begin('ws:raw', BRIEFING);
    const first = desk.exchange([sight(episode, 0)]);
    await agent.next('observe');
    agent.say({ type: 'leave' });
    agent.act(episode, 0, [0.5]);
    expect(await first).toEqual([{ action: [0.5] }]);
    let begun = false;
    void desk.begin('ws:raw', BRIEFING).then(() => (begun = true));
    await soon(() => desk.notices.some(({ kind }) => kind === 'waiting')).toBe(true);
    expect(begun).toBe(false);
    expect(hub.seats()).toMatchObject([{ busy: 1 }]);
    await desk.end(episode, { total: 1, failed: false, reason: 'goal', steps: 1 });
    expect(await agent.closed).toMatchObject({ code: 1000 });
    await RawAgent.join(url);
    await soon(() => begun).toBe(true);
  });
});

function sensorsOf(sidePx: number) {
  return {
    truth: false,
    camera: { widthPx: sidePx, heightPx: sidePx, rgb: true, depth: true, semantic: true },
  };
}

function pause(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve('nothing'), ms));
}
