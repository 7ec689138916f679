import type { Axis, Scene } from '../../../sim/space/index.ts';
import { axisUnit, axisWords, figure } from '../../report/format.ts';
import { domainOf, type Span } from './plot-axis.ts';

/** What a brush lets through on one axis, in the axis's unit: it can be laid over another run too. */
export type Limit =
  | { readonly low: number; readonly high: number }
  | { readonly categories: readonly string[] };

/** By axis name; an axis without an entry lets everything through. */
export type Limits = Readonly<Record<string, Limit>>;

/** The limit that a brush from one place to another means; a touched category is in as a whole. */
export function limitOf(axis: Axis, from: number, to: number): Limit {
  const [first, last] = domainOf(axis);
  const low = Math.max(first, Math.min(from, to));
  const high = Math.min(last, Math.max(from, to));
  if (axis.kind === 'continuous') return { low, high };
  return { categories: axis.values.filter((_, i) => i + 1 > low && i < high) };
}

/** The places that a limit lets through, neighbouring categories joined. */
export function spansOf(axis: Axis, limit: Limit | undefined): readonly Span[] {
  if (limit === undefined) return [domainOf(axis)];
  if ('low' in limit) return axis.kind === 'continuous' ? [[limit.low, limit.high]] : [domainOf(axis)];
  if (axis.kind === 'continuous') return [domainOf(axis)];
  const spans: [number, number][] = [];
  axis.values.forEach((name, i) => {
    if (!limit.categories.includes(name)) return;
    const last = spans.at(-1);
    if (last !== undefined && last[1] === i) last[1] = i + 1;
    else spans.push([i, i + 1]);
  });
  return spans;
}

export function isWithin(limits: Limits, scene: Scene): boolean {
  for (const name in limits) {
    const limit = limits[name] as Limit;
    const value = scene[name];
    if (value === undefined) continue;
    const inside =
      'low' in limit
        ? typeof value !== 'number' || (value >= limit.low && value <= limit.high)
        : limit.categories.includes(String(value));
    if (!inside) return false;
  }
  return true;
}

/** "camera pitch −20 to −15 deg". */
export function limitWords(axis: Axis, limit: Limit): string {
  if (!('low' in limit)) return `${axisWords(axis)} ${limit.categories.join(' or ') || 'none'}`;
  return `${axisWords(axis)} ${figure(limit.low)} to ${figure(limit.high)} ${axisUnit(axis)}`.trimEnd();
}
