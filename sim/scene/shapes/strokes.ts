import * as THREE from 'three';
import type { Vec3 } from '../bake/mesh-builder.ts';
import { ballForm } from './forms/ball-form.ts';
import { boxForm, roundBoxForm } from './forms/box-form.ts';
import { carried } from './forms/carried.ts';
import { extrudeForm } from './forms/extrude-form.ts';
import { Scratch } from './forms/scratch.ts';
import type { Finish, ShapePen } from './shape-pen.ts';
import { face, isOpen, newRows, type Rows, rowsOf, surface } from './surface.ts';

/** A point of an outline or profile, metres. */
export type Point2 = readonly [number, number];

/** Which way a turned body's axis points. */
export type Axis = (typeof AXES)[number];

const AXES = ['x', 'y', 'z'] as const;

const ahead = new THREE.Vector3();
const along = new THREE.Vector3();
const out = new THREE.Vector3();
const across = new THREE.Vector3();
const other = new THREE.Vector3();
const stretch = new THREE.Matrix4();

/** Both sides of what is symmetric: left, then right. */
export const SIDES = [1, -1] as const;

/** A box from one corner to the opposite one. */
export function box(pen: ShapePen, finish: Finish, [x0, y0, z0]: Vec3, [x1, y1, z1]: Vec3): void {
  const at: Vec3 = [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2];
  pen.part(boxForm(Math.abs(x1 - x0), Math.abs(y1 - y0), Math.abs(z1 - z0)), finish, { at });
}

/** A box with round edges and corners. */
export function cushion(
  pen: ShapePen,
  finish: Finish,
  [x0, y0, z0]: Vec3,
  [x1, y1, z1]: Vec3,
  roundM: number,
): void {
  const at: Vec3 = [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2];
  const [x, y, z] = [Math.abs(x1 - x0), Math.abs(y1 - y0), Math.abs(z1 - z0)];
  pen.part(roundBoxForm(x, y, z, 2, roundM), finish, { at });
}

/** An ellipsoid by its centre and half axes. */
export function ball(pen: ShapePen, finish: Finish, at: Vec3, halfM: number | Vec3, sides = 14): void {
  const scale = typeof halfM === 'number' ? halfM : ([halfM[0], halfM[2], halfM[1]] as const);
  const [sx, sy, sz] = typeof scale === 'number' ? [scale, scale, scale] : scale;
  const unit = ballForm(1, sides, Math.ceil(sides * 0.6));
  const egg = carried(unit, stretch.makeScale(sx, sy, sz));
  pen.part(egg, finish, { at, turnRad: [Math.PI / 2, 0, 0] });
}

export interface RodOptions {
  /** Half thickness at the second end, where it differs. */
  readonly toM?: number;
  readonly sides?: number;
}

/** A straight round bar between two points. */
export function rod(
  pen: ShapePen,
  finish: Finish,
  from: Vec3,
  to: Vec3,
  radiusM: number,
  { toM = radiusM, sides = 8 }: RodOptions = {},
): void {
  sweep(pen, finish, [from, to], [radiusM, toM], { sides });
}

export interface SweepOptions {
  readonly sides?: number;
  /** Half thickness upward over half thickness across, for straps and aerofoil spars. */
  readonly squash?: number;
  /** Corners of the path are rounded over this length. */
  readonly roundM?: number;
}

/** A round bar along a path; its radius is one, or one for each point of a path that is not rounded. */
export function sweep(
  pen: ShapePen,
  finish: Finish,
  points: readonly Vec3[],
  radiusM: number | readonly number[],
  { sides = 8, squash = 1, roundM = 0 }: SweepOptions = {},
): void {
  const path = roundM > 0 ? rounded(points, roundM) : points;
  const rings = newRows(path.length, sides);
  const [sin, cos] = turnsOf(sides, 0.5);
  let at = 0;
  for (let i = 0; i < path.length; i++) {
    const point = path[i] as Vec3;
    const previous = path[i - 1] ?? point;
    const following = path[i + 1] ?? point;
    between(previous, following, ahead);
    between(previous, point, along).normalize();
    between(point, following, out).normalize();
    if (along.add(out).lengthSq() > 1e-9) along.normalize();
    else along.copy(ahead.normalize());
    if (i === 0) across.set(-along.y, along.x, 0);
    if (i === 0 && across.lengthSq() < 1e-9) across.set(0, 1, 0);
    across.addScaledVector(along, -across.dot(along)).normalize();
    other.crossVectors(along, across);
    const radius = typeof radiusM === 'number' ? radiusM : (radiusM[i] as number);
    for (let k = 0; k < sides; k++, at += 3) {
      const u = radius * (cos[k] as number);
      const v = radius * squash * (sin[k] as number);
      rings.points[at] = point[0] + across.x * u + other.x * v;
      rings.points[at + 1] = point[1] + across.y * u + other.y * v;
      rings.points[at + 2] = point[2] + across.z * u + other.z * v;
    }
  }
  cover(pen, finish, rings);
}

/** A skin over rings that run counter-clockwise as seen from where they lead to, with both ends covered. */
export function loft(pen: ShapePen, finish: Finish, rings: readonly (readonly Vec3[])[]): void {
  cover(pen, finish, rowsOf(rings));
}

