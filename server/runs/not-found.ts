import { FaultscapeError } from '../../sim/core/index.ts';

/** What was asked for by name is not there. */
export class NotFound extends FaultscapeError {
  constructor(what: string, details: { expected?: string; got?: string; hint?: string } = {}) {
    super('data', what, details);
  }
}
