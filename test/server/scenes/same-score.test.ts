import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EpisodeHost } from '../../../server/evaluate/episode-host.ts';
import { drawScene, formatScene, sceneDocument } from '../../../server/scenes/scene-document.ts';
import type { SceneDocument } from '../../../server/scenes/scene-schema.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { firstDivergence, type Trajectory } from '../../../sim/index.ts';
import type { Space } from '../../../sim/space/index.ts';
import { cli } from '../cli/cli-io.ts';
import { attackToy, newFolder, rowsIn, TOY_PLUGIN } from '../toy-runs.ts';

const episodesOf = (folder: string) => {
  const run = RunFolder.open(folder, { write: false });
  try {
    return run.store.rows().map((row) => ({ row, steps: run.store.trajectory(row.id) }));
  } finally {
    run.close();
  }
};

async function runs(...args: string[]): Promise<void> {
  const { code, err } = await cli(...args);
  expect(err.includes('    at '), err).toBe(false);
  // A few scenes may meet no failure, which an attack says with a code of its own.
  expect([0, 3], err).toContain(code);
}

describe('a scene document', () => {
  it.each([
    ['driving/straight', 'paper', 'pure-pursuit'],
    ['driving/anywhere', 'extended', 'pure-pursuit'],
    ['driving/lane-keeping:oob=0.5', 'extended', 'pure-pursuit'],
    ['driving/lane-keeping', 'control-points', 'pure-pursuit'],
    ['driving/traffic:avoidable', 'traffic', 'pursuit-idm'],
    ['uav/3-anchors', 'extended', 'uav-pd'],
    ['detection/all', 'paper', 'detector'],
  ])('of %s, space %s, gives its episode again to the bit', async (id, space, agent) => {
    const host = await EpisodeHost.open({ task: id, agent, seats: 1, gl: 'swiftshader', plugins: [] });
    try {
      const { task } = host;
      for (const seed of [3, 4]) {
        const scene = drawScene(task, task.spaces.get(space) as Space, seed);
        const document = JSON.parse(formatScene(sceneDocument(task, scene, { seed }))) as SceneDocument;
        const before = await host.run({ scene, seed });
        const again = await host.run({ scene: document.scene, seed: document.seed as number });
        expect(again.score).toEqual(before.score);
        expect(firstDivergence(before.trajectory, again.trajectory)).toBeNull();
      }
    } finally {
      await host.close();
    }
  });
});

describe('a scene taken from a run', () => {
  it('gives its episode again to the bit, by the command line; one that cannot be is refused with the reason', async () => {
    const folder = newFolder();
    const [run, file, again] = ['run', 'scene.json', 'again'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const lane = ['--agent', 'pure-pursuit', '--workers', '1'];
    const task = ['--task', 'driving/lane-keeping:oob=0.5', '--space', 'control-points'];
    await runs('attack', ...task, ...lane, '--adversary', 'random', '--samples', '8', '--out', run);
    const episodes = episodesOf(run);
    const found = (status: string) => {
      const episode = episodes.find(({ row }) => row.status === status);
      if (episode === undefined) throw new Error(`none of eight scenes is ${status}`);
      return episode;
    };
    const { row, steps } = found('done');
    await runs('scene', '--run', run, '--episode', row.id, '--out', file);
    await runs('evaluate', ...lane, '--scene', file, '--out', again);
    const [replayed, ...others] = episodesOf(again);
    expect(others).toEqual([]);
    const { q, terms, reason, failed, seed, task: id } = row;
    expect(replayed?.row).toMatchObject({ q, terms, reason, failed, seed, task: id });
    expect(firstDivergence(steps as Trajectory, replayed?.steps as Trajectory)).toBeNull();

    const invalid = found('invalid').row;
    const written = await cli('scene', '--run', run, '--episode', invalid.id);
    expect(written.err).toContain(`is invalid: ${invalid.error}`);
    expect(JSON.parse(written.out)).not.toHaveProperty('course');
    writeFileSync(file, written.out);
    const { code, err } = await cli('evaluate', '--agent', 'pure-pursuit', '--scene', file);
    expect(err).toContain((invalid.error as string).split('\n')[0]);
    expect(code).toBe(65);
  }, 60_000);

  it('of a plug-in needs no plug-in named again to be written', async () => {
    const { out: run } = await attackToy({ adversary: 'random', settings: { samples: 3 } });
    const [row] = rowsIn(run);
    const { out } = await cli('scene', '--run', run, '--episode', row?.id as string);
    expect(JSON.parse(out)).toMatchObject({ task: 'toy/plane', seed: row?.seed, from: { q: row?.q } });
    const missing = await cli('scene', '--run', run, '--episode', 'gen-9');
    expect(missing.err).toContain('has no episode gen-9');
  });
});

describe('scenes drawn from a run', () => {
  it('are run one by one, those that cannot be counted as invalid', async () => {
    const { out: run } = await attackToy({ adversary: 'random', settings: { samples: 3 } });
    const folder = newFolder();
    const [file, out] = [join(folder, 'scenes.json'), join(folder, 'run')];
    await runs('sample', run, '-n', '5', '--out', file);
    const plugin = ['--plugin', TOY_PLUGIN, '--agent', 'toy', '--workers', '1'];
    await runs('evaluate', ...plugin, '--scene', file, '-n', '2', '--out', out);
    const rows = rowsIn(out);
    expect(rows).toHaveLength(10);
    expect(rows.slice(0, 2).map((row) => row.id)).toEqual(['scene-00000-00000', 'scene-00000-00001']);
    expect(rows[0]?.scene).toEqual(rows[1]?.scene);
    expect(rows[0]?.seed).not.toBe(rows[1]?.seed);
  });
});
