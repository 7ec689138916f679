import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import '../../examples/pendulum.ts';
import { createAgent } from '../../agents/index.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { createTask, EpisodeRunner, type Scene } from '../../sim/index.ts';
import { NullRenderer } from '../../sim/render/null-renderer.ts';
import { taskContract } from '../contracts/task.contract.ts';
import { newFolder, startCli } from '../server/toy-runs.ts';

const FILE = fileURLToPath(new URL('../../examples/pendulum.ts', import.meta.url));

describe('the example task examples/pendulum.ts', () => {
  taskContract(createTask('example/pendulum'), () => new NullRenderer());

  it('is held upright by its agent in the nominal scene, and falls where the shove is too hard', async () => {
    const agent = await createAgent('example/upright', FILE_CONTEXT);
    const task = createTask('example/pendulum');
    const run = (scene: Scene) =>
      new EpisodeRunner({ task, agent, renderer: null, seats: 1 }).run({ scene, seed: 1 });
    expect((await run({})).score).toMatchObject({ failed: false, reason: 'held' });
    expect((await run({ shoveNm: 14, torqueNm: 1 })).score).toMatchObject({ failed: true, reason: 'fallen' });
  });

  it('is attacked, reported and replayed from the TypeScript file as it is', async () => {
    const out = join(newFolder(), 'rod');
    const run = async (...args: string[]) => {
      const cli = startCli(['--plugin', FILE, ...args]);
      expect(await cli.ended, cli.err).toEqual({ code: 0, signal: null });
      return cli.out;
    };
    const parts = ['--task', 'example/pendulum', '--agent', 'example/upright', '--adversary', 'random'];
    const found = await run('attack', ...parts, '--samples', '60', '--workers', '1', '--out', out);
    expect(found).toMatch(/random +\d+ of 60/);
    expect(await run('report', out)).toMatch(/rod/);
    expect(await run('replay', out, 'random-00003')).toMatch(/all 500 steps identical/);
  }, 300_000);
});
