import { FaultscapeError } from '../../sim/core/index.ts';
import type { NamedWeight } from '../tensor/index.ts';

/** The weight itself; throws if a number of it is none, so that no such file is written. */
export function finiteWeight(weight: NamedWeight): NamedWeight {
  const wrong = weight.values.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return weight;
  throw new FaultscapeError('data', `Weight ${weight.name} is not a finite number: nothing is written.`, {
    expected: 'finite numbers, and variances that are not negative',
    got: String(wrong),
    hint: 'train the net again',
  });
}
