import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { FaultscapeError } from '../../core/errors.ts';
import { alongClothoid, type Cubic, cubicAt, fromLocal, type PlanePose } from '../curves.ts';
import type { PointM } from '../road.ts';
import type { ImportedRoad } from './imported-road.ts';
import { placeOf } from './text-place.ts';

type Element = Readonly<Record<string, unknown>>;

const STEP_M = 0.25;
const FARTHEST_M = 100_000;
const LONGEST_M = 50_000;
/** No car drives a bend of less than a metre. */
const MOST_CURVATURE_PER_M = 1;
/** Pieces may begin this far from where the one before ends. */
const GAP_M = 0.1;
/** More ids than this are not listed in an error. */
const MOST_NAMED = 20;
const DEFAULT_LANE_M = 4;
const WIDTH_M = [2, 20] as const;

/**
 * The reference line of one road of an OpenDRIVE 1 file as a centre line: lines, arcs, spirals, poly3 and
 * paramPoly3. Widths are those of the first lane section's innermost driving lanes; where the right one is
 * not given by width polynomials, or lanes are offset, both lanes are 4 m. Heights and all else are not read.
 * `id` picks a road of a file that has several.
 */
export function readOpenDrive(text: string, file: string, id: string | null): ImportedRoad {
  refuseProlog(text, file);
  const fault = XMLValidator.validate(text);
  if (fault !== true) {
    const { line, col, msg } = fault.err;
    throw problem(file, `line ${line}, column ${col}`, 'well-formed XML', msg);
  }
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', processEntities: false });
  const drive = childOf(parsed(parser, text, file), 'OpenDRIVE');
  if (drive === null) throw problem(file, 'the root element', '<OpenDRIVE>', 'something else');
  const version = childOf(drive, 'header')?.['@revMajor'];
  if (version !== '1') throw problem(file, 'OpenDRIVE/header@revMajor', '1', String(version ?? 'nothing'));
  const road = pick(childrenOf(drive, 'road'), file, id);
  const place = `OpenDRIVE/road[id=${String(road['@id'])}]`;
  const { centre, atM } = referenceLine(road, file, place);
  return { centre, ...widths(road, atM, file, place), closed: false, roadPoints: null };
}

/** What may stand before the root: a declaration, comments, white space; entities could grow without end. */
const PROLOG = /^\s*(?:<\?[^>]*\?>\s*)?(?:<!--(?:(?!-->)[^<])*-->\s*)*/;

function refuseProlog(text: string, file: string): void {
  const index = PROLOG.exec(text)?.[0].length ?? 0;
  const rest = text.slice(index, index + 40);
  if (/^<OpenDRIVE[\s/>]/.test(rest)) return;
  const doctype = /^<!DOCTYPE/i.test(rest);
  throw problem(
    file,
    doctype ? `${placeOf(text, index)} (DOCTYPE)` : `${placeOf(text, index)} (the root element)`,
    doctype ? 'no document type: OpenDRIVE has none, and entities are not read' : '<OpenDRIVE>',
    rest === '' ? 'the end of the file' : rest,
  );
}

function parsed(parser: XMLParser, text: string, file: string): Element {
  try {
    return parser.parse(text) as Element;
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw problem(file, 'the nesting of its elements', 'elements as OpenDRIVE nests them', got);
  }
}

function pick(roads: readonly Element[], file: string, id: string | null): Element {
  const ids = roads
    .slice(0, MOST_NAMED)
    .map((road) => String(road['@id']))
    .concat(roads.length > MOST_NAMED ? [`... (${roads.length} roads)`] : [])
    .join(', ');
  if (roads.length === 0) throw problem(file, 'OpenDRIVE', 'a <road>', 'none');
  const [only] = roads;
  if (id === null && roads.length === 1) return only as Element;
  const road = roads.find((one) => String(one['@id']) === id);
  if (road !== undefined) return road;
  throw problem(file, 'OpenDRIVE/road', `one of ${file}#ID with an ID of ${ids}`, id ?? 'no id');
}

function referenceLine(road: Element, file: string, place: string): { centre: PointM[]; atM: number[] } {
  const centre: PointM[] = [];
  const atM: number[] = [];
  const pieces = childrenOf(childOf(road, 'planView') ?? {}, 'geometry');
  if (pieces.length === 0) throw problem(file, `${place}/planView`, 'a <geometry>', 'none');
  let passedM = 0;
  pieces.forEach((piece, i) => {
    const here = `${place}/planView/geometry[${i + 1}]`;
    const number = (name: string, low: number, high: number) => numberOf(piece, name, low, high, file, here);
    const lengthM = number('length', 0, LONGEST_M);
    const start: PlanePose = {
      xM: number('x', -FARTHEST_M, FARTHEST_M),
      yM: number('y', -FARTHEST_M, FARTHEST_M),
      headingRad: number('hdg', -1000, 1000),
    };
    const last = centre.at(-1);
    const gapM = last === undefined ? 0 : Math.hypot(start.xM - last[0], start.yM - last[1]);
    if (gapM > GAP_M) {
      throw problem(
        file,
        here,
        `a start at the end of the piece before, ${GAP_M} m at most off it`,
        `${gapM.toFixed(3)} m`,
      );
    }
    const kind = Object.keys(CURVES).find((name) => childOf(piece, name) !== null || piece[name] === '');
    const curve = kind === undefined ? undefined : CURVES[kind];
    if (kind === undefined || curve === undefined) {
      throw problem(file, here, `one of ${Object.keys(CURVES).join(', ')}`, 'something else');
    }
    const at = curve(childOf(piece, kind) ?? {}, start, lengthM, file, `${here}/${kind}`);
    const parts = Math.max(1, Math.ceil(lengthM / STEP_M));
    for (let k = last === undefined ? 0 : 1; k <= parts; k++) {
      centre.push(at((lengthM * k) / parts));
      atM.push(passedM + (lengthM * k) / parts);
    }
    passedM += lengthM;
  });
  return { centre, atM };
}

