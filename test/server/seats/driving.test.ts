import { afterEach, describe, expect, it } from 'vitest';
import { soon } from '../../support/soon.ts';
import '../../toys/plugin.ts';
import { createServer } from 'node:http';
import jpeg from 'jpeg-js';
import { WebSocket } from 'ws';
import { decodeMessage } from '../../../agents/protocol/index.ts';
import { BRIEFING, openHub, sight } from './hub-server.ts';
import { ManualClock } from './manual-clock.ts';
import { closeRawAgents, type Message, RawAgent } from './raw-agent.ts';

afterEach(closeRawAgents);

const GOAL = { total: 1, failed: false, reason: 'goal', steps: 1 };

/** A hub with one program and `count` episodes that it drives. */
async function driven(count: number, options: Parameters<typeof openHub>[0] = {}) {
  const server = await openHub(options);
  const desk = server.desk();
  const agent = await RawAgent.join(server.url);
  await desk.meet('ws:raw');
  const episodes: string[] = [];
  for (let i = 0; i < count; i++) episodes.push(await desk.begin('ws:raw', { ...BRIEFING, seed: i }));
  return { ...server, desk, agent, episodes };
}

function placesIn(message: Message): readonly unknown[] {
  return (message.observations as readonly { episode: string; step: number }[]).map(({ episode, step }) => [
    episode,
    step,
  ]);
}

