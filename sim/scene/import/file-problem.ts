import { FaultscapeError } from '../../core/errors.ts';

/** A model that is not read: where in its file, what was expected there and what came. */
export function fileProblem(
  file: string,
  place: string,
  expected: string,
  got: string,
  hint?: string,
): FaultscapeError {
  return new FaultscapeError('data', `The model ${file} is not read at ${place}.`, {
    expected,
    got: got.length > 120 ? `${got.slice(0, 120)}...` : got,
    ...(hint === undefined ? {} : { hint }),
  });
}
