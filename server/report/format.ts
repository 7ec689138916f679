import type { Proportion } from '../../sim/core/index.ts';
import type { Axis } from '../../sim/space/index.ts';

/** 0.1234 as "12 %"; one decimal below 10 %, so that small shares stay apart. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return 'none';
  const value = share * 100;
  const digits = value > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} %`;
}

/** "12 % (9.8 to 15 %)". */
export function withInterval(p: Proportion): string {
  return p.total === 0
    ? 'none to tell'
    : `${percent(p.share)} (${percent(p.low).replace(' %', '')} to ${percent(p.high)})`;
}

/** Three significant digits, with a true minus sign and no trailing noise. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  const magnitude = Math.abs(value);
  const text =
    magnitude >= 1000 ? Math.round(value).toString() : Number.parseFloat(value.toPrecision(3)).toString();
  return text.replace('-', '\u2212');
}

/** The unit of an axis, or nothing for a category or a bare number (unit "1"). */
export function axisUnit(axis: Axis): string {
  return axis.kind === 'continuous' && axis.unit !== '1' ? axis.unit : '';
}

/** An axis's name in words, without the unit its name ends with: "cameraPitchDeg" is "camera pitch". */
export function axisWords(axis: Axis): string {
  const words = axis.name
    .replace(/[-_.]/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  const unit = axisUnit(axis).toLowerCase().replace('1/', '').replace('/', 'p').replace('^', '');
  if (words.length > 1 && words.at(-1) === unit) words.pop();
  if (words.length > 1 && words.at(-1) === 'per') words.pop();
  return words.join(' ');
}

/** "camera pitch (deg)". */
export function axisTitle(axis: Axis): string {
  const unit = axisUnit(axis);
  return unit === '' ? axisWords(axis) : `${axisWords(axis)} (${unit})`;
}

/** A value of an axis with its unit: "−17.2 deg", "HardRainNoon". */
export function axisValue(axis: Axis, value: number | string): string {
  if (typeof value === 'string') return value;
  const unit = axisUnit(axis);
  return unit === '' ? figure(value) : `${figure(value)} ${unit}`;
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
