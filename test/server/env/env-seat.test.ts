import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnvState, RemoteEnv } from '../../../agents/client/index.ts';
import { PlaybackAgent, PurePursuitAgent } from '../../../agents/index.ts';
import type { Encoding } from '../../../agents/protocol/index.ts';
import { createTask, EpisodeRunner } from '../../../sim/index.ts';
import { BLIND, openEnvServer } from './env-server.ts';

type Server = Awaited<ReturnType<typeof openEnvServer>>;

let server: Server;
/** Three walkers, shared by the tests that need no environments of their own: each resets what it uses. */
let walkers: RemoteEnv;
beforeAll(async () => {
  server = await openEnvServer();
  walkers = await server.make({ task: 'toy/plane', environments: 3, sensors: BLIND });
});
afterAll(() => server.close());

const only = (states: readonly EnvState[]) => states[0] as EnvState;
const bits = (numbers: readonly number[]) => [...new Uint8Array(Float64Array.from(numbers).buffer)];

/** Steps the toy to its end with one stride each; gives what each step led to. */
async function walk(env: RemoteEnv, environment: number, stride: number): Promise<readonly EnvState[]> {
  const states: EnvState[] = [];
  let over = false;
  while (!over) {
    const state = only(await env.step([{ environment, action: [stride] }]));
    states.push(state);
    over = state.terminated || state.truncated;
  }
  return states;
}

