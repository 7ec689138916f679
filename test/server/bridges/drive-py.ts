import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const DRIVE_PY = fileURLToPath(new URL('./drive.py', import.meta.url));
const NEEDS = 'import cv2, eventlet, numpy, socketio';

/** A Python that has what drive.py imports, or null. */
export const PYTHON =
  ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', NEEDS]).status === 0) ?? null;

/** A drive.py in a process of its own; `model` is its first argument. */
export class DrivePy {
  readonly process: ChildProcess;
  readonly port: number;
  readonly #output: () => string;

  private constructor(process: ChildProcess, port: number, output: () => string) {
    this.process = process;
    this.port = port;
    this.#output = output;
  }

  /** What it printed. */
  get said(): string {
    return this.#output();
  }

  /** Resolves when it listens; `port` 0 takes any that is free. */
  static start(model: string, port = 0): Promise<DrivePy> {
    const child = spawn(PYTHON as string, [DRIVE_PY, model, '--port', String(port)]);
    let output = '';
    let problem = '';
    child.stderr.on('data', (text: Buffer) => {
      problem += text.toString();
    });
    return new Promise((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        output += text.toString();
        const port = /^listening on (\d+)\n/.exec(output)?.[1];
        if (port !== undefined) resolve(new DrivePy(child, Number(port), () => output));
      });
      child.once('exit', () => reject(new Error(`drive.py ended:\n${problem}`)));
    });
  }

  get address(): string {
    return `udacity:ws://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }
}
