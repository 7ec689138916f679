/**
 * Every error a user can cause. It says what was expected, what came, and what to do,
 * and its kind decides the exit code of the command line and the status of the server.
 */
export type ErrorKind = 'usage' | 'data' | 'environment' | 'agent' | 'interrupted' | 'no-failure';

/** Exit codes follow sysexits: 64 usage, 65 data, 69 unavailable, 70 software; 130 is Ctrl-C; 3 is an attack that met no failure. */
export const EXIT_CODE: Readonly<Record<ErrorKind, number>> = {
  usage: 64,
  data: 65,
  environment: 69,
  agent: 70,
  interrupted: 130,
  'no-failure': 3,
};

export class FaultscapeError extends Error {
  readonly kind: ErrorKind;
  readonly expected: string | undefined;
  readonly got: string | undefined;
  readonly hint: string | undefined;

  constructor(
    kind: ErrorKind,
    what: string,
    { expected, got, hint, cause }: { expected?: string; got?: string; hint?: string; cause?: unknown } = {},
  ) {
    const details = [
      expected === undefined ? '' : `\n  expected: ${expected}`,
      got === undefined ? '' : `\n  got:      ${got}`,
      hint === undefined ? '' : `\n  try:      ${hint}`,
    ];
    super(what + details.join(''), cause === undefined ? undefined : { cause });
    this.name = 'FaultscapeError';
    this.kind = kind;
    this.expected = expected;
    this.got = got;
    this.hint = hint;
  }

  get exitCode(): number {
    return EXIT_CODE[this.kind];
  }
}