describe('the environment seat', () => {
  it.each<Encoding>(['msgpack', 'json'])(
    'repeats a logged drive to the bit from its seed, scene and actions, in %s',
    async (encoding) => {
      const task = createTask('driving/one-curve');
      const job = { scene: { wetness: 0.5 }, seed: 11 };
      const run = (agent: PurePursuitAgent | PlaybackAgent) =>
        new EpisodeRunner({ task, agent, renderer: null, seats: 1 }).run(job);
      const expert = await run(new PurePursuitAgent());
      const { score, trajectory } = await run(new PlaybackAgent(expert.trajectory));
      const { names, rows } = trajectory;
      const column = (name: string) => names.indexOf(name);

      const env = await server.make({
        task: 'driving/one-curve',
        environments: 1,
        sensors: { truth: true, camera: null },
        encoding,
      });
      const agent = new PurePursuitAgent();
      let state = only(await env.reset([{ environment: 0, ...job }]));
      expect(state.info).toEqual({ seed: 11, scene: { wetness: 0.5 } });
      let rewards = 0;
      for (let step = 0; step < score.steps; step++) {
        const row = [...rows.subarray(step * names.length, (step + 1) * names.length)];
        const [action] = agent.act([state.observation]);
        expect(bits([...(action as Float64Array)])).toEqual(bits(row.slice(0, 3)));
        expect(state.terminated || state.truncated).toBe(false);
        state = only(await env.step([{ environment: 0, action: row.slice(0, 3) }]));
        rewards += state.reward;
        const { truth, speedMps } = state.observation;
        const logged = ['xM', 'yM', 'headingRad', 'progressM', 'speedMps'].map(
          (name) => row[column(name)] as number,
        );
        expect(
          bits(
            [truth?.xM, truth?.yM, truth?.headingRad, truth?.progressM, speedMps].map(
              (value) => value ?? NaN,
            ),
          ),
        ).toEqual(bits(logged));
      }
      const { total, failed, reason, terms, terminated, truncated } = score;
      expect(state).toMatchObject({ terminated, truncated });
      expect(state.info).toEqual({ score: total, failed, reason, terms });
      expect(rewards).toBeCloseTo(total, 12);
      env.close();
    },
  );

  it.each<Encoding>(['msgpack', 'json'])(
    'shows every reading to the bit as the episode itself does, as it was said when made, in %s',
    async (encoding) => {
      const task = createTask('uav/3-anchors');
      const needs = { truth: true, camera: null };
      const env = await server.make({ task: task.id, environments: 2, sensors: needs, encoding });
      const specs = task.readings?.(needs) ?? [];
      expect(env.about.readings).toEqual(specs);
      expect(env.about.observationSpace).toMatchObject({
        spaces: {
          readings: {
            spaces: Object.fromEntries(
              specs.map(({ name, shape, dtype, low, high }) => [
                name,
                { type: 'box', shape, dtype, low, high },
              ]),
            ),
          },
        },
      });
      const { observationSpace } = env.about;
      expect(observationSpace.type === 'dict' && Object.keys(observationSpace.spaces)).not.toContain('truth');
      const action = [0.05, 0.1, 0.2, 0.6];
      const here = task.begin({}, { seed: 4, seat: 0, renderer: null, needs });
      let states = await env.reset([0, 1].map((environment) => ({ environment, seed: 4 + environment })));
      for (let step = 0; step < 5; step++) {
        const expected = Object.entries(here.observe().readings ?? {});
        const shown = states.find(({ environment }) => environment === 0)?.observation.readings ?? {};
        expect(Object.keys(shown)).toEqual(expected.map(([name]) => name));
        for (const [name, numbers] of expected) {
          expect(shown[name]?.constructor, name).toBe(numbers.constructor);
          expect(bits([...(shown[name] as Float64Array)]), name).toEqual(bits([...numbers]));
        }
        states = await env.step([0, 1].map((environment) => ({ environment, action })));
        here.advance(action);
      }
      here.close();
      env.close();
    },
  );

  it('gives rewards that sum to the score, and tells an end by the world from one by the clock', async () => {
    await walkers.reset([
      { environment: 0, seed: 1, scene: { eastM: 1.5 } },
      { environment: 1, seed: 1, scene: { eastM: 1.5 } },
    ]);
    for (const [environment, stride, how] of [
      [0, 0.9, { terminated: true, truncated: false }],
      [1, 0.01, { terminated: false, truncated: true }],
    ] as const) {
      const states = await walk(walkers, environment, stride);
      const last = states.at(-1) as EnvState;
      expect(last).toMatchObject(how);
      expect(states.reduce((sum, { reward }) => sum + reward, 0)).toBeCloseTo(last.info.score as number, 12);
      expect(states.slice(0, -1).every(({ info }) => Object.keys(info).length === 0)).toBe(true);
    }
  });

  it('resets any subset and leaves the others where they are', async () => {
    await walkers.reset([0, 1, 2].map((environment) => ({ environment, seed: environment })));
    await walkers.step([0, 1, 2].map((environment) => ({ environment, action: [0.1] })));
    const again = await walkers.reset([{ environment: 1, seed: 9 }]);
    expect(again.map(({ environment, observation }) => [environment, observation.step])).toEqual([[1, 0]]);
    const states = await walkers.step([2, 1, 0].map((environment) => ({ environment, action: [0.1] })));
    expect(states.map(({ environment, observation }) => [environment, observation.step])).toEqual([
      [2, 2],
      [1, 1],
      [0, 2],
    ]);
  });

  it('repeats an episode whatever ran before it and beside it', async () => {
    const alone = await server.make({ task: 'toy/plane', environments: 1, sensors: BLIND });
    await walkers.reset([0, 1, 2].map((environment) => ({ environment, seed: 40 + environment })));
    await walk(walkers, 2, 0.3);
    await walkers.reset([{ environment: 2, seed: 5 }]);
    await alone.reset([{ environment: 0, seed: 5 }]);
    const plain = (states: readonly EnvState[]) =>
      states.map(({ observation: { speedMps, step }, reward, info }) => ({ speedMps, step, reward, info }));
    expect(plain(await walk(walkers, 2, 0.3))).toEqual(plain(await walk(alone, 0, 0.3)));
    alone.close();
  });

  it('shows cameras, and renders in any size without one', async () => {
    const camera = { widthPx: 32, heightPx: 16, rgb: true, depth: true, semantic: true };
    const seeing = await server.make({
      task: 'driving/straight',
      environments: 2,
      sensors: { truth: false, camera },
    });
    const blind = await server.make({ task: 'driving/straight', environments: 1, sensors: BLIND });
    expect(seeing.about.renderer).toContain(':');
    expect(blind.about.renderer).toBeNull();
    const states = await seeing.reset([
      { environment: 0, seed: 3 },
      { environment: 1, seed: 3, scene: { weather: 'HardRainNoon' } },
    ]);
    const [clear, rainy] = states.map(({ observation }) => observation.frame);
    expect(clear?.rgb).toHaveLength(32 * 16 * 3);
    expect(clear?.depthM).toHaveLength(32 * 16);
    expect(clear?.semantic).toHaveLength(32 * 16);
    expect(rainy?.rgb).not.toEqual(clear?.rgb);
    expect(rainy?.semantic).toEqual(clear?.semantic);
    await blind.reset([{ environment: 0, seed: 3 }]);
    const picture = await blind.render(0, { widthPx: 32, heightPx: 16 });
    expect(picture.rgb).toEqual(clear?.rgb);
    expect((await blind.render(0, { widthPx: 20, heightPx: 30 })).rgb).toHaveLength(1800);
    seeing.close();
    blind.close();
  });
});