describe('episodes at a seat', () => {
  it('are begun, shown in one message, answered in any order, and ended', async () => {
    const { desk, agent, episodes } = await driven(3);
    const [a, b, c] = episodes as [string, string, string];
    const replies = desk.exchange([sight(a, 0), sight(b, 0), sight(c, 0)]);
    const observe = await agent.next('observe');
    expect(placesIn(observe)).toEqual([
      [a, 0],
      [b, 0],
      [c, 0],
    ]);
    expect(agent.of('begin')).toMatchObject([
      { episode: a, environment: 0, task: 'toy/plane', seed: 0, mode: 'lock-step', controlStepS: 0.1 },
      { episode: b, environment: 1, action: BRIEFING.action },
      { episode: c, environment: 2 },
    ]);
    agent.act(c, 0, [0.3], { confidence: 0.25 });
    agent.say({
      type: 'act',
      actions: [
        { episode: a, step: 0, action: [0.1], probabilities: [0.5, 0.5], features: 'AACAPw==' },
        { episode: b, step: 0, action: [0.2] },
      ],
    });
    expect(await replies).toEqual([{ action: [0.1] }, { action: [0.2] }, { action: [0.3] }]);
    const second = desk.exchange([sight(c, 1)]);
    await agent.next('observe');
    agent.act(c, 1, [0.3], { confidence: 0.75 });
    await second;
    expect(await desk.end(a, GOAL)).toEqual({});
    expect(await desk.end(c, GOAL)).toEqual({ meanConfidence: 0.5 });
    expect(await desk.end(b, null)).toEqual({});
    expect(await desk.end(b, null)).toEqual({});
    await soon(() => agent.of('end').length).toBe(3);
    expect(agent.of('end')).toEqual([
      { type: 'end', episode: a, outcome: GOAL },
      { type: 'end', episode: c, outcome: GOAL },
      { type: 'end', episode: b, outcome: null, reason: 'the run was stopped' },
    ]);
  });

  it('show the route when they begin, and pictures as they were asked for', async () => {
    const { url, desk: openDesk } = await openHub();
    const desk = openDesk();
    const camera = { widthPx: 8, heightPx: 8, rgb: true, depth: true, semantic: false };
    const heard: Record<string, unknown>[] = [];
    for (const encoding of ['raw', 'jpeg'] as const) {
      const socket = new WebSocket(url, 'faultscape.v1+json');
      socket.on('message', (data) =>
        heard.push({ encoding, ...(decodeMessage(String(data), 'json') as object) }),
      );
      const sensors = { truth: true, camera: { ...camera, encoding } };
      const join = { type: 'join', name: encoding, version: '1', environments: 1, sensors };
      socket.on('open', () => socket.send(JSON.stringify(join)));
      const { needs } = await desk.meet(`ws:${encoding}`);
      const episode = await desk.begin(`ws:${encoding}`, { ...BRIEFING, needs });
      const frame = {
        widthPx: 8,
        heightPx: 8,
        rgb: new Uint8Array(192).fill(200),
        depthM: new Float32Array(64).fill(Number.POSITIVE_INFINITY),
        semantic: null,
      };
      const truth = { xM: 1, yM: -0, headingRad: 3, progressM: 4 };
      const route = { stepM: 0.5, xyM: Float64Array.of(1, 2, 3, 4), speedMps: Float64Array.of(5, 6) };
      void desk.exchange([{ ...sight(episode, 0), frame, truth, route }]);
      await soon(() => heard.some((each) => each.type === 'observe' && each.encoding === encoding)).toBe(
        true,
      );
      socket.terminate();
    }
    const begin = heard.find(({ type }) => type === 'begin') as { route: { xyM: string } };
    expect(begin.route).toMatchObject({ stepM: 0.5 });
    const xyM = Buffer.from(begin.route.xyM, 'base64');
    expect([0, 1, 2, 3].map((i) => xyM.readDoubleLE(8 * i))).toEqual([1, 2, 3, 4]);
    const cameras = heard
      .filter(({ type }) => type === 'observe')
      .map(({ observations }) => (observations as { camera: Record<string, string> }[])[0]?.camera);
    expect(cameras.map((each) => each?.encoding)).toEqual(['raw', 'jpeg']);
    expect(Buffer.from(cameras[0]?.rgb ?? '', 'base64')).toEqual(Buffer.alloc(192, 200));
    const picture = jpeg.decode(Buffer.from(cameras[1]?.rgb ?? '', 'base64'));
    expect([picture.width, picture.height]).toEqual([8, 8]);
    expect(Math.abs((picture.data[0] as number) - 200)).toBeLessThan(4);
  });

  it('are spread over all seats of a name, the least loaded first', async () => {
    const { url, hub, desk: openDesk } = await openHub();
    const desk = openDesk();
    await RawAgent.join(url, { environments: 2 });
    await RawAgent.join(url, { environments: 4 });
    await RawAgent.join(url, { name: 'other', environments: 9 });
    await desk.meet('ws:raw');
    const busy = async () => {
      await desk.begin('ws:raw', BRIEFING);
      return hub.seats().map((seat) => seat.busy);
    };
    expect(await busy()).toEqual([1, 0, 0]);
    expect(await busy()).toEqual([1, 1, 0]);
    expect(await busy()).toEqual([1, 2, 0]);
    expect(await busy()).toEqual([2, 2, 0]);
    expect(await busy()).toEqual([2, 3, 0]);
    expect(await busy()).toEqual([2, 4, 0]);
    let seventh: string | undefined;
    void desk.begin('ws:raw', BRIEFING).then((episode) => (seventh = episode));
    await desk.end('e1', GOAL);
    await soon(() => seventh).toBe('e7');
    expect(hub.seats().map((seat) => seat.busy)).toEqual([2, 4, 0]);
    expect(desk.notices).toEqual([]);
  });

  it('go only to programs that drive their task', async () => {
    const { url, hub, desk: openDesk } = await openHub();
    const desk = openDesk();
    await RawAgent.join(url, { tasks: ['driving/straight'] });
    await desk.meet('ws:raw');
    const begun = desk.begin('ws:raw', BRIEFING);
    await soon(() => desk.notices[0]?.text).toContain('it drives driving/straight and not toy/plane');
    await RawAgent.join(url, { tasks: ['driving/straight', 'toy/plane'] });
    await begun;
    expect(hub.seats().map((seat) => seat.busy)).toEqual([0, 1]);
  });

  it('are driven by one version from the first to the last', async () => {
    const { url, desk: openDesk } = await openHub();
    const desk = openDesk();
    const old = await RawAgent.join(url, { version: 'old' });
    await desk.meet('ws:raw');
    old.close();
    await old.closed;
    const other = await RawAgent.join(url, { version: 'new' });
    let begun = false;
    const begin = desk.begin('ws:raw', BRIEFING).then(() => (begun = true));
    await soon(() => desk.notices.at(-1)?.text).toBe(
      'agent "raw" is here with version new, but this run is driven with version old; waiting for that',
    );
    // Another run meets whoever is there.
    expect(await openDesk().meet('ws:raw')).toMatchObject({ version: 'new' });
    expect(begun).toBe(false);
    other.close();
    await other.closed;
    await RawAgent.join(url, { version: 'old' });
    await begin;
  });
});

