import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { RemoteEnv } from '../../agents/client/index.ts';
import { FaultscapeError } from '../../sim/index.ts';
import { pairwise, type Ratio, ratioOf } from '../measure.ts';

const TASK = 'driving/straight';
const ENVIRONMENTS = 16;
const STEPS = 100;
const ACTION = [0, 0.4, 0];
const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** How fast the Python client steps environments beside the TypeScript one, at the same server. */
export async function pythonEnv(): Promise<Ratio> {
  const program = fork(path('./env-program.ts'), { stdio: ['ignore', 2, 2, 'ipc'] });
  const [url] = (await once(program, 'message')) as [string];
  const env = await RemoteEnv.make({
    ...{ url, task: TASK, environments: ENVIRONMENTS, sensors: { truth: false, camera: null } },
    openSocket: (at, protocol) => new WebSocket(at, protocol),
  });
  const numbers = Array.from({ length: ENVIRONMENTS }, (_, environment) => environment);
  const typescript = async () => {
    await env.reset(numbers.map((environment) => ({ environment, seed: 1 + environment })));
    const actions = numbers.map((environment) => ({ environment, action: ACTION }));
    for (let step = 0; step < STEPS; step++) await env.step(actions);
  };
  const { run: python, end } = await startPython(url);
  const { aMs, bMs, ratio } = await pairwise(9, typescript, python);
  end();
  env.close();
  program.disconnect();
  const stepsPerS = (ms: number) => ((ENVIRONMENTS * STEPS) / ms) * 1000;
  return ratioOf({
    name: 'python-env',
    question: 'environment steps per second of the Python vector environment over the TypeScript one',
    target: { atLeast: 0.5 },
    ratio,
    sides: { pythonEnvStepsPerS: stepsPerS(bMs), typescriptEnvStepsPerS: stepsPerS(aMs) },
    note: `${ENVIRONMENTS} environments of ${TASK} in one message, without a camera, ${STEPS} steps after each reset`,
  });
}

async function startPython(url: string): Promise<{ run: () => Promise<void>; end: () => void }> {
  const child: ChildProcess = spawn(
    pythonWithPackages(),
    [path('./vector_env.py'), url, TASK, String(ENVIRONMENTS), String(STEPS)],
    {
      env: { ...process.env, PYTHONPATH: path('../../agents/python/src') },
      stdio: ['pipe', 'pipe', 2],
    },
  );
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async (expected: string) => {
    const { value } = await lines.next();
    if (value === expected) return;
    throw new FaultscapeError('environment', 'The Python program ended.', { expected, got: String(value) });
  };
  await next('ready');
  return {
    async run() {
      child.stdin?.write('go\n');
      await next('done');
    },
    end: () => child.stdin?.end(),
  };
}

/** The first Python that has what the client needs. */
function pythonWithPackages(): string {
  const candidates = [process.env.FAULTSCAPE_PYTHON ?? 'python3', '/usr/bin/python3'];
  for (const candidate of candidates) {
    try {
      execFileSync(candidate, ['-c', 'import websockets, msgpack, numpy'], { stdio: 'ignore' });
      return candidate;
    } catch {
      // The next one may have them.
    }
  }
  throw new FaultscapeError('environment', 'No Python here can run the client.', {
    expected: 'Python 3.9 or newer with websockets, msgpack and numpy',
    got: candidates.join(', '),
    hint: 'name one with FAULTSCAPE_PYTHON, or apt-get install python3-websockets python3-msgpack python3-numpy',
  });
}
