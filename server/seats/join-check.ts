import type { WireSensors } from '../../agents/protocol/index.ts';
import type { Join } from './seat.ts';
import type { Complaint } from './wire-line.ts';

/** Cameras of programs: larger ones would fill the memory of every worker. */
const CAMERA_SIDE_PX = [8, 1024] as const;

/** Why a program may not sit down by itself, or null. */
export function joinProblem({ sensors, tasks }: Join, known: readonly string[]): Complaint | null {
  const unknown = tasks?.find((task) => !known.includes(task));
  if (unknown !== undefined) {
    return bad('There is no such task.', `some of ${known.join(', ')}`, unknown);
  }
  const { camera } = sensors;
  if (camera === null) return null;
  const [low, high] = CAMERA_SIDE_PX;
  const fits = (px: number) => Number.isInteger(px) && px >= low && px <= high;
  if (!fits(camera.widthPx) || !fits(camera.heightPx)) {
    const got = `${camera.widthPx} x ${camera.heightPx}`;
    return bad('There is no camera of that size.', `${low} to ${high} pixels a side`, got);
  }
  return null;
}

/** Why a program may not sit beside another of its name, or null. */
export function sameNameProblem(join: Join, seated: Join): Complaint | null {
  const difference = joinDifference(join, seated);
  if (difference === null) return null;
  const { field, expected, got } = difference;
  return {
    code: 'name-taken',
    message: `A program of this name is here with another ${field}.`,
    expected: `${field} ${expected}`,
    got: `${field} ${got}`,
  };
}

/** In what two programs differ that would drive one run together. */
export function joinDifference(
  join: Pick<Join, 'version' | 'sensors'>,
  other: Pick<Join, 'version' | 'sensors'>,
): { readonly field: string; readonly expected: string; readonly got: string } | null {
  const [expected, got] = [sensorText(other.sensors), sensorText(join.sensors)];
  if (join.version !== other.version) {
    return { field: 'version', expected: other.version, got: join.version };
  }
  return expected === got ? null : { field: 'sensors', expected, got };
}

/** Sensors in words, e.g. "a 64 x 64 camera (rgb, raw)". */
function sensorText({ camera, truth, sensors = {} }: WireSensors): string {
  const parts = truth ? ['the truth'] : [];
  if (camera !== null) {
    const { widthPx, heightPx, encoding = 'raw' } = camera;
    const kinds = (['rgb', 'depth', 'semantic'] as const).filter((kind) => camera[kind]);
    parts.push(`a ${widthPx} x ${heightPx} camera (${[...kinds, encoding].join(', ')})`);
  }
  for (const [name, { kind, ...numbers }] of Object.entries(sensors)) {
    const said = Object.entries(numbers).map(([field, value]) => `${field} ${value}`);
    parts.push(`the ${kind} ${name}${said.length === 0 ? '' : ` (${said.join(', ')})`}`);
  }
  return parts.length === 0 ? 'nothing more' : parts.join(' and ');
}

function bad(message: string, expected: string, got: string): Complaint {
  return { code: 'bad-join', message, expected, got };
}
