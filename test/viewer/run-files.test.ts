import { afterEach, describe, expect, it, vi } from 'vitest';
import { EpisodeLog } from '../../server/viewer/player/episode-log.ts';
import { knownTask } from '../../server/viewer/player/known-task.ts';
import { loadRunFiles, runFileReader } from '../../server/viewer/player/run-files.ts';
import { createTask } from '../../sim/index.ts';

const ROAD = JSON.stringify({
  road_points: [
    [20, 20],
    [60, 25],
    [110, 20],
  ],
});
const SPEC = 'driving/lane-keeping:../roads/mine.json';
const CUBE = 'v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 2 3\nf 1 2 4';

/** A server that holds one run's files, and remembers what it was asked. */
function serverOf(files: Readonly<Record<string, { path: string; text: string }>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    if (!url.includes('/files/')) {
      return Response.json({ taskFiles: Object.entries(files).map(([name, { path }]) => ({ path, name })) });
    }
    return new Response(files[url.slice(url.lastIndexOf('/') + 1)]?.text);
  });
  return asked;
}

const logOf = (task: string, run: string) =>
  new EpisodeLog({ task, scene: {}, seed: 1, names: [], rows: [], stepS: 1, readFile: runFileReader(run) });

afterEach(() => vi.unstubAllGlobals());

describe("the files that a run's task names", () => {
  it("are fetched from the run's copies, once, and the episode is drawn with them", async () => {
    const asked = serverOf({ 'task-file-0.json': { path: '../roads/mine.json', text: ROAD } });
    expect(logOf(SPEC, 'a road').isDrawn).toBe(false);
    await loadRunFiles('a road', SPEC);
    await loadRunFiles('a road', SPEC);
    expect(asked).toEqual(['/api/runs/a%20road', '/api/runs/a%20road/files/task-file-0.json']);
    const log = logOf(SPEC, 'a road');
    expect(log.isDrawn).toBe(true);
    const here = createTask(SPEC, () => new TextEncoder().encode(ROAD)).retrace?.({}, 1);
    expect(log.routeXyM).toEqual(here?.routeXyM);
    // Another run of the same task has its own.
    expect(logOf(SPEC, 'another').isDrawn).toBe(false);
  });

  it('show a model in a detection episode', async () => {
    serverOf({ 'task-file-0.obj': { path: 'mine.obj', text: CUBE } });
    await loadRunFiles('a model', 'detection/car:mine.obj');
    const log = logOf('detection/car:mine.obj', 'a model');
    expect(log.pictureAt(0)?.objects?.[0]?.kind).toBe('model');
  });

  it('are not asked for where the task names none', async () => {
    const asked = serverOf({});
    await loadRunFiles('plain', 'driving/straight');
    expect(asked).toEqual([]);
  });

  it('may be gone: the episode is numbers then', async () => {
    serverOf({});
    await loadRunFiles('old', SPEC);
    expect(logOf(SPEC, 'old').isDrawn).toBe(false);
    expect(knownTask('plug-in/unknown:x')).toBeNull();
    expect(knownTask('driving/lane-keeping:oob=0.5')?.id).toBe('driving/lane-keeping:oob=0.5');
  });
});
