import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServeOptions, serveAgent } from '../../../agents/client/index.ts';
import { type Encoding, ProtocolError, routeMessage } from '../../../agents/protocol/index.ts';
import {
  type Agent,
  AgentFault,
  type Answer,
  type Briefing,
  FaultscapeError,
  type Observation,
  type Outcome,
} from '../../../sim/index.ts';
import { hello, openWs, scriptedServer } from './scripted-server.ts';

let server: Awaited<ReturnType<typeof scriptedServer>>;
beforeAll(async () => {
  server = await scriptedServer();
});
afterAll(() => server.close());

/** Notes what it is told, and answers as `think` says. */
class NotingAgent implements Agent {
  readonly name = 'noting';
  readonly version = '7';
  readonly needs = { camera: null, truth: true };
  readonly resets: [number, Briefing][] = [];
  readonly batches: (readonly Observation[])[] = [];
  readonly ends: [number, Outcome | null][] = [];
  readonly #think: (seen: Observation) => Answer | Promise<Answer>;

  constructor(think: (seen: Observation) => Answer | Promise<Answer> = ({ step }) => [step]) {
    this.#think = think;
  }

  reset(seat: number, briefing: Briefing): void {
    this.resets.push([seat, briefing]);
  }

  act(batch: readonly Observation[]): Promise<readonly Answer[]> {
    this.batches.push(batch);
    return Promise.all(batch.map((seen) => this.#think(seen)));
  }

  end(seat: number, outcome: Outcome | null): Readonly<Record<string, number>> {
    this.ends.push([seat, outcome]);
    return {};
  }
}

const serve = (agent: Agent, options: Partial<ServeOptions> = {}) =>
  serveAgent(agent, { url: server.url, openSocket: openWs, ...options });

async function sitDown(agent: Agent, options: Partial<ServeOptions> = {}) {
  const leaving = new AbortController();
  const served = serve(agent, { signal: leaving.signal, ...options });
  // Each test looks at how it ends where that matters.
  served.catch(() => {});
  const line = await server.acceptAgent();
  line.say(hello('agent'));
  const join = await line.hear();
  line.say({ type: 'joined', seat: 1, environments: options.environments ?? 1 });
  return { line, join, served, leave: () => leaving.abort() };
}

const action = { names: ['stride'], low: [-1], high: [1] };
const route = { stepM: 0.5, xyM: Float64Array.of(0, 0, 0.5, 0.1), speedMps: Float64Array.of(8, 7.7) };
const begin = (episode: string, environment = 0) => ({
  ...{ type: 'begin', episode, environment, task: 'toy/plane', action, controlStepS: 0.1, seed: 5 },
  ...{ mode: 'lock-step', route: routeMessage(route) },
});
const truth = { xM: 1, yM: 2, headingRad: 3, progressM: 4 };
const sight = (episode: string, step: number) => ({
  ...{ episode, step, timeS: step / 10, speedMps: 1.5, command: 'follow', truth },
});
const observe = (...observations: ReturnType<typeof sight>[]) => ({ type: 'observe', observations });
const outcome = { total: 0.5, failed: true, reason: 'timeout', steps: 9 };

describe('serveAgent', () => {
  it.each<Encoding>(['msgpack', 'json'])('drives what it is given, in %s', async (encoding) => {
    const agent = new NotingAgent();
    const { line, join, served, leave } = await sitDown(agent, {
      encoding,
      environments: 2,
      tasks: ['toy/plane'],
    });
    expect(join).toEqual({
      ...{ type: 'join', name: 'noting', version: '7', environments: 2, tasks: ['toy/plane'] },
      sensors: { camera: null, truth: true },
    });
    line.say(begin('a', 0));
    line.say(begin('b', 1));
    line.say(observe(sight('b', 0), sight('a', 3)));
    expect(await line.hear()).toEqual({
      type: 'act',
      actions: [
        { episode: 'b', step: 0, action: [0] },
        { episode: 'a', step: 3, action: [3] },
      ],
    });
    line.say({ type: 'end', episode: 'a', outcome });
    line.say(observe(sight('b', 1)));
    expect(await line.hear()).toMatchObject({ type: 'act', actions: [{ episode: 'b', step: 1 }] });
    leave();
    expect(await line.hear()).toEqual({ type: 'leave' });
    await served;
    const briefing = { taskId: 'toy/plane', action, controlStepS: 0.1, seed: 5, needs: agent.needs };
    expect(agent.resets).toEqual([
      [0, briefing],
      [1, briefing],
    ]);
    expect(agent.batches[0]?.[0]).toEqual({
      ...{ seat: 1, step: 0, timeS: 0, speedMps: 1.5, command: 'follow', frame: null },
      truth: { ...truth, routeXyM: route.xyM, routeStepM: 0.5, routeSpeedMps: route.speedMps },
    });
    expect(agent.ends).toEqual([
      [0, outcome],
      [1, null],
    ]);
  });

  it('gathers what comes while the agent thinks, and answers the newest sight of an episode', async () => {
    let wake: () => void = () => {};
    const slow = new Promise<void>((resolve) => (wake = resolve));
    const agent = new NotingAgent(async ({ seat, step }) => {
      if (seat === 0 && step === 0) await slow;
      return [step];
    });
    let allArrived: () => void = () => {};
    const arrived = new Promise<void>((resolve) => (allArrived = resolve));
    const onNotice = (notice: string) => notice.startsWith('late') && allArrived();
    const { line, leave } = await sitDown(agent, { environments: 3, onNotice });
    for (const [i, episode] of ['a', 'b', 'c'].entries()) line.say(begin(episode, i));
    line.say(observe(sight('a', 0)));
    while (agent.batches.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    line.say(observe(sight('b', 0), sight('c', 0)));
    line.say(observe(sight('b', 1)));
    line.say({ type: 'end', episode: 'c', outcome: null, reason: 'the run was stopped' });
    line.say({ type: 'warning', code: 'late', message: 'This is the last word.' });
    await arrived;
    wake();
    expect(await line.hear()).toMatchObject({ actions: [{ episode: 'a', step: 0 }] });
    expect(await line.hear()).toEqual({ type: 'act', actions: [{ episode: 'b', step: 1, action: [1] }] });
    expect(agent.ends).toEqual([[2, null]]);
    leave();
  });

  it('gives up one episode where the agent has lost its driver', async () => {
    const agent = new NotingAgent(({ seat }) => (seat === 0 ? new AgentFault('gone') : [1]));
    const { line, leave } = await sitDown(agent, { environments: 2 });
    line.say(begin('a', 0));
    line.say(begin('b', 1));
    line.say(observe(sight('a', 0), sight('b', 0)));
    expect(await line.hear()).toMatchObject({ actions: [{ action: [] }, { action: [1] }] });
    line.say({ type: 'error', code: 'bad-action', message: 'No.', episode: 'a' });
    line.say({ type: 'end', episode: 'a', outcome: null });
    line.say(observe(sight('b', 1)));
    expect(await line.hear()).toMatchObject({ actions: [{ episode: 'b', step: 1 }] });
    leave();
  });

  it('rejects with what the agent threw, and hangs up', async () => {
    const broken = new TypeError('no weights');
    const { line, served } = await sitDown(new NotingAgent(() => Promise.reject(broken)));
    line.say(begin('a'));
    line.say(observe(sight('a', 0)));
    await expect(served).rejects.toBe(broken);
    expect(await line.hear()).toBeNull();
  });

  it('rejects when it is refused, without another try', async () => {
    let attempts = 0;
    const reconnect = async () => ++attempts < 3;
    const served = serve(new NotingAgent(), { reconnect });
    const line = await server.acceptAgent();
    line.say(hello('agent'));
    await line.hear();
    line.say({
      type: 'error',
      code: 'name-taken',
      message: 'Another sits here.',
      expected: 'version 6',
      got: 'version 7',
    });
    await expect(served).rejects.toMatchObject({
      ...{ name: 'ProtocolError', code: 'name-taken', expected: 'version 6', got: 'version 7' },
    });
    expect(attempts).toBe(0);
  });

  it('does not join a server of another version', async () => {
    const served = serve(new NotingAgent());
    const line = await server.acceptAgent();
    line.say(hello('agent', 2));
    await expect(served).rejects.toBeInstanceOf(ProtocolError);
    expect(await line.hear()).toBeNull();
  });

  it('comes back when the connection is lost, and counts attempts anew', async () => {
    const attempts: number[] = [];
    const notices: string[] = [];
    const agent = new NotingAgent();
    const { line, served, leave } = await sitDown(agent, {
      onNotice: (notice) => notices.push(notice),
      reconnect: async (attempt) => {
        attempts.push(attempt);
        return true;
      },
    });
    line.say(begin('a'));
    line.say(observe(sight('a', 0)));
    await line.hear();
    line.terminate();
    const early = await server.acceptAgent();
    early.terminate();
    const again = await server.acceptAgent();
    again.say(hello('agent'));
    expect(await again.hear()).toMatchObject({ type: 'join', name: 'noting' });
    again.say({ type: 'joined', seat: 2, environments: 1 });
    again.terminate();
    const last = await server.acceptAgent();
    last.say(hello('agent'));
    await last.hear();
    leave();
    await served;
    expect(attempts).toEqual([1, 2, 1]);
    expect(agent.ends).toEqual([[0, null]]);
    expect(notices.filter((notice) => notice.includes('connection'))).toHaveLength(3);
  });

  it('says how to go on when there is no server', async () => {
    const gone = serve(new NotingAgent(), { url: 'ws://127.0.0.1:1/agent' });
    await expect(gone).rejects.toThrow(FaultscapeError);
    await expect(gone).rejects.toMatchObject({
      kind: 'environment',
      hint: expect.stringContaining('start it first'),
    });
  });

  it('resolves when the server closes in good order', async () => {
    const { line, served } = await sitDown(new NotingAgent());
    line.close(1001);
    await expect(served).resolves.toBeUndefined();
  });
});
