import * as THREE from 'three';
import { carryPoints } from '../../bake/carry.ts';
import type { Form } from '../../bake/mesh-builder.ts';
import { ballForm } from '../forms/ball-form.ts';
import { boxForm, roundBoxForm } from '../forms/box-form.ts';
import { carried } from '../forms/carried.ts';
import { creasedForm } from '../forms/creased-form.ts';
import { extrudeForm } from '../forms/extrude-form.ts';
import { latheForm } from '../forms/lathe-form.ts';
import { rodForm } from '../forms/rod-form.ts';
import { tubeForm } from '../forms/tube-form.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';

/** x ahead, y left, z up, metres. */
export type Point = readonly [number, number, number];

/** Edges sharper than this stay edges. */
const CREASE_RAD = 0.6;
/** Takes y to z. */
const UPRIGHT = new THREE.Matrix4().makeRotationX(Math.PI / 2);

const moved = new THREE.Matrix4();
const along = new THREE.Vector3();
const level = new THREE.Vector3();
const third = new THREE.Vector3();

/** A box about its middle; `size` along x, y, z. */
export function box(pen: ShapePen, at: Point, size: Point, finish: Finish, turnRad: Point = [0, 0, 0]): void {
  pen.part(boxForm(...size), finish, { at, turnRad });
}

/** A box with its edges rounded. */
export function roundBox(
  pen: ShapePen,
  at: Point,
  size: Point,
  radius: number,
  finish: Finish,
  turnRad: Point = [0, 0, 0],
): void {
  pen.part(roundBoxForm(...size, 1, radius), finish, { at, turnRad });
}

/** A ball, or an egg where `size` (diameters) differs. */
export function ball(
  pen: ShapePen,
  at: Point,
  size: Point,
  finish: Finish,
  turnRad: Point = [0, 0, 0],
): void {
  pen.part(ballForm(0.5, 10, 7), finish, { at, scale: size, turnRad });
}

/** A round bar between two points, thinner or thicker at the far end if `toRadius` says so. */
export function rod(
  pen: ShapePen,
  from: Point,
  to: Point,
  radius: number,
  finish: Finish,
  { toRadius = radius, sides = 8 }: { readonly toRadius?: number; readonly sides?: number } = {},
): void {
  pen.part(aligned(rodForm(toRadius, radius, length(from, to), sides), from, to), finish);
}

/** A flat bar between two points: `thickness` by `width`, the width lying level. */
export function beam(
  pen: ShapePen,
  from: Point,
  to: Point,
  thickness: number,
  width: number,
  finish: Finish,
): void {
  pen.part(aligned(boxForm(thickness, length(from, to), width), from, to), finish);
}

/** A bent pipe through the points. */
export function pipe(
  pen: ShapePen,
  points: readonly Point[],
  radius: number,
  finish: Finish,
  { sides = 6, steps = 4 * points.length }: { readonly sides?: number; readonly steps?: number } = {},
): void {
  pen.part(tubeForm(points, steps, radius, sides), finish);
  // A pipe is open; balls close it.
  for (const end of [points[0], points[points.length - 1]]) {
    if (end !== undefined) pen.part(ballForm(radius, sides, 4), finish, { at: end });
  }
}

/** A side view (x and z of its corners) given a width: a slab about the plane y = `y`. */
export function slab(
  pen: ShapePen,
  outline: readonly (readonly [number, number])[],
  width: number,
  finish: Finish,
  { y = 0, bevel = 0 }: { readonly y?: number; readonly bevel?: number } = {},
): void {
  const { positions } = extrudeForm(outline, width - 2 * bevel, bevel);
  const vertices = positions.length / 3;
  carryPoints(UPRIGHT, positions, positions, 0, vertices);
  carryPoints(moved.makeTranslation(0, y + width / 2 - bevel, 0), positions, positions, 0, vertices);
  pen.part(creasedForm(positions, CREASE_RAD), finish);
}

/** A round thing about an axle along y: `outline` gives radius and y of its rim, from -y to +y. */
export function turned(
  pen: ShapePen,
  at: Point,
  outline: readonly (readonly [number, number])[],
  finish: Finish,
  sides = 20,
): void {
  pen.part(latheOf(outline, sides), finish, { at });
}

const lathes = new Map<string, Form>();
const MOST_LATHES = 64;

/** A thing has several equal wheels; each is turned once. */
function latheOf(outline: readonly (readonly [number, number])[], sides: number): Form {
  const key = `${sides} ${outline.join()}`;
  const kept = lathes.get(key);
  if (kept !== undefined) return kept;
  const { positions, normals } = latheForm(outline, sides, CREASE_RAD);
  const made: Form = { positions: positions.slice(), normals: normals.slice(), index: null };
  const [oldest] = lathes.keys();
  if (lathes.size >= MOST_LATHES && oldest !== undefined) lathes.delete(oldest);
  lathes.set(key, made);
  return made;
}

/** Does the same on the right (-1) and on the left (1). */
export function bothSides(draw: (side: -1 | 1) => void): void {
  draw(-1);
  draw(1);
}

function length(from: Point, to: Point): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
}

/** Takes a form that stands along y to stand from one point to another, its z as level as may be. */
function aligned(form: Form, from: Point, to: Point): Form {
  along.set(to[0] - from[0], to[1] - from[1], to[2] - from[2]).normalize();
  if (Math.abs(along.z) > 0.999) level.set(0, 1, 0);
  else level.set(0, 0, 1).cross(along).normalize();
  moved.makeBasis(third.crossVectors(along, level), along, level);
  moved.setPosition((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2);
  return carried(form, moved);
}
