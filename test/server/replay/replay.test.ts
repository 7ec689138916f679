import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { McapIndexedReader } from '@mcap/core';
import Database from 'libsql';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { packTrajectory } from '../../../server/store/trajectory-codec.ts';
import { cli } from '../cli/cli-io.ts';
import { attackToy, newFolder, rowsIn } from '../toy-runs.ts';

let run: string;
let id: string;

beforeAll(async () => {
  ({ out: run } = await attackToy({ adversary: 'random', settings: { samples: 4 } }));
  id = rowsIn(run)[2]?.id as string;
});

/** A copy of the run in which one logged number of one episode is another. */
function tamperedRun(step: number, column: string): string {
  const copy = join(newFolder(), 'run');
  cpSync(run, copy, { recursive: true });
  const folder = RunFolder.open(copy, { write: false });
  const trajectory = folder.store.trajectory(id);
  folder.close();
  if (trajectory === null) throw new Error('no steps were logged');
  const at = step * trajectory.names.length + trajectory.names.indexOf(column);
  trajectory.rows[at] = (trajectory.rows[at] as number) + 1e-12;
  const { deflated, sha256 } = packTrajectory(trajectory);
  const database = new Database(join(copy, 'run.sqlite'));
  database
    .prepare('UPDATE trajectories SET rows = ?, sha256 = ? WHERE id = ?')
    .run(Buffer.from(deflated), sha256, id);
  database.close();
  return copy;
}

async function readMcap(file: string) {
  const bytes = readFileSync(file);
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(bytes.length),
      read: async (offset, size) => bytes.subarray(Number(offset), Number(offset + size)),
    },
  });
  const messages: { topic: string; logTime: bigint; data: Record<string, unknown> }[] = [];
  for await (const { channelId, logTime, data } of reader.readMessages()) {
    const topic = reader.channelsById.get(channelId)?.topic as string;
    messages.push({ topic, logTime, data: JSON.parse(new TextDecoder().decode(data)) });
  }
  return { reader, messages };
}

describe('faultscape replay', () => {
  it('finds every step of an episode identical to the log', async () => {
    const { code, out } = await cli('replay', run, id);
    expect(code).toBe(0);
    expect(out).toContain(`${id}: all 6 steps identical to the log`);
  });

  it('names the first step and column that differ', async () => {
    const { code, err } = await cli('replay', tamperedRun(3, 'northM'), id);
    expect(code).toBe(65);
    expect(err).toContain(`Episode ${id} differs from the log from step 3 on, in northM.`);
  });

  it('notices a score that differs though every step is the same', async () => {
    const copy = join(newFolder(), 'run');
    cpSync(run, copy, { recursive: true });
    const database = new Database(join(copy, 'run.sqlite'));
    database.prepare('UPDATE episodes SET q = 0.123 WHERE id = ?').run(id);
    database.close();
    const { code, err } = await cli('replay', copy, id);
    expect(code).toBe(65);
    expect(err).toContain('in its score (q)');
    expect(err).toContain('expected: 0.123');
  });

  it('says which versions differ', async () => {
    const copy = join(newFolder(), 'run');
    cpSync(run, copy, { recursive: true });
    const database = new Database(join(copy, 'run.sqlite'));
    database.prepare("UPDATE episodes SET agent_version = '0', q = 0.123 WHERE id = ?").run(id);
    database.close();
    expect((await cli('replay', copy, id)).err).toContain('agent was 0 and is 1');
  });

  it('knows no episode that was not logged', async () => {
    const { code, err } = await cli('replay', run, 'gen-99999');
    expect(code).toBe(65);
    expect(err).toContain('has no episode gen-99999');
    expect(err).toContain('an id such as random-');
  });

  it('writes an MCAP file that a reader gives back in simulated time', async () => {
    const file = join(newFolder(), 'episode.mcap');
    expect((await cli('replay', run, id, '--mcap', file)).code).toBe(0);
    const { reader, messages } = await readMcap(file);
    const topics = [...new Set(messages.map(({ topic }) => topic))].sort();
    expect(topics).toEqual(['/action', '/pose', '/score', '/state', '/tf']);
    const schemas = [...reader.schemasById.values()]
      .map(({ name, encoding }) => `${name} ${encoding}`)
      .sort();
    expect(schemas).toContain('foxglove.PoseInFrame jsonschema');

    const folder = RunFolder.open(run, { write: false });
    const trajectory = folder.store.trajectory(id);
    const row = folder.store.get(id);
    folder.close();
    const states = messages.filter(({ topic }) => topic === '/state');
    expect(states.map(({ logTime }) => logTime)).toEqual(
      [1n, 2n, 3n, 4n, 5n, 6n].map((n) => n * 100_000_000n),
    );
    expect(states.map(({ data }) => data.eastM)).toEqual(
      [0, 1, 2, 3, 4, 5].map((k) => trajectory?.rows[k * 3 + 1]),
    );
    const poses = messages.filter(({ topic }) => topic === '/pose');
    expect(poses.at(-1)?.data).toMatchObject({
      frame_id: 'map',
      timestamp: { sec: 0, nsec: 600_000_000 },
      pose: { position: { x: trajectory?.rows[16] }, orientation: { x: 0, y: 0, z: 0, w: 1 } },
    });
    expect(messages.filter(({ topic }) => topic === '/score').at(-1)?.data.total).toBe(row?.q);
    const { value: metadata } = await reader.readMetadata().next();
    expect(metadata?.metadata.get('episode')).toBe(id);
  });
});