describe('a program that answers wrongly', () => {
  it('is warned of what changes nothing: late, twice, too early, or for nothing', async () => {
    const { desk, agent, episodes } = await driven(2);
    const [a, b] = episodes as [string, string];
    agent.act(b, 0, [0]);
    expect(await agent.next('warning')).toMatchObject({ code: 'out-of-order', episode: b, got: 'step 0' });
    const first = desk.exchange([sight(a, 0), sight(b, 0)]);
    await agent.next('observe');
    agent.act(a, 1, [0.9]);
    expect(await agent.next('warning')).toMatchObject({
      code: 'out-of-order',
      episode: a,
      expected: 'step 0',
      got: 'step 1',
    });
    agent.act(a, 0, [0.1]);
    agent.act(a, 0, [0.9]);
    expect(await agent.next('warning')).toMatchObject({ code: 'duplicate', episode: a });
    agent.act('e99', 0, [0.9]);
    expect(await agent.next('warning')).toMatchObject({ code: 'unknown-episode', got: 'e99' });
    agent.act(`${'<i>'.repeat(50)}`, 0, [0.9]);
    const echoed = await agent.next('warning');
    expect(JSON.stringify(echoed)).not.toContain('<i>');
    agent.act(b, 0, [0.2]);
    expect(await first).toEqual([{ action: [0.1] }, { action: [0.2] }]);
    const second = desk.exchange([sight(a, 1)]);
    await agent.next('observe');
    agent.act(a, 0, [0.9]);
    expect(await agent.next('warning')).toMatchObject({ code: 'late', expected: 'step 1', got: 'step 0' });
    agent.act(a, 1, [0.3]);
    expect(await second).toEqual([{ action: [0.3] }]);
    await desk.end(a, GOAL);
    agent.act(a, 1, [0.3]);
    expect(await agent.next('warning')).toMatchObject({
      code: 'unknown-episode',
      expected: `for example ${b}`,
    });
    expect(agent.of('error')).toEqual([]);
  });

  it.each([
    ['too few numbers', [], '[]'],
    ['too many numbers', [0.1, 0.2], '[0.1, 0.2]'],
    ['no number', [null], '[null]'],
    ['a great many', Array(1000).fill(0), '[0, 0, 0, 0, 0, 0, 0, 0, ...]'],
  ])('loses the episode, and only that, with an action of %s', async (_, action, got) => {
    const { desk, agent, episodes } = await driven(2);
    const [a, b] = episodes as [string, string];
    const replies = desk.exchange([sight(a, 0), sight(b, 0)]);
    await agent.next('observe');
    agent.act(a, 0, action);
    agent.act(b, 0, [0.2]);
    expect(await agent.next('error')).toMatchObject({
      code: 'bad-action',
      episode: a,
      expected: '1 finite numbers: stride',
      got,
    });
    const [lost, kept] = await replies;
    expect(lost).toEqual({ fault: expect.stringContaining('agent "raw" gave a bad action') });
    expect(kept).toEqual({ action: [0.2] });
    await desk.end(a, null);
    expect(await agent.next('end')).toMatchObject({
      outcome: null,
      reason: expect.stringContaining('bad action'),
    });
    const second = desk.exchange([sight(b, 1)]);
    await agent.next('observe');
    agent.act(b, 1, [0.3]);
    expect(await second).toEqual([{ action: [0.3] }]);
  });

  it('loses its episode with an infinite number, which MessagePack can say', async () => {
    const { desk, url } = await driven(0);
    const socket = new WebSocket(url, 'faultscape.v1+msgpack');
    const { encodeMessage } = await import('../../../agents/protocol/index.ts');
    const say = (message: object) => socket.send(encodeMessage(message as Message, 'msgpack'));
    socket.on('open', () =>
      say({
        type: 'join',
        name: 'packed',
        version: '1',
        environments: 1,
        sensors: { truth: false, camera: null },
      }),
    );
    socket.on('message', (data: Buffer) => {
      const message = decodeMessage(data, 'msgpack') as Message;
      if (message.type !== 'observe') return;
      const [{ episode, step }] = message.observations as [{ episode: string; step: number }];
      say({ type: 'act', actions: [{ episode, step, action: [Number.POSITIVE_INFINITY] }] });
    });
    await desk.meet('ws:packed');
    const episode = await desk.begin('ws:packed', BRIEFING);
    expect(await desk.exchange([sight(episode, 0)])).toEqual([
      { fault: expect.stringContaining('got [Infinity]') },
    ]);
    socket.terminate();
  });

  it('is cut off when it floods the seat with answers', async () => {
    const { desk, agent, episodes } = await driven(1);
    const reply = desk.exchange([sight(episodes[0] as string, 0)]);
    await agent.next('observe');
    const flood = Array.from({ length: 1000 }, () => ({ episode: 'nothing', step: 0, action: [0] }));
    agent.say({ type: 'act', actions: flood });
    expect(await agent.next('error')).toMatchObject({
      code: 'bad-message',
      expected: 'at most 64',
      got: '1000',
    });
    expect(agent.of('warning')).toEqual([]);
    expect(await reply).toEqual([{ fault: expect.stringContaining('agent "raw" was lost') }]);
  });
});

