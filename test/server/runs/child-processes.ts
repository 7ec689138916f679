import { readdirSync, readFileSync } from 'node:fs';

/** The processes that a process has started and that still run, from the system's own table. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | null {
  try {
    // "pid (name) state ppid ..."; the name may hold anything, a parenthesis too.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ');
    return Number(fields?.[1]);
  } catch {
    // It ended just now.
    return null;
  }
}
