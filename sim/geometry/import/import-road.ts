import { FaultscapeError } from '../../core/errors.ts';
import { lineLengthM, type PointM, resampleRoad } from '../road.ts';
import { findOverlap } from '../road-overlap.ts';
import { readCentreLineCsv } from './centre-line-csv.ts';
import type { ImportedRoad } from './imported-road.ts';
import { readOpenDrive } from './opendrive.ts';
import { readSbftJson } from './sbft-json.ts';
import { unitHint } from './unit-guess.ts';

/** Reads a road from a file's text; `part` is the id of the road in it, where it has several. */
type RoadReader = (text: string, file: string, part: string | null) => ImportedRoad;

const READERS: Readonly<Record<string, RoadReader>> = {
  json: readSbftJson,
  csv: readCentreLineCsv,
  xodr: readOpenDrive,
};

const STEP_M = 1;
const LONGEST_M = 50_000;

/**
 * The road in a file, by the ending of its name: SBFT road points (.json), a centre line with widths
 * (.csv), the reference line of an OpenDRIVE road (.xodr, `#id` behind it picks one of several). Throws an error of kind `data` that names the place in the file; nothing is imported by halves.
 */
export function importRoad(path: string, readFile: (path: string) => Uint8Array): ImportedRoad {
  const hash = path.lastIndexOf('#');
  const file = hash < 0 ? path : path.slice(0, hash);
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  const read = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined;
  if (read === undefined) {
    throw new FaultscapeError('usage', `The road ${file} is in no known format.`, {
      expected: 'a file whose name ends in .json (SBFT), .csv (centre line) or .xodr (OpenDRIVE)',
      got: file,
    });
  }
  const text = decode(readFile(file), file);
  if (text.trim() === '') throw fileError(file, 'is empty', 'a road', 'nothing');
  return drivable(read(text, file, hash < 0 ? null : path.slice(hash + 1)), file);
}

function decode(bytes: Uint8Array, file: string): string {
  const notText = (got: string, cause?: unknown) =>
    new FaultscapeError('data', `The file ${file} is not text.`, { expected: 'UTF-8', got, cause });
  // A byte 0 is in no text, and in nearly every other file.
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw notText(`a byte 0 at offset ${zero} of ${bytes.length}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notText(`other bytes from offset ${firstNotText(bytes)} of ${bytes.length} on`, cause);
  }
}

/** The least length of a beginning that is no UTF-8, even if it went on. */
function firstNotText(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

/** What every road must be, whatever its format. */
function drivable(road: ImportedRoad, file: string): ImportedRoad {
  const lengthM = lineLengthM(road.centre);
  if (!(lengthM > 20 && lengthM < LONGEST_M)) {
    throw fileError(
      file,
      'has a road of a length that is not driven',
      `20 m to ${LONGEST_M} m`,
      `${lengthM.toFixed(3)} m`,
      unitHint(lengthM, 20, LONGEST_M),
    );
  }
  const even = road.roadPoints === null ? { ...resampleRoad(road, STEP_M), roadPoints: null } : road;
  const crossing = findOverlap(even);
  if (crossing !== null) {
    const [a, b] = crossing.map((i) => even.centre[i] as PointM) as [PointM, PointM];
    const place = ([x, y]: PointM) => `(${x.toFixed(1)}, ${y.toFixed(1)})`;
    throw fileError(
      file,
      'has a road that lies on itself',
      'no crossing, and no bend tighter than the road is wide',
      `${place(a)} meets ${place(b)}`,
    );
  }
  return even;
}

/** An error about a file: `what` goes on after its name. */
function fileError(
  file: string,
  what: string,
  expected: string,
  got: string,
  hint?: string,
): FaultscapeError {
  return new FaultscapeError('data', `The file ${file} ${what}.`, {
    expected,
    got: shorten(got),
    ...(hint === undefined ? {} : { hint }),
  });
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}...`;
}
