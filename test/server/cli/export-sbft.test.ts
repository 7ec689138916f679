import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importRoad } from '../../../sim/geometry/import/import-road.ts';
import { createTask, type SbftTest } from '../../../sim/index.ts';
import { newFolder, rowsIn } from '../toy-runs.ts';
import { cli } from './cli-io.ts';

const LANE = 'driving/lane-keeping:oob=0.85';
/** The records' fields in the competition's order. */
const FIELDS =
  'timer pos dir vel steering steering_input brake brake_input throttle throttle_input wheelspeed vel_kmh is_oob oob_counter max_oob_percentage oob_distance oob_percentage'.split(
    ' ',
  );

async function runs(...args: string[]): Promise<string> {
  const { code, out, err } = await cli(...args);
  // A few scenes may meet no failure, which an attack says with a code of its own.
  expect([0, 3], err).toContain(code);
  return out;
}

describe('export-sbft', () => {
  it('writes a run as the result files of the competition, which read back as the roads that were driven', async () => {
    const folder = newFolder();
    const [run, out] = [join(folder, 'run'), join(folder, 'sbft')];
    const attack = ['attack', '--task', LANE, '--space', 'curvature', '--agent', 'pure-pursuit'];
    await runs(...attack, '--adversary', 'random', '--samples', '8', '--workers', '1', '--out', run);
    expect(await runs('export-sbft', run, '--out', out)).toMatch(
      /^8 tests in .*: \d PASS, \d FAIL, 0 ERROR, \d INVALID\n$/,
    );
    const rows = rowsIn(run);
    const files = readdirSync(out).filter((name) => name.endsWith('.json'));
    expect(files).toEqual(rows.map((_, i) => `test.000${i + 1}.json`));
    const task = createTask(LANE);
    for (const [i, file] of files.entries()) {
      const text = readFileSync(join(out, file), 'utf8');
      const test = JSON.parse(text) as SbftTest;
      const row = rows[i];
      if (row === undefined) throw new Error('more tests than rows');
      expect(test.id).toBe(i + 1);
      expect(test.is_valid).toBe(row.status === 'done');
      const names = ['is_valid', 'validation_message', 'road_points', 'interpolated_points', 'id'];
      if (!test.is_valid) {
        expect(Object.keys(test)).toEqual(names);
        expect(row.error?.split('\n')[0]).toBe(test.validation_message);
        continue;
      }
      expect(Object.keys(test)).toEqual([
        ...names,
        'execution_data',
        'test_outcome',
        'description',
        'features',
      ]);
      expect(test.validation_message).toBe('');
      expect(test.test_outcome).toBe(row.failed ? 'FAIL' : 'PASS');
      const records = test.execution_data as unknown as readonly (readonly unknown[])[];
      expect(records).toHaveLength(row.steps + 1);
      for (const record of records) expect(record).toHaveLength(FIELDS.length);
      const at = (name: string) => records.map((record) => record[FIELDS.indexOf(name)] as number);
      expect(at('timer').at(-1)).toBeCloseTo(row.steps / 10, 9);
      expect(Math.max(...at('oob_percentage').slice(1))).toBe(row.terms?.maxOobPercentage);
      expect(at('is_oob').some(Boolean)).toBe(row.reason === 'out-of-bounds');
      expect(Object.keys(test.features ?? {})).toEqual([
        'MAX_CURV',
        'DIR_COV',
        'STD_SA',
        'MEAN_LP',
        'MAX_LP',
      ]);
      // Sharper than 47 feet, a road is no test.
      expect(test.features?.MAX_CURV).toBeLessThan(1 / 14.3);
      const road = importRoad(file, () => new TextEncoder().encode(text));
      const course = task.course?.(row.scene, row.seed);
      if (course?.kind !== 'road') throw new Error('no road');
      const { centreM, leftM, rightM, closed, roadPointsM } = course;
      expect(road).toEqual({ centre: centreM, leftM, rightM, closed, roadPoints: roadPointsM });
    }
    const drawn = rows.findIndex((row) => row.status === 'done');
    const again = join(folder, 'again');
    const file = `driving/lane-keeping:oob=0.85:${join(out, files[drawn] as string)}`;
    await runs(
      'evaluate',
      '--task',
      file,
      '--agent',
      'pure-pursuit',
      '-n',
      '1',
      '--workers',
      '1',
      '--out',
      again,
    );
    expect(await runs('export-sbft', again, '--out', join(folder, 'second'))).toContain('1 tests');
    const second = JSON.parse(readFileSync(join(folder, 'second', 'test.0001.json'), 'utf8')) as SbftTest;
    const first = JSON.parse(readFileSync(join(out, files[drawn] as string), 'utf8')) as SbftTest;
    expect(second.road_points).toEqual(first.road_points);
    expect(second.interpolated_points).toEqual(first.interpolated_points);
  }, 60_000);

  it('refuses a run of another task, and leaves no folder', async () => {
    const folder = newFolder();
    const [run, out] = [join(folder, 'run'), join(folder, 'sbft')];
    const task = ['--task', 'driving/straight', '--agent', 'pure-pursuit'];
    await runs('evaluate', ...task, '-n', '1', '--workers', '1', '--out', run);
    const { code, err } = await cli('export-sbft', run, '--out', out);
    expect(code).toBe(65);
    expect(err).toContain('The roads of task driving/straight are no SBFT roads.');
    expect(existsSync(out)).toBe(false);
  }, 30_000);
});
