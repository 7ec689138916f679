import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RemoteEnv } from '../../../agents/client/index.ts';
import { hello, openWs, scriptedServer } from './scripted-server.ts';

let server: Awaited<ReturnType<typeof scriptedServer>>;
beforeAll(async () => {
  server = await scriptedServer();
});
afterAll(() => server.close());

const sensors = { truth: false, camera: null };
const space = { type: 'box', shape: [1], dtype: 'float64', low: -1, high: 1 };
const made = {
  ...{ type: 'made', task: 'toy/plane', environments: 2, controlStepS: 0.1, renderer: null },
  action: { names: ['stride'], low: [-1], high: [1] },
  ...{ actionSpace: space, observationSpace: space, spaces: {}, nominal: {} },
};
const result = (environment: number, episode: string, step: number) => ({
  ...{ environment, episode, step, reward: 0, terminated: false, truncated: false, info: {} },
  observation: { timeS: 0, speedMps: 0, command: 'follow' },
});

const making = () =>
  RemoteEnv.make({ url: server.url, task: 'toy/plane', environments: 2, sensors, openSocket: openWs });

async function connected() {
  const promise = making();
  const line = await server.acceptTrainer();
  line.say(hello('env'));
  expect(await line.hear()).toEqual({ type: 'make', task: 'toy/plane', environments: 2, sensors });
  line.say(made);
  return { env: await promise, line };
}

describe('RemoteEnv', () => {
  it('acts at the latest step of each environment', async () => {
    const { env, line } = await connected();
    const reset = env.reset([{ environment: 1, seed: 3, scene: { eastM: 1 } }]);
    expect(await line.hear()).toEqual({
      ...{ type: 'reset', id: 0, resets: [{ environment: 1, seed: 3, scene: { eastM: 1 } }] },
    });
    line.say({ type: 'state', id: 0, results: [result(1, 'x', 0)] });
    await reset;
    void env.step([{ environment: 1, action: Float64Array.of(0.5) }]);
    expect(await line.hear()).toEqual({
      ...{ type: 'step', id: 1, actions: [{ environment: 1, episode: 'x', step: 0, action: [0.5] }] },
    });
    line.say({ type: 'state', id: 1, results: [result(1, 'x', 1)] });
    const picture = env.render(1, { widthPx: 1, heightPx: 1 });
    expect(await line.hear()).toEqual({ type: 'render', id: 2, environment: 1, widthPx: 1, heightPx: 1 });
    env.close();
    expect(await line.hear()).toBeNull();
    await expect(picture).rejects.toMatchObject({ kind: 'environment' });
  });

  it('will not step what was never reset', async () => {
    const { env } = await connected();
    await expect(env.step([{ environment: 0, action: [0] }])).rejects.toThrow(RangeError);
    env.close();
  });

  it('hands a refusal to the request it answers', async () => {
    const { env, line } = await connected();
    const first = env.reset([{ environment: 0, seed: 1 }]);
    const second = env.reset([{ environment: 9, seed: 1 }]);
    line.say({ type: 'error', code: 'out-of-order', message: 'No.', id: 1, expected: '0 to 1', got: '9' });
    line.say({ type: 'state', id: 0, results: [result(0, 'x', 0)] });
    await expect(second).rejects.toMatchObject({ code: 'out-of-order', expected: '0 to 1', got: '9' });
    expect(await first).toHaveLength(1);
    env.close();
  });

  it('fails what waits and what comes when the connection is lost', async () => {
    const { env, line } = await connected();
    const waiting = env.reset([{ environment: 0, seed: 1 }]);
    line.terminate();
    await expect(waiting).rejects.toMatchObject({ kind: 'environment' });
    await expect(env.reset([{ environment: 0, seed: 1 }])).rejects.toMatchObject({ kind: 'environment' });
  });

  it('fails what waits with the reason of a server that closes', async () => {
    const { env, line } = await connected();
    const waiting = env.reset([{ environment: 0, seed: 1 }]);
    line.say({ type: 'error', code: 'too-fast', message: 'Slow down.', expected: '1', got: '2' });
    line.close(1008);
    await expect(waiting).rejects.toMatchObject({ code: 'too-fast' });
  });

  it('makes nothing at a server of another version, or one that refuses', async () => {
    const other = making();
    (await server.acceptTrainer()).say(hello('env', 2));
    await expect(other).rejects.toMatchObject({ expected: 'version 1', got: 'version 2' });
    const refused = making();
    const line = await server.acceptTrainer();
    line.say(hello('env'));
    line.say({ type: 'error', code: 'unknown-task', message: 'No.', expected: 'a task', got: 'toy/plane' });
    await expect(refused).rejects.toMatchObject({ code: 'unknown-task' });
  });
});