function cover(pen: ShapePen, finish: Finish, rings: Rows): void {
  pen.part(surface(rings, true), finish);
  if (isOpen(rings, 0)) pen.part(face(rings, 0, true), finish);
  if (isOpen(rings, rings.count - 1)) pen.part(face(rings, rings.count - 1, false), finish);
}

/** A thin sheet that is seen from both sides. */
export function sheet(pen: ShapePen, finish: Finish, rows: readonly (readonly Vec3[])[]): void {
  pen.part(surface(rowsOf(rows), false), finish);
  pen.part(surface(rowsOf([...rows].reverse()), false), finish);
}

export interface TurnedOptions {
  readonly at?: Vec3;
  readonly axis?: Axis;
  readonly sides?: number;
}

/** A body of revolution: its profile is [radius, place on the axis] and runs along the axis. */
export function turned(
  pen: ShapePen,
  finish: Finish,
  profile: readonly Point2[],
  { at = [0, 0, 0], axis = 'z', sides = 16 }: TurnedOptions = {},
): void {
  const edged = creased(profile);
  const rings = newRows(edged.length, sides);
  const [sin, cos] = turnsOf(sides, 0);
  const first = AXES.indexOf(axis) as 0 | 1 | 2;
  const second = ((first + 1) % 3) as 0 | 1 | 2;
  const third = ((first + 2) % 3) as 0 | 1 | 2;
  let to = 0;
  for (const [radius, place] of edged) {
    for (let k = 0; k < sides; k++, to += 3) {
      rings.points[to + first] = at[first] + place;
      rings.points[to + second] = at[second] + radius * (cos[k] as number);
      rings.points[to + third] = at[third] + radius * (sin[k] as number);
    }
  }
  cover(pen, finish, rings);
}

export interface PlateOptions {
  /** The plane that the outline lies in. */
  readonly plane: 'xy' | 'xz' | 'yz';
  readonly from: number;
  readonly to: number;
  readonly bevelM?: number;
}

/** A flat plate with any simple outline, between two planes. */
export function plate(
  pen: ShapePen,
  finish: Finish,
  outline: readonly Point2[],
  { plane, from, to, bevelM = 0 }: PlateOptions,
): void {
  const [low, high] = from < to ? [from, to] : [to, from];
  const form = extrudeForm(outline, high - low - 2 * bevelM, bevelM);
  if (plane === 'xy') pen.part(form, finish, { at: [0, 0, low + bevelM] });
  else if (plane === 'xz') {
    pen.part(form, finish, { at: [0, high - bevelM, 0], turnRad: [Math.PI / 2, 0, 0] });
  } else pen.part(form, finish, { at: [low + bevelM, 0, 0], turnRad: [Math.PI / 2, 0, Math.PI / 2] });
}

/** An ellipse's outline, counter-clockwise. */
export function ellipse(radiusA: number, radiusB: number, sides: number): readonly Point2[] {
  return Array.from({ length: sides }, (_, k): Point2 => {
    const angle = (2 * Math.PI * k) / sides;
    return [radiusA * Math.cos(angle), radiusB * Math.sin(angle)];
  });
}

const sines = new Scratch((length) => new Float64Array(length));
const cosines = new Scratch((length) => new Float64Array(length));

/** Sines and cosines all the way round, the first `offset` steps on. */
function turnsOf(sides: number, offset: number): readonly [Float64Array, Float64Array] {
  const [sin, cos] = [sines.of(sides), cosines.of(sides)];
  for (let k = 0; k < sides; k++) {
    const angle = (2 * Math.PI * (k + offset)) / sides;
    sin[k] = Math.sin(angle);
    cos[k] = Math.cos(angle);
  }
  return [sin, cos];
}

function between(from: Vec3, to: Vec3, into: THREE.Vector3): THREE.Vector3 {
  return into.set(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
}

/** Doubles the points at which a profile turns sharply, so that it shows an edge there. */
function creased(profile: readonly Point2[]): readonly Point2[] {
  return profile.flatMap((point, i) => {
    const [before, after] = [profile[i - 1], profile[i + 1]];
    if (before === undefined || after === undefined) return [point];
    const [ax, ay] = [point[0] - before[0], point[1] - before[1]];
    const [bx, by] = [after[0] - point[0], after[1] - point[1]];
    const bend = Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
    return bend > 0.7 ? [point, point] : [point];
  });
}

/** The path with its inner corners replaced by arcs. */
function rounded(points: readonly Vec3[], roundM: number): readonly Vec3[] {
  const vectors = points.map((p) => new THREE.Vector3(...p));
  return vectors.flatMap((corner, i): Vec3[] => {
    const [before, after] = [vectors[i - 1], vectors[i + 1]];
    if (before === undefined || after === undefined) return [[corner.x, corner.y, corner.z]];
    const reach = Math.min(roundM, corner.distanceTo(before) * 0.48, corner.distanceTo(after) * 0.48);
    const start = corner.clone().add(before.clone().sub(corner).setLength(reach));
    const end = corner.clone().add(after.clone().sub(corner).setLength(reach));
    const arc = new THREE.QuadraticBezierCurve3(start, corner, end);
    return arc.getPoints(4).map((p): Vec3 => [p.x, p.y, p.z]);
  });
}
