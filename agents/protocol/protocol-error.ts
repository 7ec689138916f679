/** A message that is not what this protocol says; `code` is the error's code on the wire. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: string;
  readonly expected: string;
  readonly got: string;

  constructor(code: string, message: string, { expected, got }: { expected: string; got: string }) {
    super(message);
    this.code = code;
    this.expected = expected;
    this.got = got;
  }
}