describe('a refused request', () => {
  it('changes nothing when it names an environment twice, or one that is not there', async () => {
    const both = [0, 1].map((environment) => ({ environment, seed: 1 }));
    await walkers.reset(both);
    const again = { environment: 0, action: [0.5] };
    await expect(walkers.step([again, again])).rejects.toMatchObject({
      code: 'out-of-order',
      expected: 'each environment once',
    });
    await expect(walkers.reset([...both, { environment: 3, seed: 1 }])).rejects.toMatchObject({
      code: 'out-of-order',
      expected: 'an environment from 0 to 2',
      got: 'environment 3',
    });
    const states = await walkers.step([0, 1].map((environment) => ({ environment, action: [0.5] })));
    expect(states.map(({ observation }) => observation.step)).toEqual([1, 1]);
  });

  it('changes no environment when one action is wrong', async () => {
    await walkers.reset([0, 1].map((environment) => ({ environment, seed: 1 })));
    for (const action of [[NaN], [0, 0], []]) {
      await expect(
        walkers.step([
          { environment: 0, action: [0.5] },
          { environment: 1, action },
        ]),
      ).rejects.toMatchObject({ code: 'bad-action', expected: '1 finite numbers (stride)' });
    }
    const states = await walkers.step([0, 1].map((environment) => ({ environment, action: [0.5] })));
    expect(states.map(({ observation }) => observation.step)).toEqual([1, 1]);
  });

  it('begins no episode when one scene is wrong, and names the axis', async () => {
    await walkers.reset([0, 1].map((environment) => ({ environment, seed: 1 })));
    for (const [scene, got] of [
      [{ eastM: 3 }, '3'],
      [{ eastM: NaN }, 'NaN'],
      [{ weather: 'snow' }, 'snow'],
      [{ depthM: 1 }, 'depthM'],
    ] as const) {
      await expect(
        walkers.reset([
          { environment: 0, seed: 2 },
          { environment: 1, seed: 2, scene },
        ]),
      ).rejects.toMatchObject({ code: 'bad-scene', got });
    }
    const states = await walkers.step([0, 1].map((environment) => ({ environment, action: [0.5] })));
    expect(states.map(({ observation }) => observation.step)).toEqual([1, 1]);
  });

  it('says that an episode is over', async () => {
    await walkers.reset([{ environment: 0, seed: 1 }]);
    await walk(walkers, 0, 0.5);
    await expect(walkers.step([{ environment: 0, action: [0] }])).rejects.toMatchObject({
      code: 'out-of-order',
    });
    await walkers.reset([{ environment: 0, seed: 1 }]);
    expect(only(await walkers.step([{ environment: 0, action: [0] }])).observation.step).toBe(1);
  });

  it('has no picture of a task without a camera, nor one larger than a message', async () => {
    await walkers.reset([{ environment: 0, seed: 1 }]);
    await expect(walkers.render(0, { widthPx: 8, heightPx: 8 })).rejects.toMatchObject({
      code: 'no-picture',
    });
    const road = await server.make({ task: 'driving/straight', environments: 1, sensors: BLIND });
    await expect(road.render(0, { widthPx: 8, heightPx: 8 })).rejects.toMatchObject({ code: 'out-of-order' });
    await road.reset([{ environment: 0, seed: 1 }]);
    await expect(road.render(0, { widthPx: 4096, heightPx: 4096 })).rejects.toMatchObject({
      code: 'no-picture',
      expected: 'a picture of at most 8388608 bytes',
    });
    for (const widthPx of [8, 9, 10, 11]) await road.render(0, { widthPx, heightPx: 8 });
    await expect(road.render(0, { widthPx: 12, heightPx: 8 })).rejects.toMatchObject({ code: 'no-picture' });
    await road.render(0, { widthPx: 8, heightPx: 8 });
    road.close();
  });

  it('makes nothing beyond the limits, nor of an unknown task', async () => {
    const camera = { widthPx: 4096, heightPx: 4096, rgb: true, depth: false, semantic: false };
    const make = { task: 'toy/plane', environments: 1, sensors: BLIND };
    await expect(server.make({ ...make, task: 'toy/space' })).rejects.toMatchObject({
      code: 'unknown-task',
      expected: expect.stringContaining('toy/plane'),
    });
    await expect(server.make({ ...make, environments: 65 })).rejects.toMatchObject({
      code: 'bad-make',
      expected: 'at most 64 environments',
    });
    await expect(server.make({ ...make, sensors: { truth: false, camera } })).rejects.toMatchObject({
      code: 'bad-make',
    });
    const sensors = { top: { kind: 'lidar' } } as const;
    await expect(server.make({ ...make, sensors: { ...BLIND, sensors } })).rejects.toMatchObject({
      code: 'bad-make',
      got: 'top',
    });
  });
});
