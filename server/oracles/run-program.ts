import { spawn } from 'node:child_process';

/** How a program ended. */
export interface ProgramEnd {
  readonly how: 'exit' | 'signal' | 'timeout' | 'stopped' | 'unstartable' | 'too much';
  /** Its exit code; -1 unless it exited. */
  readonly code: number;
  readonly out: string;
  /** The end of what it said elsewhere. */
  readonly err: string;
}

/** A score does not take more than this. */
const MOST_OUT_BYTES = 1024 * 1024;
const LAST_ERR_BYTES = 2000;

/** Runs a program to its end and no longer than it may take; what it started is ended with it. */
export function runProgram(
  [program, ...args]: readonly string[],
  { timeoutS, signal, env }: { timeoutS: number; signal: AbortSignal; env: Readonly<Record<string, string>> },
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let out = '';
    let err = '';
    let cut: ProgramEnd['how'] | null = null;
    // A group of its own, so that what it starts can be ended too.
    const child = spawn(program as string, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      env: { ...process.env, ...env },
    });
    const end = (how: ProgramEnd['how']) => {
      cut ??= how;
      try {
        if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
        else process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself meanwhile.
      }
    };
    const timer = setTimeout(() => end('timeout'), timeoutS * 1000);
    const stop = () => end('stopped');
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    const settle = (how: ProgramEnd['how'], code: number) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve({ how: cut ?? how, code, out, err });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > MOST_OUT_BYTES) end('too much');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-LAST_ERR_BYTES);
    });
    child.on('error', (error) => {
      err = error.message;
      settle('unstartable', -1);
    });
    child.on('close', (code) => settle(code === null ? 'signal' : 'exit', code ?? -1));
  });
}
