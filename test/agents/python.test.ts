import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openEnvServer } from '../server/env/env-server.ts';
import { CliProcess, startCli } from '../server/toy-runs.ts';

const PACKAGE = fileURLToPath(new URL('../../agents/python', import.meta.url));
const SOURCE = join(PACKAGE, 'src');

/** The first Python that can import these; null where there is none. */
function pythonWith(...modules: readonly string[]): string | null {
  const imports = ['-c', `import ${modules.join(', ')}`];
  return ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, imports).status === 0) ?? null;
}

const PYTHON = pythonWith('websockets', 'msgpack', 'numpy');
const WITH_OPENCV = PYTHON && pythonWith('websockets', 'msgpack', 'numpy', 'cv2');
const WITH_PIP = PYTHON && pythonWith('setuptools', 'wheel', 'pip', 'websockets', 'msgpack', 'numpy');
const WITH_MYPY = PYTHON && pythonWith('mypy', 'numpy');

const started: CliProcess[] = [];

function python(program: string, args: readonly string[], env: Record<string, string> = {}): CliProcess {
  const path = { ...process.env, PYTHONPATH: SOURCE, PYTHONDONTWRITEBYTECODE: '1', ...env };
  const options = {
    cwd: PACKAGE,
    env: path,
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  };
  const child = new CliProcess(spawn(program, args, options));
  started.push(child);
  return child;
}

afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

interface Verdict {
  readonly episodes: number;
  readonly aborted: number;
  readonly goal: { readonly hits: number };
  readonly failed: { readonly hits: number };
  readonly meanTerms: Readonly<Record<string, number>>;
}

