import { FaultscapeError } from '../../core/errors.ts';
import { SBFT } from '../../geometry/sbft.ts';

/** What may stand behind the colon of a lane-keeping task: a tolerance, a road's file, or both in this order. */
export interface LaneArgument {
  readonly oobTolerance: number;
  readonly file: string | null;
}

export function readLaneArgument(argument: string | null): LaneArgument {
  if (argument === null) return { oobTolerance: SBFT.oobTolerance, file: null };
  const setting = /^oob=([^:]*)(?::(.*))?$/s.exec(argument);
  if (setting === null) return { oobTolerance: SBFT.oobTolerance, file: argument };
  const [, text, file = null] = setting;
  const oobTolerance = /^\d*\.?\d+$/.test(text as string) ? Number(text) : Number.NaN;
  if (!(oobTolerance > 0 && oobTolerance <= 1) || file === '') {
    throw new FaultscapeError('usage', 'The out-of-bounds tolerance is wrong.', {
      expected: 'oob=SHARE, a share above 0 and at most 1, alone or as oob=SHARE:FILE',
      got: argument,
    });
  }
  return { oobTolerance, file };
}
