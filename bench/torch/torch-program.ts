import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { FaultscapeError } from '../../sim/core/index.ts';
import { RECOGNITION_ACTION } from '../../sim/index.ts';

/** The nets of torch_nets.py. */
export type TorchNet = 'gan-step' | 'cnn-step' | 'mobile-step' | 'mobile-answer';

interface Timing {
  readonly parameters: number;
  readonly cpuMs: number;
}

/** PyTorch in a Python beside this process. Its one danger: it runs until it is closed. */
export class TorchProgram {
  readonly version: string;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** Null where no Python here has PyTorch. */
  static async open(): Promise<TorchProgram | null> {
    const python = [process.env.FAULTSCAPE_PYTHON ?? 'python3', '/usr/bin/python3'].find(hasTorch);
    if (python === undefined) return null;
    const file = fileURLToPath(new URL('./torch_nets.py', import.meta.url));
    const child = spawn(python, [file, String(RECOGNITION_ACTION.names.length)], {
      env: { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
      stdio: ['pipe', 'pipe', 2],
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
    const { value } = await lines.next();
    return new TorchProgram(child, lines, (JSON.parse(value as string) as { torch: string }).torch);
  }

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, version: string) {
    this.#child = child;
    this.#lines = lines;
    this.version = version;
  }

  /** CPU milliseconds of one step, the mean of a few. `parameters` must be what that net learns too. */
  async cpuMs(net: TorchNet, parameters: number): Promise<number> {
    this.#child.stdin?.write(`${net}\n`);
    const { value } = await this.#lines.next();
    if (value === undefined) {
      throw new FaultscapeError('environment', 'The Python program ended.', { expected: `a time of ${net}` });
    }
    const timing = JSON.parse(value as string) as Timing;
    if (timing.parameters !== parameters) {
      throw new FaultscapeError('data', 'The nets that are compared differ.', {
        expected: `${parameters} learnt numbers`,
        got: `${timing.parameters} in PyTorch`,
      });
    }
    return timing.cpuMs;
  }

  close(): void {
    this.#child.stdin?.end();
  }
}

function hasTorch(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import torch'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