/** Where a piece is after some metres of its length. */
type CurveOf = (
  shape: Element,
  start: PlanePose,
  lengthM: number,
  file: string,
  place: string,
) => (sM: number) => PointM;

const clothoid =
  (first: string | null, second: string | null): CurveOf =>
  (shape, start, lengthM, file, place) => {
    const bend = (name: string | null) =>
      name === null ? 0 : numberOf(shape, name, -MOST_CURVATURE_PER_M, MOST_CURVATURE_PER_M, file, place);
    const from = bend(first);
    const rate = second === null || lengthM === 0 ? 0 : (bend(second) - from) / lengthM;
    return (sM) => {
      const { xM, yM } = alongClothoid(start, from, rate, sM);
      return [xM, yM];
    };
  };

const cubicOf = (shape: Element, names: readonly string[], file: string, place: string): Cubic =>
  names.map((name) => numberOf(shape, name, -1e9, 1e9, file, place)) as unknown as Cubic;

const CURVES: Readonly<Record<string, CurveOf>> = {
  line: clothoid(null, null),
  arc: clothoid('curvature', null),
  spiral: clothoid('curvStart', 'curvEnd'),
  poly3(shape, start, _lengthM, file, place) {
    const v = cubicOf(shape, ['a', 'b', 'c', 'd'], file, place);
    const slope = (u: number) => v[1] + u * (2 * v[2] + 3 * u * v[3]);
    const perM = (u: number) => 1 / Math.sqrt(1 + slope(u) * slope(u));
    let u = 0;
    let passedM = 0;
    // Metres are counted along the curve, u straight ahead: marched by Runge and Kutta's midpoint rule.
    return (sM) => {
      const steps = Math.ceil((sM - passedM) / (STEP_M / 32));
      const step = steps > 0 ? (sM - passedM) / steps : 0;
      for (let k = 0; k < steps; k++) u += step * perM(u + (step / 2) * perM(u));
      passedM = sM;
      return fromLocal(start, u, cubicAt(v, u));
    };
  },
  paramPoly3(shape, start, lengthM, file, place) {
    const u = cubicOf(shape, ['aU', 'bU', 'cU', 'dU'], file, place);
    const v = cubicOf(shape, ['aV', 'bV', 'cV', 'dV'], file, place);
    const range = shape['@pRange'] ?? 'normalized';
    if (range !== 'normalized' && range !== 'arcLength') {
      throw problem(file, `${place}@pRange`, 'normalized or arcLength', String(range));
    }
    const scale = range === 'normalized' ? 1 / lengthM : 1;
    return (sM) => fromLocal(start, cubicAt(u, sM * scale), cubicAt(v, sM * scale));
  },
};

function widths(road: Element, atM: readonly number[], file: string, place: string) {
  const lanes = childOf(road, 'lanes') ?? {};
  const section = childrenOf(lanes, 'laneSection')[0] ?? {};
  const isOffset = childrenOf(lanes, 'laneOffset').some((one) =>
    ['@a', '@b', '@c', '@d'].some((name) => Number(one[name]) !== 0),
  );
  const right = isOffset ? null : laneWidth(section, 'right', '-1', file, place);
  const left = isOffset ? null : laneWidth(section, 'left', '1', file, place);
  const both = atM.map(() => DEFAULT_LANE_M);
  if (right === null) return { rightM: both, leftM: both };
  return { rightM: atM.map(right), leftM: left === null ? atM.map(() => 0) : atM.map(left) };
}

function laneWidth(section: Element, side: string, id: string, file: string, place: string) {
  const lanes = childrenOf(childOf(section, side) ?? {}, 'lane');
  const lane = lanes.find((one) => one['@id'] === id && one['@type'] === 'driving');
  const pieces = lane === undefined ? [] : childrenOf(lane, 'width');
  if (pieces.length === 0) return null;
  const here = `${place}/lanes/laneSection[1]/${side}/lane[id=${id}]/width`;
  const read = pieces.map((piece) => ({
    fromM: numberOf(piece, 'sOffset', 0, LONGEST_M, file, here),
    width: cubicOf(piece, ['a', 'b', 'c', 'd'], file, here),
  }));
  return (sM: number): number => {
    const piece = read.findLast(({ fromM }) => fromM <= sM) ?? read[0];
    const width = piece === undefined ? Number.NaN : cubicAt(piece.width, sM - piece.fromM);
    if (width >= WIDTH_M[0] && width <= WIDTH_M[1]) return width;
    throw problem(file, here, `${WIDTH_M[0]} to ${WIDTH_M[1]} m`, `${width} m at ${sM} m`);
  };
}

function numberOf(
  element: Element,
  name: string,
  low: number,
  high: number,
  file: string,
  place: string,
): number {
  const text = String(element[`@${name}`] ?? '').trim();
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return value;
  throw problem(file, `${place}@${name}`, `a number from ${low} to ${high}`, text === '' ? 'nothing' : text);
}

function childOf(element: Element, name: string): Element | null {
  return childrenOf(element, name)[0] ?? null;
}

function childrenOf(element: Element, name: string): readonly Element[] {
  const child = element[name];
  const all: readonly unknown[] = Array.isArray(child) ? child : [child];
  return all.filter((one): one is Element => typeof one === 'object' && one !== null);
}

function problem(file: string, place: string, expected: string, got: string): FaultscapeError {
  return new FaultscapeError('data', `The file ${file} is not read at ${place}.`, {
    expected,
    got: got.slice(0, 120),
  });
}
