import { scaleLinear } from 'd3-scale';
import { type Axis, type Scene, valueAt } from '../../../sim/space/index.ts';
import { axisUnit, figure } from '../../report/format.ts';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** From and to, in an axis's plot places. */
export type Span = readonly [low: number, high: number];

/** Marks of a category keep this much clear of their band's edge. */
const BAND_MARGIN = 0.12;

/** The range of places along an axis: its unit's, or [0, n] where category i fills [i, i + 1]. */
export function domainOf(axis: Axis): Span {
  return axis.kind === 'continuous' ? [axis.low, axis.high] : [0, axis.values.length];
}

/**
 * Where a scene lies along an axis. Scenes of one category would hide each other, so each is moved
 * inside its band by an amount that depends on its id alone: redrawn, it is in the same place.
 */
export function placeOf(axis: Axis, scene: Scene, id: string): number {
  const value = scene[axis.name];
  if (axis.kind === 'continuous') return typeof value === 'number' ? value : Number.NaN;
  const category = axis.values.indexOf(String(value));
  if (category < 0) return Number.NaN;
  return category + BAND_MARGIN + (1 - 2 * BAND_MARGIN) * jitter(`${axis.name}:${id}`);
}

/** The place of a coordinate in [-1, 1]; a category's is the middle of its band. */
export function placeOfCoordinate(axis: Axis, coordinate: number): number {
  if (axis.kind === 'continuous') return valueAt(axis, coordinate);
  const count = axis.values.length;
  const place = ((Math.max(-1, Math.min(1, coordinate)) + 1) / 2) * count;
  return Math.min(count - 1, Math.floor(place)) + 0.5;
}

/** A text's number in [0, 1), spread evenly (FNV-1a). */
export function jitter(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  // The last letters differ most among ids: mix them into the high bits too.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}

/** About `count` ticks of a continuous axis; every category of another. */
export function ticksOf(axis: Axis, count: number): readonly Tick[] {
  if (axis.kind === 'categorical') return axis.values.map((label, i) => ({ at: i + 0.5, label }));
  return scaleLinear([axis.low, axis.high], [0, 1])
    .ticks(count)
    .map((at) => ({ at, label: figure(at) }));
}

/** "−17.2" or "WetNoon". */
export function bareValue(axis: Axis, scene: Scene): string {
  const value = scene[axis.name];
  return typeof value === 'number' ? figure(value) : String(value ?? 'none');
}

/** "−17.2 deg" or "WetNoon". */
export function shownValue(axis: Axis, scene: Scene): string {
  return `${bareValue(axis, scene)} ${axisUnit(axis)}`.trimEnd();
}
