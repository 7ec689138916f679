import * as THREE from 'three';
import { Scratch } from './scratch.ts';

const TENSION = 0.5;
/** The curve's length is measured on so many straight pieces. */
const PIECES = 200;
/** A tangent leads from this much before a place to this much behind it. */
const REACH = 0.0001;

type Point = readonly [number, number, number];

const start = new THREE.Vector3();
const end = new THREE.Vector3();

/**
 * A smooth curve through points that can be walked in equal steps of its length, as three's CatmullRomCurve3
 * of type `catmullrom` is. Places on it go from 0 to 1. One is used for curve after curve.
 */
export class Bend {
  /** Of each span between two points, for x, y and z each: four coefficients by rising power. */
  readonly #cubics = new Scratch((length) => new Float64Array(length));
  readonly #lengths = new Float64Array(PIECES + 1);
  #spans = 0;

  /** Leads it through other points, at least two. */
  through(points: readonly Point[]): this {
    this.#spans = points.length - 1;
    const cubics = this.#cubics.of(12 * this.#spans);
    const [first, second] = points as readonly [Point, Point];
    const [last, lastButOne] = [points[this.#spans] as Point, points[this.#spans - 1] as Point];
    for (let span = 0, at = 0; span < this.#spans; span++) {
      const [from, to] = [points[span] as Point, points[span + 1] as Point];
      for (let axis = 0; axis < 3; axis++, at += 4) {
        const a = from[axis] as number;
        const b = to[axis] as number;
        const before = points[span - 1]?.[axis] ?? beyond(first, second, axis);
        const after = points[span + 2]?.[axis] ?? beyond(last, lastButOne, axis);
        const leaving = TENSION * (b - before);
        const arriving = TENSION * (after - a);
        cubics[at] = a;
        cubics[at + 1] = leaving;
        cubics[at + 2] = -3 * a + 3 * b - 2 * leaving - arriving;
        cubics[at + 3] = 2 * a - 2 * b + leaving + arriving;
      }
    }
    this.#measure();
    return this;
  }

  /** The place that a share of the length leads to. */
  placeAt(share: number): number {
    const lengths = this.#lengths;
    const length = share * (lengths[PIECES] as number);
    let low = 0;
    let high = PIECES;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lengths[middle] as number) <= length) low = middle;
      else high = middle - 1;
    }
    if (low === PIECES) return 1;
    const before = lengths[low] as number;
    return (low + (length - before) / ((lengths[low + 1] as number) - before)) / PIECES;
  }

  point(place: number, into: THREE.Vector3): THREE.Vector3 {
    const along = this.#spans * place;
    const span = Math.min(Math.floor(along), this.#spans - 1);
    const t = along - span;
    const [t2, t3] = [t * t, t * t * t];
    const c = this.#cubics.of(0);
    const at = 12 * span;
    into.x = cubic(c, at, t, t2, t3);
    into.y = cubic(c, at + 4, t, t2, t3);
    into.z = cubic(c, at + 8, t, t2, t3);
    return into;
  }

  tangent(place: number, into: THREE.Vector3): THREE.Vector3 {
    this.point(Math.max(0, place - REACH), start);
    this.point(Math.min(1, place + REACH), end);
    return into.subVectors(end, start).normalize();
  }

  #measure(): void {
    let sum = 0;
    this.point(0, start);
    for (let piece = 1; piece <= PIECES; piece++) {
      this.point(piece / PIECES, end);
      sum += end.distanceTo(start);
      this.#lengths[piece] = sum;
      start.copy(end);
    }
  }
}

function cubic(c: Float64Array, at: number, t: number, t2: number, t3: number): number {
  return (
    (c[at] as number) + (c[at + 1] as number) * t + (c[at + 2] as number) * t2 + (c[at + 3] as number) * t3
  );
}

/** As far beyond an end of the curve as the next point lies before it. */
function beyond(end: Point, next: Point, axis: number): number {
  const at = end[axis] as number;
  return at - (next[axis] as number) + at;
}
