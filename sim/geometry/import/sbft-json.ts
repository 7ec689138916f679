import { FaultscapeError } from '../../core/errors.ts';
import { evenRoad, type PointM } from '../road.ts';
import { judgeSbft, SBFT } from '../sbft.ts';
import type { ImportedRoad } from './imported-road.ts';

/**
 * A road of the SBFT competitions: `{"road_points": [[x, y], ...]}`, as in its tests and their result
 * files, whose other fields are not read. The road must be valid by the competition's rules.
 */
export function readSbftJson(text: string, file: string): ImportedRoad {
  const points = roadPoints(parse(text, file), file);
  const { message, interpolated } = judgeSbft(points);
  if (message !== '') {
    throw new FaultscapeError('data', `The road in ${file} is not valid: ${message}`, {
      expected: 'a road by the rules of the SBFT competition, in metres on a map of 200 m by 200 m',
      got: `${points.length} road points at $.road_points`,
      hint: 'see docs/roads.md for the rules',
    });
  }
  return { ...evenRoad(interpolated, SBFT.laneWidthM), roadPoints: points as readonly PointM[] };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new FaultscapeError('data', `The file ${file} is not JSON.`, {
      expected: '{"road_points": [[x, y], ...]}',
      got: cause instanceof Error ? cause.message.slice(0, 160) : String(cause),
      cause,
    });
  }
}

function roadPoints(value: unknown, file: string): readonly unknown[] {
  const refuse = (place: string, expected: string, got: unknown) =>
    new FaultscapeError('data', `The file ${file} has something else at ${place}.`, {
      expected,
      got: (JSON.stringify(got) ?? 'nothing').slice(0, 80),
    });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('$', 'an object with road_points', value);
  }
  const { road_points: points } = value as { road_points?: unknown };
  if (!Array.isArray(points)) throw refuse('$.road_points', 'a list of [x, y]', points);
  points.forEach((point: unknown, i) => {
    const fits =
      Array.isArray(point) && point.length === 2 && point.every((part) => typeof part === 'number');
    if (!fits) throw refuse(`$.road_points[${i}]`, 'two numbers, [x, y] in metres', point);
  });
  return points;
}
