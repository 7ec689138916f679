import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { McapIndexedReader } from '@mcap/core';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { UniformDistribution } from '../../../adversary/index.ts';
import { toCsv } from '../../../server/report/export-csv.ts';
import { cli } from '../cli/cli-io.ts';
import { attackToy, newFolder, rowsIn } from '../toy-runs.ts';
import { ToyService } from './toy-service.ts';

let out: string;

beforeAll(async () => {
  ({ out } = await attackToy({ adversary: 'random', settings: { samples: 5 } }));
});

async function finishedRun() {
  const server = await ToyService.open({}, { folder: join(out, '..') });
  const download = async (path: string) => {
    const response = await fetch(`${server.url}/api/runs/run/${path}`);
    expect(response.status).toBe(200);
    return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
  };
  return { server, download, rows: rowsIn(out) };
}

async function readMcap(bytes: Uint8Array) {
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(bytes.length),
      read: async (offset, size) => bytes.subarray(Number(offset), Number(offset + size)),
    },
  });
  const messages: unknown[] = [];
  for await (const { channelId, logTime, data } of reader.readMessages()) {
    const topic = reader.channelsById.get(channelId)?.topic;
    messages.push([topic, logTime, JSON.parse(new TextDecoder().decode(data))]);
  }
  const metadata: Record<string, string>[] = [];
  for await (const each of reader.readMetadata()) metadata.push(Object.fromEntries(each.metadata));
  return { messages, metadata };
}

describe('downloads', () => {
  it('hold every logged episode: CSV, Parquet and scenes', async () => {
    const { download, rows } = await finishedRun();
    const csv = await download('download/episodes.csv');
    expect(csv.headers.get('content-disposition')).toContain('run-episodes.csv');
    const [header, ...lines] = new TextDecoder().decode(csv.bytes).trimEnd().split('\r\n');
    expect(header).toContain('scene.eastM,scene.northM,scene.weather,term.leftM');
    expect(lines.map((line) => Number(line.split(',')[3]))).toEqual(rows.map((row) => row.q));

    const parquet = await download('download/episodes.parquet');
    const objects = await parquetReadObjects({ file: parquet.bytes.slice().buffer });
    expect(objects).toHaveLength(rows.length);
    for (const [i, row] of rows.entries()) {
      expect(objects[i]).toMatchObject({ id: row.id, q: row.q, failed: row.failed, seed: row.seed });
      expect(objects[i]?.['scene.weather']).toBe(row.scene.weather);
    }

    const scenes = JSON.parse(new TextDecoder().decode((await download('download/scenes.json')).bytes));
    expect(scenes.task).toBe('toy/plane');
    expect(scenes.scenes.map((each: { scene: unknown }) => each.scene)).toEqual(rows.map((row) => row.scene));
  });

  it('give an episode as MCAP from its log, with the very messages a replay records', async () => {
    const { download, rows } = await finishedRun();
    const id = rows[1]?.id as string;
    const { bytes } = await download(`episodes/${id}/download.mcap`);
    const file = join(newFolder(), 'replay.mcap');
    expect((await cli('replay', out, id, '--mcap', file)).code).toBe(0);
    const replayed = await readMcap(readFileSync(file));
    const logged = await readMcap(bytes);
    expect(logged.messages.length).toBeGreaterThan(10);
    expect(logged.messages).toEqual(replayed.messages);
    expect(logged.metadata[0]).toMatchObject({
      episode: id,
      cameraImages: expect.stringContaining('left out'),
    });
  });

  it('run no formula in a spreadsheet, whatever an agent calls itself', () => {
    const cells = ['=1+1', '+1', '-1', '@x', '\tx', 'plain', 'a,"b"', 'two\nlines'];
    const csv = toCsv([
      { name: 'agent', cells },
      { name: 'q', cells: cells.map(() => -0.5) },
    ]);
    expect(csv).toBe(
      'agent,q\r\n' +
        "'=1+1,-0.5\r\n'+1,-0.5\r\n'-1,-0.5\r\n'@x,-0.5\r\n'\tx,-0.5\r\nplain,-0.5\r\n" +
        '"a,""b""",-0.5\r\n"two\nlines",-0.5\r\n',
    );
  });
});

describe('what was learned', () => {
  it('is drawn from, equal seeds alike; before it is there it is not found', async () => {
    const server = await ToyService.open();
    server.newRun('learning', 1).close();
    expect((await server.get('/api/runs/learning/distribution')).status).toBe(404);
    const saved = new UniformDistribution(3).save();
    writeFileSync(join(server.folder, 'learning', 'distribution.json'), JSON.stringify(saved));
    const one = await server.get('/api/runs/learning/distribution?n=7&seed=3');
    const same = await server.get('/api/runs/learning/distribution?n=7&seed=3');
    expect(one.body.points).toEqual(new UniformDistribution(3).sample(7, 3));
    expect(same.body).toEqual(one.body);
    expect((await server.get('/api/runs/learning/distribution?n=0')).status).toBe(400);
    writeFileSync(join(server.folder, 'learning', 'distribution.json'), '{"kind":"other"}');
    const damaged = await server.get('/api/runs/learning/distribution');
    expect(damaged.status).toBe(422);
    expect(damaged.body.error.message).toContain('not a saved failure distribution');
  });

  it('is told in figures as the report has them', async () => {
    const { server } = await finishedRun();
    const { body } = await server.get('/api/runs/run/figures');
    expect(body.headline).toContain('toy');
    expect(body.phases).toMatchObject([{ phase: 'random', afr: { total: 5 }, coverage: null }]);
  });
});