/** Waits until `text` shows what `pattern` looks for. */
async function seen(pattern: RegExp, text: () => string): Promise<string> {
  for (let tries = 0; tries < 4_000; tries++) {
    const found = pattern.exec(text());
    if (found !== null) return found[0];
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${pattern} was not said in:\n${text()}`);
}

/** Evaluates an example as a newcomer would: the command waits, the program is started, both end. */
async function evaluate(program: string, example: string, agent: string, ...args: readonly string[]) {
  return evaluateIn(['--task', 'driving/straight'], program, example, agent, ...args);
}

/** The same in another task, or another scene of it. */
async function evaluateIn(
  task: readonly string[],
  program: string,
  example: string,
  agent: string,
  ...args: readonly string[]
) {
  const few = ['--workers', '1', '--seats', '2', '-n', '2', '--seed', '1'];
  const command = startCli(['evaluate', ...task, ...few, '--agent', `ws:${agent}`, '--port', '0', '--json']);
  started.push(command);
  const url = await seen(/ws:\/\/127\.0\.0\.1:\d+\/agent/, () => command.err);
  const driver = python(program, [join('examples', `${example}.py`), '--url', url, ...args]);
  const { code } = await command.ended;
  expect(code, command.err + driver.out + driver.err).toBe(0);
  return { verdict: JSON.parse(command.out) as Verdict, driver };
}

describe.skipIf(PYTHON === null)('the Python package (needs websockets, msgpack and numpy)', () => {
  let server: Awaited<ReturnType<typeof openEnvServer>>;
  beforeAll(async () => {
    server = await openEnvServer();
  });
  afterAll(() => server.close());

  it('passes its own tests, those of the environments against a real server', {
    timeout: 400_000,
  }, async () => {
    const address = { FAULTSCAPE_ENV_URL: server.url };
    const tests = python(PYTHON as string, ['-m', 'unittest', 'discover', '-s', 'tests'], address);
    const { code } = await tests.ended;
    expect(code, tests.err).toBe(0);
    expect(tests.err).toMatch(/Ran \d{2,} tests/);
  });

  it('drives to the goal with the pure-pursuit example, which ends with its server', {
    timeout: 120_000,
  }, async () => {
    const { verdict, driver } = await evaluate(PYTHON as string, 'pure_pursuit', 'pure-pursuit-py', '--once');
    expect(verdict).toMatchObject({ episodes: 2, aborted: 0, goal: { hits: 2 } });
    expect(await driver.ended).toEqual({ code: 0, signal: null });
    expect(driver.out).toMatch(/^Joined .* as pure-pursuit-py \(version 1, up to 16 episodes at once\)/);
    expect(driver.out).toContain('2 episodes driven, 0 failures.');
  });

  it('drives with the random example under another name, in JSON, until Ctrl-C', {
    timeout: 120_000,
  }, async () => {
    const options = ['--name', 'dice', '--encoding', 'json'];
    const { verdict, driver } = await evaluate(PYTHON as string, 'random_agent', 'dice', ...options);
    expect(verdict).toMatchObject({ episodes: 2, aborted: 0, goal: { hits: 0 } });
    await seen(/Trying again until there is a seat/, () => driver.out);
    driver.child.kill('SIGINT');
    expect(await driver.ended).toEqual({ code: 0, signal: null });
    expect(driver.out).toMatch(/Stopped\.\n$/);
    expect(driver.err).toBe('');
  });

  it('is not needed by a program that speaks the protocol itself', { timeout: 120_000 }, async () => {
    const { verdict, driver } = await evaluate(PYTHON as string, 'raw_protocol', 'raw-py');
    expect(verdict).toMatchObject({ episodes: 2, aborted: 0 });
    expect(await driver.ended).toEqual({ code: 0, signal: null });
    expect(driver.out.match(/"type": "end"/g)).toHaveLength(2);
  });

  it.skipIf(WITH_OPENCV === null)('sees its lane with OpenCV', { timeout: 300_000 }, async () => {
    const { verdict } = await evaluate(WITH_OPENCV as string, 'camera_opencv', 'lanes-py', '--once');
    expect(verdict).toMatchObject({ episodes: 2, aborted: 0 });
    expect(verdict.goal.hits).toBeGreaterThan(0);
  });

  it('keeps its distance from a slow car by a lidar', { timeout: 120_000 }, async () => {
    const slow = JSON.stringify({ leadGapM: 8, leadSpeedMps: 3 });
    const task = ['--task', 'driving/traffic', '--scene', slow];
    const { verdict } = await evaluateIn(task, PYTHON as string, 'lidar_stop', 'lidar-py', '--once');
    expect(verdict).toMatchObject({ episodes: 2, aborted: 0, goal: { hits: 2 } });
    // One who sees nothing drives into it.
    const blind = startCli([
      'evaluate',
      ...task,
      '--agent',
      'pure-pursuit',
      '-n',
      '2',
      '--json',
      '--workers',
      '1',
    ]);
    started.push(blind);
    expect((await blind.ended).code, blind.err).toBe(0);
    expect(JSON.parse(blind.out)).toMatchObject({ episodes: 2, goal: { hits: 0 } });
  });

  it('finds a car by its colours, with numpy alone', { timeout: 120_000 }, async () => {
    const task = ['--task', 'detection/car', '--gl', 'swiftshader'];
    const { verdict } = await evaluateIn(task, PYTHON as string, 'detect_blobs', 'blobs-py', '--once');
    expect(verdict).toMatchObject({ episodes: 2, aborted: 0, failed: { hits: 0 } });
    expect(verdict.meanTerms.iou).toBeGreaterThan(0.7);
  });

  it('learns to drive in the vector environment', { timeout: 300_000 }, async () => {
    const training = python(PYTHON as string, [
      'examples/train_env.py',
      '--url',
      server.url,
      '--rounds',
      '3',
    ]);
    const { code } = await training.ended;
    expect(code, training.err).toBe(0);
    const best = [...training.out.matchAll(/best ([\d.]+)/g)].map((found) => Number(found[1]));
    expect(best).toHaveLength(3);
    expect(best[2]).toBeGreaterThan(best[0] as number);
  });

  it.skipIf(WITH_PIP === null)(
    'is installed from its folder with Debian packages alone',
    { timeout: 120_000 },
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'faultscape-python-'));
      cpSync(PACKAGE, join(folder, 'package'), { recursive: true });
      const pip = [
        '-m',
        'pip',
        'install',
        '--no-build-isolation',
        '--no-deps',
        '--no-index',
        '--root-user-action=ignore',
      ];
      const installed = spawnSync(
        WITH_PIP as string,
        [...pip, '--target', join(folder, 'site'), join(folder, 'package')],
        { encoding: 'utf8' },
      );
      expect(installed.status, installed.stderr).toBe(0);
      const env = { ...process.env, PYTHONPATH: join(folder, 'site') };
      const program =
        'import faultscape, pathlib; p = pathlib.Path(faultscape.__file__); print(p, (p.parent / "py.typed").exists())';
      const found = spawnSync(WITH_PIP as string, ['-c', program], { env, encoding: 'utf8', cwd: folder });
      expect(found.stdout.trim()).toBe(`${join(folder, 'site', 'faultscape', '__init__.py')} True`);
    },
  );

  it.skipIf(WITH_MYPY === null)(
    'is typed throughout: mypy --strict finds nothing',
    { timeout: 120_000 },
    () => {
      const cache = mkdtempSync(join(tmpdir(), 'faultscape-mypy-'));
      const checked = spawnSync(WITH_MYPY as string, ['-m', 'mypy', '--strict', '--cache-dir', cache], {
        cwd: PACKAGE,
        encoding: 'utf8',
      });
      expect(checked.stdout).toMatch(/^Success/);
    },
  );
});
