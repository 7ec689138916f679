import { FaultscapeError } from '../../core/errors.ts';
import { evenRoad, type PointM } from '../road.ts';
import { judgeSbft, SBFT } from '../sbft.ts';
import type { ImportedRoad } from './imported-road.ts';
import { jsonFault } from './json-fault.ts';
import { placeOf } from './text-place.ts';
import { unitHint } from './unit-guess.ts';

/**
 * A road of the SBFT competitions: `{"road_points": [[x, y], ...]}`, as in its tests and their result
 * files, whose other fields are not read. The road must be valid by the competition's rules.
 */
export function readSbftJson(text: string, file: string): ImportedRoad {
  const points = roadPoints(parse(text, file), file);
  const { message, interpolated } = judgeSbft(points);
  if (message !== '') {
    const sizeM = extentM(points as readonly PointM[]);
    throw new FaultscapeError('data', `The road in ${file} is not valid: ${message}`, {
      expected: 'a road by the rules of the SBFT competition, in metres on a map of 200 m by 200 m',
      got: `${points.length} road points at $.road_points`,
      hint:
        sizeM < SBFT.minLengthM || sizeM > 2 * SBFT.mapSizeM
          ? unitHint(sizeM, SBFT.minLengthM, SBFT.mapSizeM)
          : 'see docs/roads.md for the rules',
    });
  }
  return { ...evenRoad(interpolated, SBFT.laneWidthM), roadPoints: points as readonly PointM[] };
}

/** The length of the diagonal round the points. */
function extentM(points: readonly PointM[]): number {
  // Not by spreading: a file may hold a million points.
  const span = (axis: 0 | 1) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const point of points) {
      low = Math.min(low, point[axis]);
      high = Math.max(high, point[axis]);
    }
    return high - low;
  };
  const [x, y] = [span(0), span(1)];
  return Math.sqrt(x * x + y * y);
}

function notJson(text: string, file: string, cause?: unknown): FaultscapeError {
  const { index, expected } = jsonFault(text) ?? { index: text.length, expected: 'JSON' };
  const rest = text.slice(index, index + 40);
  return new FaultscapeError('data', `The file ${file} is not JSON at ${placeOf(text, index)}.`, {
    expected: `${expected}, as in {"road_points": [[x, y], ...]}`,
    got: rest === '' ? 'the end of the file' : rest,
    cause,
  });
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw notJson(text, file, cause);
  }
}

function roadPoints(value: unknown, file: string): readonly unknown[] {
  const refuse = (place: string, expected: string, got: unknown) =>
    new FaultscapeError('data', `The file ${file} has something else at ${place}.`, {
      expected,
      got: shown(got),
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
    const endless = point.findIndex((part: unknown) => !Number.isFinite(part));
    if (endless >= 0)
      throw refuse(`$.road_points[${i}][${endless}]`, 'a finite number', String(point[endless]));
  });
  return points;
}

/** A value in a few words; a large or deep one is not written out. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) {
    const parts = value
      .slice(0, 4)
      .map((part: unknown) => (typeof part === 'object' ? '...' : JSON.stringify(part)));
    return `[${parts.join(', ')}${value.length > 4 ? ', ...' : ''}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).slice(0, 8).join(', ');
    return `an object with ${names === '' ? 'nothing' : names.slice(0, 80)}`;
  }
  return JSON.stringify(value).slice(0, 80);
}
