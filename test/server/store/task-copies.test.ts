import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { TaskCopySchema } from '../../../server/store/task-copies.ts';
import { toyCar } from '../../sim/scene/import/toy-models.ts';
import { cli } from '../cli/cli-io.ts';
import { ToyService } from '../http/toy-service.ts';
import { newFolder, rowsIn } from '../toy-runs.ts';

const ROAD = JSON.stringify({
  road_points: [
    [20, 20],
    [60, 25],
    [110, 20],
  ],
});
const DRIVER = ['--agent', 'pure-pursuit', '--workers', '1', '--seats', '2'];

/** Runs whose task's file is gone, in a folder as another machine would have it. */
const runs = newFolder();
const at = (run: string) => join(runs, run);

beforeAll(async () => {
  const away = newFolder();
  const [road, model] = [join(away, 'my road.json'), join(away, 'toy.GLB')];
  writeFileSync(road, ROAD);
  writeFileSync(model, await toyCar());
  const lane = ['--task', 'driving/lane-keeping', '--road', road, ...DRIVER];
  const done = [
    await cli('evaluate', ...lane, '-n', '2', '--out', join(away, 'evaluated')),
    await cli('attack', ...lane, '--adversary', 'random', '--samples', '3', '--out', join(away, 'attacked')),
    await cli(
      ...['attack', '--task', 'detection/car', '--model', model, '--agent', 'detector', '--nominal', '0'],
      ...['--workers', '1', '--adversary', 'random', '--samples', '2', '--gl', 'swiftshader'],
      ...['--out', join(away, 'detected')],
    ),
  ];
  // A few scenes may meet no failure, which an attack says with a code of its own.
  expect(done.map(({ code, err }) => ([0, 3].includes(code) ? '' : err))).toEqual(['', '', '']);
  for (const run of ['evaluated', 'attacked', 'detected'])
    cpSync(join(away, run), at(run), { recursive: true });
  rmSync(away, { recursive: true });
}, 120_000);

const firstOf = (run: string) => rowsIn(at(run))[0]?.id as string;