describe('a program that is lost', () => {
  it('takes its own episodes with it and no others', async () => {
    const { url, hub, desk: openDesk } = await openHub();
    const desk = openDesk();
    const dying = await RawAgent.join(url, { environments: 1 });
    const living = await RawAgent.join(url, { environments: 1 });
    await desk.meet('ws:raw');
    const [a, b] = [await desk.begin('ws:raw', BRIEFING), await desk.begin('ws:raw', BRIEFING)];
    const replies = desk.exchange([sight(a, 0), sight(b, 0)]);
    await Promise.all([dying.next('observe'), living.next('observe')]);
    dying.vanish();
    living.act(b, 0, [0.5]);
    expect(await replies).toEqual([
      { fault: expect.stringMatching(/^agent "raw" was lost: the connection was closed \(1006\)/) },
      { action: [0.5] },
    ]);
    await soon(() => desk.notices.at(-1)).toEqual({
      kind: 'lost',
      text: 'agent "raw" left: the connection was closed (1006); its episode is run again',
    });
    expect(await desk.exchange([sight(a, 1)])).toEqual([{ fault: expect.stringContaining('was lost') }]);
    expect(await desk.end(a, null)).toEqual({});
    expect(hub.seats()).toHaveLength(1);
  });

  it('gives up after its time, and another seat of its name is preferred until it is trusted again', async () => {
    const clock = new ManualClock();
    const { url, hub, desk: openDesk } = await openHub({ clock });
    const desk = openDesk({ answerTimeoutS: 5 });
    const stalled = await RawAgent.join(url, { environments: 4 });
    await RawAgent.join(url, { environments: 2 });
    await desk.meet('ws:raw');
    const episode = await desk.begin('ws:raw', BRIEFING);
    const reply = desk.exchange([sight(episode, 0)]);
    await stalled.next('observe');
    clock.advance(5_051);
    expect(await reply).toEqual([{ fault: 'agent "raw" gave no answer within 5 s' }]);
    await desk.end(episode, null);
    expect(await stalled.next('end')).toMatchObject({
      outcome: null,
      reason: expect.stringContaining('no answer'),
    });
    const again = [await desk.begin('ws:raw', BRIEFING), await desk.begin('ws:raw', BRIEFING)];
    expect(hub.seats().map((seat) => seat.busy)).toEqual([0, 2]);
    // The trusted one is full: better wait for it than ask the one that stalled.
    let third: string | undefined;
    void desk.begin('ws:raw', BRIEFING).then((begun) => (third = begun));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(third).toBeUndefined();
    clock.advance(40_000);
    await desk.end(again[0] as string, GOAL);
    await soon(() => third).toBeDefined();
    expect(hub.seats().map((seat) => seat.busy)).toEqual([1, 1]);
    // Its answer comes after all.
    stalled.act(episode, 0, [0.5]);
    expect(await stalled.next('warning')).toMatchObject({ code: 'unknown-episode' });
  });

  it('is asked again although it stalled, where there is no other', async () => {
    const clock = new ManualClock();
    const { url, desk: openDesk } = await openHub({ clock });
    const desk = openDesk({ answerTimeoutS: 5 });
    const agent = await RawAgent.join(url, { environments: 1 });
    await desk.meet('ws:raw');
    const lost = await desk.begin('ws:raw', BRIEFING);
    const reply = desk.exchange([sight(lost, 0)]);
    await agent.next('observe');
    clock.advance(5_051);
    expect(await reply).toEqual([{ fault: expect.any(String) }]);
    await desk.end(lost, null);
    expect(await desk.begin('ws:raw', BRIEFING)).toBe('e2');
  });

  it('leaves nobody waiting when the desk is closed', async () => {
    const { url, hub, desk: openDesk } = await openHub();
    const desk = openDesk();
    const waiting = desk.meet('ws:nobody');
    await RawAgent.join(url);
    await desk.meet('ws:raw');
    const episode = await desk.begin('ws:raw', BRIEFING);
    const reply = desk.exchange([sight(episode, 0)]);
    desk.close();
    await expect(waiting).rejects.toMatchObject({ kind: 'interrupted' });
    expect(await reply).toEqual([{ fault: 'the episode is over' }]);
    expect(hub.seats()).toMatchObject([{ busy: 0 }]);
    await RawAgent.join(url, { name: 'nobody' });
    expect(desk.notices.filter(({ kind }) => kind === 'joined')).toEqual([]);
  });

  it('does not end the process with a server that is no server', async () => {
    const plain = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as { port: number };
    const { serveAgent } = await import('../../../agents/client/index.ts');
    const { toyAgent } = await import('../../toys/toy-agent.ts');
    const served = serveAgent(toyAgent('toy'), {
      url: `ws://127.0.0.1:${port}/agent`,
      openSocket: (url, protocol) => new WebSocket(url, protocol),
    });
    await expect(served).rejects.toThrow('The simulator cannot be reached');
    await new Promise((resolve) => plain.close(resolve));
  });
});
