import jpeg from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  decodeMessage,
  type EnvServerMessage,
  encodeMessage,
  parseEnvServerMessage,
  SUBPROTOCOLS,
} from '../../../agents/protocol/index.ts';
import { BLIND, openEnvServer } from './env-server.ts';

type Server = Awaited<ReturnType<typeof openEnvServer>>;

let server: Server;
beforeAll(async () => {
  server = await openEnvServer();
});
afterAll(() => server.close());

/** A trainer that says what it likes, frame by frame. */
class RawTrainer {
  readonly heard: EnvServerMessage[] = [];
  readonly #socket: WebSocket;
  readonly #closed: Promise<number>;
  #told: () => void = () => {};

  constructor(url: string) {
    this.#socket = new WebSocket(url, SUBPROTOCOLS.json);
    this.#socket.on('message', (data) => {
      this.heard.push(parseEnvServerMessage(decodeMessage(String(data), 'json')));
      this.#told();
    });
    this.#closed = new Promise((resolve) => this.#socket.on('close', (code) => resolve(code)));
  }

  /** The next message of the server. */
  async hear(): Promise<EnvServerMessage> {
    while (this.heard.length === 0) await new Promise<void>((resolve) => (this.#told = resolve));
    return this.heard.shift() as EnvServerMessage;
  }

  say(message: { readonly type: string; readonly [field: string]: unknown }): void {
    this.#socket.send(encodeMessage(message, 'json'));
  }

  sayRaw(frame: string | Uint8Array): void {
    this.#socket.send(frame);
  }

  closed(): Promise<number> {
    return this.#closed;
  }

  close(): void {
    this.#socket.close();
  }
}

async function trainer(): Promise<RawTrainer> {
  const raw = new RawTrainer(server.url);
  expect(await raw.hear()).toMatchObject({ type: 'hello', protocol: 1, role: 'env' });
  return raw;
}

const make = (task: string, environments = 1) => ({ type: 'make', task, environments, sensors: BLIND });
const reset = (id: number) => ({ type: 'reset', id, resets: [{ environment: 0, seed: 1 }] });
const step = (id: number, episode: string, at: number, stride = 0.5) => ({
  ...{ type: 'step', id },
  actions: [{ environment: 0, episode, step: at, action: [stride] }],
});

describe('the environment seat on the wire', () => {
  it('wants environments made before anything else, and stays open', async () => {
    const raw = await trainer();
    raw.say(reset(1));
    expect(await raw.hear()).toMatchObject({ type: 'error', code: 'not-made', id: 1 });
    raw.say(make('toy/plane'));
    expect(await raw.hear()).toMatchObject({ type: 'made', task: 'toy/plane', renderer: null });
    raw.close();
  });

  it('carries out no action for another step or episode than the latest', async () => {
    const raw = await trainer();
    raw.say(make('toy/plane', 2));
    raw.say({ type: 'reset', id: 0, resets: [0, 1].map((environment) => ({ environment, seed: 1 })) });
    expect((await raw.hear()).type).toBe('made');
    const state = (await raw.hear()) as Extract<EnvServerMessage, { type: 'state' }>;
    const [first, second] = state.results.map(({ episode }) => episode) as [string, string];
    const wrong = [
      [first, 1],
      [second, 0],
      ['nobody', 0],
    ] as const;
    for (const [episode, at] of wrong) {
      const right = { environment: 1, episode: second, step: 0, action: [0.5] };
      raw.say({ type: 'step', id: 7, actions: [right, ...step(7, episode, at).actions] });
      expect(await raw.hear()).toMatchObject({
        ...{ type: 'error', code: 'out-of-order', id: 7 },
        expected: `episode ${first}, step 0`,
        got: `episode ${episode}, step ${at} in environment 0`,
      });
    }
    const both = [first, second].map((episode, environment) => ({
      environment,
      episode,
      step: 0,
      action: [0.5],
    }));
    raw.say({ type: 'step', id: 8, actions: both });
    expect(await raw.hear()).toMatchObject({ type: 'state', id: 8, results: [{ step: 1 }, { step: 1 }] });
    raw.close();
  });

  it('sends JPEG files where they are asked for', async () => {
    const raw = await trainer();
    const camera = { widthPx: 32, heightPx: 16, rgb: true, depth: false, semantic: true, encoding: 'jpeg' };
    raw.say({ ...make('driving/straight'), sensors: { truth: false, camera } });
    raw.say(reset(1));
    const made = (await raw.hear()) as Extract<EnvServerMessage, { type: 'made' }>;
    expect(made.observationSpace).toMatchObject({
      spaces: { camera: { spaces: { rgb: { shape: [16, 32, 3] }, semantic: { shape: [16, 32] } } } },
    });
    const state = (await raw.hear()) as Extract<EnvServerMessage, { type: 'state' }>;
    const seen = state.results[0]?.observation.camera;
    expect(seen).toMatchObject({ widthPx: 32, heightPx: 16, encoding: 'jpeg' });
    expect(seen?.semantic).toHaveLength(32 * 16);
    expect(jpeg.decode(seen?.rgb as Uint8Array)).toMatchObject({ width: 32, height: 16 });
    raw.close();
  });

  it('answers in order, however many requests come at once', async () => {
    const raw = await trainer();
    raw.say(make('toy/plane'));
    for (let id = 0; id < 20; id++) raw.say(reset(id));
    expect((await raw.hear()).type).toBe('made');
    for (let id = 0; id < 20; id++) expect(await raw.hear()).toMatchObject({ type: 'state', id });
    raw.close();
  });

  it('closes on a trainer that piles up requests', async () => {
    const raw = await trainer();
    raw.say(make('toy/plane'));
    for (let id = 0; id < 100; id++) raw.say(reset(id));
    let last = await raw.hear();
    while (last.type !== 'error') last = await raw.hear();
    expect(last.code).toBe('too-fast');
    expect(await raw.closed()).toBe(1008);
  });

  it('closes after a message that is none, and says what is wrong with it', async () => {
    const frames = [
      '{',
      '[]',
      '{"type":"jump"}',
      JSON.stringify({ ...reset(1), resets: 3 }),
      new Uint8Array([0xc0]),
    ];
    for (const frame of frames) {
      const raw = await trainer();
      raw.sayRaw(frame);
      expect(await raw.hear()).toMatchObject({ type: 'error', code: 'bad-message' });
      expect(await raw.closed()).toBe(1008);
    }
  });

  it('outlives a process that dies in a step, and makes new environments on the same connection', async () => {
    const raw = await trainer();
    raw.say(make('toy/dying'));
    raw.say(reset(1));
    raw.say(step(2, '0.1', 0, 1));
    raw.say(step(3, '0.1', 0));
    expect((await raw.hear()).type).toBe('made');
    expect((await raw.hear()).type).toBe('state');
    expect(await raw.hear()).toMatchObject({
      type: 'error',
      code: 'crashed',
      id: 2,
      got: expect.stringContaining('SIGKILL'),
    });
    expect(await raw.hear()).toMatchObject({ type: 'error', code: 'crashed', id: 3 });
    raw.say(make('toy/dying'));
    raw.say(reset(4));
    expect((await raw.hear()).type).toBe('made');
    expect(await raw.hear()).toMatchObject({ type: 'state', id: 4 });
    raw.close();
  });

  it('gives up environments whose task throws in a step', async () => {
    const raw = await trainer();
    raw.say(make('toy/throwing'));
    raw.say(reset(1));
    raw.say(step(2, '0.1', 0, 1));
    expect((await raw.hear()).type).toBe('made');
    expect((await raw.hear()).type).toBe('state');
    expect(await raw.hear()).toMatchObject({
      type: 'error',
      code: 'crashed',
      id: 2,
      got: 'the floor gave way',
    });
    raw.say(reset(3));
    expect(await raw.hear()).toMatchObject({ type: 'error', code: 'crashed', id: 3 });
    raw.close();
  });

  it('does not repeat at length what it refuses', async () => {
    const raw = await trainer();
    raw.say(make('toy/plane'));
    raw.say({ ...reset(1), resets: [{ environment: 0, seed: 1, scene: { ['a'.repeat(100_000)]: 1 } }] });
    expect((await raw.hear()).type).toBe('made');
    const refusal = await raw.hear();
    expect(refusal).toMatchObject({ type: 'error', code: 'bad-scene', id: 1 });
    expect(JSON.stringify(refusal).length).toBeLessThan(2000);
    raw.close();
  });

  it('keeps what was made when a second make is refused', async () => {
    const raw = await trainer();
    raw.say(make('toy/plane'));
    raw.say(make('toy/space'));
    raw.say(reset(1));
    expect((await raw.hear()).type).toBe('made');
    expect(await raw.hear()).toMatchObject({ type: 'error', code: 'unknown-task', got: 'toy/space' });
    expect(await raw.hear()).toMatchObject({ type: 'state', id: 1 });
    raw.close();
  });
});