describe('the file that a task names', () => {
  it('lives on in the run, by its hash', () => {
    const [copy] = RunFolder.readManifest(at('attacked')).taskFiles;
    expect(copy).toMatchObject({ name: 'task-file-0.json', bytes: ROAD.length });
    expect(copy?.path).toMatch(/my road\.json$/);
    expect(existsSync(copy?.path as string)).toBe(false);
    expect(readFileSync(join(at('attacked'), 'task-file-0.json'), 'utf8')).toBe(ROAD);
    expect(RunFolder.readManifest(at('detected')).taskFiles[0]?.name).toBe('task-file-0.glb');
  });

  it.each(['evaluated', 'attacked', 'detected'])(
    'is not needed to replay the run to the bit (%s)',
    async (run) => {
      const mcap = join(newFolder(), 'episode.mcap');
      const { code, out, err } = await cli('replay', at(run), firstOf(run), '--mcap', mcap);
      expect(err).toBe('');
      expect(out).toMatch(/steps identical to the log/);
      expect(code).toBe(0);
      expect(existsSync(mcap)).toBe(true);
    },
  );

  it.each(['attacked', 'detected'])('is not needed for a report with pictures (%s)', async (run) => {
    const html = join(newFolder(), 'report.html');
    const { code, err } = await cli('report', at(run), '--out', html, '--gl', 'swiftshader');
    expect([code, err]).toEqual([0, expect.not.stringMatching(/No pictures/)]);
    expect(readFileSync(html, 'utf8')).not.toMatch(/No pictures/);
  });

  it('is not needed to write a scene of the run, or its roads', async () => {
    const scene = await cli('scene', '--run', at('attacked'), '--episode', firstOf('attacked'));
    expect(scene.code).toBe(0);
    expect(JSON.parse(scene.out).task).toMatch(/my road\.json$/);
  });

  it('is not needed to go on with the run, whose copy counts', async () => {
    const copy = join(newFolder(), 'run');
    cpSync(at('attacked'), copy, { recursive: true });
    const folder = RunFolder.open(copy, { write: true });
    folder.updateManifest({ status: 'interrupted' });
    folder.close();
    const { code, err } = await cli('attack', '--resume', '--out', copy);
    expect([0, 3], err).toContain(code);
    expect(rowsIn(copy)).toHaveLength(3);
  });

  it('is refused where the copy was changed or is gone', async () => {
    const copy = join(newFolder(), 'run');
    cpSync(at('evaluated'), copy, { recursive: true });
    appendFileSync(join(copy, 'task-file-0.json'), ' ');
    const changed = await cli('replay', copy, firstOf('evaluated'));
    expect([changed.code, changed.err]).toEqual([
      65,
      expect.stringMatching(/task-file-0\.json, was changed[\s\S]*SHA-256/),
    ]);
    rmSync(join(copy, 'task-file-0.json'));
    const gone = await cli('replay', copy, firstOf('evaluated'));
    expect([gone.code, gone.err]).toEqual([
      65,
      expect.stringMatching(/copy of .*my road\.json cannot be read/),
    ]);
  });

  it('has a name in the run that leads nowhere else', () => {
    const copy = { path: '/etc/passwd', bytes: 1, sha256: '0'.repeat(64) };
    for (const name of [
      '../run.sqlite',
      'run.sqlite',
      'task-file-0/../../x',
      '/etc/passwd',
      'task-file-0.json\0',
      '',
    ]) {
      expect(TaskCopySchema.safeParse({ ...copy, name }).success).toBe(false);
    }
    expect(TaskCopySchema.safeParse({ ...copy, name: 'task-file-0.xodr' }).success).toBe(true);
    const hostile = join(newFolder(), 'run');
    cpSync(at('evaluated'), hostile, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(hostile, 'manifest.json'), 'utf8'));
    manifest.taskFiles[0].name = '../../secret.json';
    writeFileSync(join(hostile, 'manifest.json'), JSON.stringify(manifest));
    expect(() => RunFolder.readManifest(hostile)).toThrow(/taskFiles/);
  });
});

describe('the server', () => {
  it('gives the page the run, its copy of the file and its recordings', async () => {
    const server = await ToyService.open({}, { folder: runs });
    for (const run of ['attacked', 'detected', 'evaluated']) {
      const detail = await server.get(`/api/runs/${run}`);
      expect(detail.status).toBe(200);
      expect(detail.body.controlStepS).toBeGreaterThan(0);
      const [copy] = detail.body.taskFiles;
      const file = await fetch(`${server.url}/api/runs/${run}/files/${copy.name}`);
      expect(file.status).toBe(200);
      const bytes = new Uint8Array(await file.arrayBuffer());
      expect(Buffer.from(bytes).equals(readFileSync(join(at(run), copy.name)))).toBe(true);
      const mcap = await fetch(`${server.url}/api/runs/${run}/episodes/${firstOf(run)}/download.mcap`);
      expect(mcap.status).toBe(200);
    }
  });

  it('gives no other file of a run, whatever it is called', async () => {
    const server = await ToyService.open({}, { folder: runs });
    for (const name of [
      'run.sqlite',
      'manifest.json',
      'task-file-1.json',
      '..%2Fattacked%2Fmanifest.json',
      '%2Fetc%2Fpasswd',
      '%00',
    ]) {
      const { status } = await fetch(`${server.url}/api/runs/attacked/files/${name}`);
      expect([400, 404]).toContain(status);
    }
  });

  it('starts no attack on a file of its machine that a page names', async () => {
    const server = await ToyService.open({}, { folder: runs });
    for (const task of ['driving/lane-keeping:/etc/passwd', 'detection/car:secret.glb']) {
      const config = { task, agent: 'pure-pursuit', adversary: 'random', settings: { samples: 1 } };
      const { status, body } = await server.post('/api/attacks', { name: 'mine', config });
      expect([status, JSON.stringify(body)]).toEqual([
        400,
        expect.stringMatching(/Files cannot be read here|no known format/),
      ]);
    }
    expect(existsSync(at('mine'))).toBe(false);
  });
});
