import { FaultscapeError } from '../../sim/core/index.ts';

/** What a code of SQLite means to the user, and what to do. */
const MEANING: Readonly<Record<string, { kind: 'data' | 'environment'; what: string; hint: string }>> = {
  SQLITE_FULL: {
    kind: 'environment',
    what: 'The disk is full; the rows logged so far are safe.',
    hint: 'free some space, then run the same command with --resume',
  },
  SQLITE_IOERR: {
    kind: 'environment',
    what: 'The disk refuses to write or read; the rows logged so far are safe.',
    hint: 'check the disk, then run the same command with --resume',
  },
  SQLITE_READONLY: {
    kind: 'environment',
    what: 'The run folder is read-only.',
    hint: 'make it writable, or choose another folder with --out',
  },
  SQLITE_CANTOPEN: {
    kind: 'environment',
    what: 'The log cannot be opened.',
    hint: 'check that the folder exists and is writable',
  },
  SQLITE_BUSY: {
    kind: 'environment',
    what: 'Another process is writing this run.',
    hint: 'wait until it has ended, or choose another folder with --out',
  },
  SQLITE_NOTADB: {
    kind: 'data',
    what: 'The log is not a Faultscape run.',
    hint: 'restore run.sqlite from a copy, or start a new run in another folder',
  },
  SQLITE_CORRUPT: {
    kind: 'data',
    what: 'The log is damaged.',
    hint: 'restore run.sqlite from a copy, or start a new run in another folder',
  },
};

/** Runs `action`; what SQLite throws comes out as an error that teaches. */
export function teaching<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw translate(file, error);
  }
}

function translate(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof FaultscapeError) return error;
  const code = 'code' in error ? String(error.code) : '';
  const known = Object.keys(MEANING).find((name) => code.startsWith(name));
  // libsql reports a failed open as a plain error that ends in SQLite's number 14.
  const name = known ?? (error.message.includes('Unable to open connection') ? 'SQLITE_CANTOPEN' : undefined);
  if (name === undefined) return error;
  const { kind, what, hint } = MEANING[name] as { kind: 'data' | 'environment'; what: string; hint: string };
  return new FaultscapeError(kind, what, {
    expected: `a sound log at ${file}`,
    got: error.message,
    hint,
    cause: error,
  });
}
