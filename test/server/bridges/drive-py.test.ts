import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cli } from '../cli/cli-io.ts';
import { newFolder, rowsIn } from '../toy-runs.ts';
import { DrivePy, PYTHON } from './drive-py.ts';

if (PYTHON === null) {
  console.warn('No Python with socketio, eventlet, numpy and cv2 here: drive.py programs are not tested.');
}

const programs: DrivePy[] = [];
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop()));
});

async function start(model: string, port = 0): Promise<DrivePy> {
  const program = await DrivePy.start(model, port);
  programs.push(program);
  return program;
}

function evaluate(agent: string, task: string, out: string) {
  const hosting = ['-n', '1', '--workers', '1', '--gl', 'swiftshader', '--out', out];
  return cli('evaluate', '--task', task, '--agent', agent, ...hosting);
}

describe.skipIf(PYTHON === null)('a drive.py of python-socketio 5', () => {
  it('drives round the bend by what it sees, and its episode is logged', async () => {
    const program = await start('kerb');
    const out = join(newFolder(), 'run');
    const { code, err } = await evaluate(program.address, 'driving/one-curve', out);
    expect(code, err).toBe(0);
    const rows = rowsIn(out);
    expect(rows).toMatchObject([{ status: 'done', reason: 'goal', agentVersion: 'udacity EIO4' }]);
    // One connection to be met, one for the episode.
    expect(program.said.match(/connect/g)).toHaveLength(2);
  }, 180_000);

  it('whose process dies in the middle drives that episode again when it is back', async () => {
    const first = await start('dies');
    const out = join(newFolder(), 'run');
    const restarted = new Promise((resolve) => {
      first.process.once('exit', () => resolve(start('left', first.port)));
    });
    const { code, err } = await evaluate(first.address, 'driving/straight', out);
    await restarted;
    expect(code, err).toBe(0);
    expect(err).toContain(`waiting for a Udacity program at ws://127.0.0.1:${first.port}`);
    expect(rowsIn(out)).toMatchObject([{ status: 'done', reason: 'off-road', error: null }]);
  }, 180_000);

  it('that writes decimal commas is told so, and fails at nothing', async () => {
    const program = await start('comma');
    const out = join(newFolder(), 'run');
    const { code, err } = await evaluate(program.address, 'driving/straight', out);
    expect(code).not.toBe(0);
    expect(err).toMatch(/steering_angle is "0,1"; expected a decimal point, not a comma/);
    expect(rowsIn(out)).toMatchObject([{ status: 'aborted', failed: null, q: null }]);
  }, 180_000);
});
