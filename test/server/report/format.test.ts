import { describe, expect, it } from 'vitest';
import { axisTitle, axisValue, figure, percent, withInterval } from '../../../server/report/format.ts';
import { wilson } from '../../../sim/core/stats.ts';
import type { Axis } from '../../../sim/space/axis.ts';

const axis = (name: string, unit: string): Axis => ({
  kind: 'continuous',
  name,
  unit,
  low: 0,
  high: 1,
  description: '',
});

describe('format', () => {
  it('names an axis in words with its unit once', () => {
    expect(axisTitle(axis('cameraPitchDeg', 'deg'))).toBe('camera pitch (deg)');
    expect(axisTitle(axis('fogDensityPerM', '1/m'))).toBe('fog density (1/m)');
    expect(axisTitle(axis('cloud', '1'))).toBe('cloud');
    expect(axisTitle(axis('speedMps', 'm/s'))).toBe('speed (m/s)');
    expect(axisTitle({ kind: 'categorical', name: 'weather', values: ['a'], description: '' })).toBe(
      'weather',
    );
  });

  it('shows three significant digits and a true minus sign', () => {
    expect(figure(-17.234)).toBe('\u221217.2');
    expect(figure(0.00012345)).toBe('0.000123');
    expect(figure(12345.6)).toBe('12346');
    expect(figure(Number.NaN)).toBe('none');
    expect(axisValue(axis('x', 'm'), 1.5)).toBe('1.5 m');
  });

  it('shows small shares with a decimal and intervals in full', () => {
    expect(percent(0.034)).toBe('3.4 %');
    expect(percent(0.34)).toBe('34 %');
    expect(percent(0)).toBe('0 %');
    expect(withInterval(wilson(331, 402))).toBe('82 % (78 to 86 %)');
    expect(withInterval(wilson(0, 0))).toBe('none to tell');
  });
});
