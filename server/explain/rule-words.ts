import type { Box, Part } from '../../adversary/index.ts';
import { type Axis, valueAt } from '../../sim/space/index.ts';
import { axisValue, axisWords } from '../report/format.ts';

/** "camera height above 1.7 m and weather HardRainNoon". */
export function boxWords(axes: readonly Axis[], box: Box): string {
  return box.map((part) => partWords(axes[part.axis] as Axis, part)).join(' and ');
}

function partWords(axis: Axis, part: Part): string {
  const words = axisWords(axis);
  if (part.kind === 'categories' && axis.kind === 'categorical') {
    const names = part.categories.map((k) => axis.values[k] as string);
    const others = axis.values.filter((name) => !names.includes(name));
    return others.length < names.length
      ? `${words} not ${others.join(' or ')}`
      : `${words} ${names.join(' or ')}`;
  }
  const { low, high } = limitsOf(axis, part);
  if (low === null && high !== null) return `${words} below ${axisValue(axis, high)}`;
  if (low !== null && high === null) return `${words} above ${axisValue(axis, low)}`;
  const bare = axisValue({ ...axis, unit: '1' } as Axis, low ?? 0);
  return `${words} from ${bare} to ${axisValue(axis, high ?? 0)}`;
}

/** A box in the axes' own units and names, for programs. */
export function plainBox(axes: readonly Axis[], box: Box) {
  return box.map((part) => {
    const axis = axes[part.axis] as Axis;
    if (part.kind === 'categories' && axis.kind === 'categorical') {
      return { axis: axis.name, oneOf: part.categories.map((k) => axis.values[k] as string) };
    }
    const { low, high } = limitsOf(axis, part);
    return { axis: axis.name, from: low, below: high };
  });
}

/** The limits of a range in the axis's unit; null where it is open. */
function limitsOf(axis: Axis, part: Part): { readonly low: number | null; readonly high: number | null } {
  const inUnit = (x: number) => (axis.kind === 'continuous' && Number.isFinite(x) ? valueAt(axis, x) : null);
  return part.kind === 'range'
    ? { low: inUnit(part.low), high: inUnit(part.high) }
    : { low: null, high: null };
}
