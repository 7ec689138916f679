import type { Agent, CameraSpec } from '../../sim/agent.ts';
import { FaultscapeError } from '../../sim/core/index.ts';

/**
 * An expert may see the truth, no picture at all, or just the picture that the student sees: there
 * is one camera on the car. Throws an error that teaches for any other.
 */
export function checkTeacher({ name, needs: { camera } }: Agent, student: CameraSpec | null): void {
  if (camera === null || (student !== null && describe(camera) === describe(student))) return;
  throw new FaultscapeError(
    'usage',
    `Agent ${name} cannot teach this student: they need different cameras.`,
    {
      expected: `an expert with no camera, or one of ${student === null ? 'none' : describe(student)}`,
      got: describe(camera),
      hint: `a program says what it sees when it joins; pure-pursuit sees no picture`,
    },
  );
}

function describe({ widthPx, heightPx, rgb, depth, semantic }: CameraSpec): string {
  const channels = [rgb ? 'RGB' : '', depth ? 'depth' : '', semantic ? 'semantic' : ''];
  return `${widthPx} x ${heightPx} ${channels.filter((channel) => channel !== '').join(' and ')}`;
}
