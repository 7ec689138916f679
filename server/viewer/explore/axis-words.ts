import type { Axis } from '../../../sim/space/index.ts';
import { axisUnit, axisWords } from '../../report/format.ts';

/** Units as a voice should read them. */
const SPOKEN: Readonly<Record<string, string>> = {
  m: 'metres',
  deg: 'degrees',
  '1/m': 'per metre',
  'm/s': 'metres a second',
  s: 'seconds',
};

/** "Camera pitch". */
export function axisName(axis: Axis): string {
  const words = axisWords(axis);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Camera pitch in degrees": what the slider is called for those who hear the page. */
export function spokenName(axis: Axis): string {
  const unit = axisUnit(axis);
  return unit === '' ? axisName(axis) : `${axisName(axis)}, ${SPOKEN[unit] ?? unit}`;
}

export function spokenValue(axis: Axis, value: number | string): string {
  const unit = axisUnit(axis);
  return unit === '' ? String(value) : `${value} ${SPOKEN[unit] ?? unit}`;
}
