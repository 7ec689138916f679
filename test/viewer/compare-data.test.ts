import { describe, expect, it } from 'vitest';
import type { RunDetail } from '../../server/http/api.ts';
import { configRows, differs, matters } from '../../server/viewer/compare/config-differences.ts';
import { marginalsOf, sharedAxes } from '../../server/viewer/compare/marginals.ts';
import { rateVerdict } from '../../server/viewer/compare/rate-verdict.ts';
import { type Json, wilson } from '../../sim/core/index.ts';
import { episode, NORTH, SPEED, WEATHER } from './episodes.ts';

function detail(config: Json, agentVersion = '1'): RunDetail {
  return {
    config,
    agentVersion,
    failsBelow: 0.5,
    renderer: null,
    summary: { space: 'paper' },
  } as unknown as RunDetail;
}

describe('comparing how runs were set up', () => {
  it('shows the fields that differ, nested ones by their path, and knows which cannot matter', () => {
    const rows = configRows(
      detail({ seed: 1, out: 'runs/a', settings: { pool: 10 } }),
      detail({ seed: 2, out: 'runs/b', settings: { pool: 10, boost: 1 } }, '2'),
    ).filter(differs);
    expect(rows).toEqual([
      { field: 'seed', a: '1', b: '2' },
      { field: 'out', a: 'runs/a', b: 'runs/b' },
      { field: 'agent version', a: '1', b: '2' },
      { field: 'settings.boost', a: null, b: '1' },
    ]);
    expect(rows.filter(matters).map(({ field }) => field)).toEqual([
      'seed',
      'agent version',
      'settings.boost',
    ]);
  });
});

describe('comparing fooling rates', () => {
  it('claims a difference only where the intervals lie apart', () => {
    expect(rateVerdict(wilson(90, 100), wilson(30, 100))).toMatch(/^A fails more often/);
    expect(rateVerdict(wilson(30, 100), wilson(90, 100))).toMatch(/^B fails more often/);
    expect(rateVerdict(wilson(3, 10), wilson(4, 10))).toMatch(/^no clear difference/);
    expect(rateVerdict(wilson(3, 10), null)).toMatch(/^only one/);
  });
});

describe('comparing where failures lie', () => {
  it('takes the axes that both runs have with the same range', () => {
    expect(
      sharedAxes([
        [SPEED, NORTH, WEATHER],
        [{ ...NORTH, high: 3 }, WEATHER, SPEED],
      ]),
    ).toEqual([SPEED, WEATHER]);
  });

  it("gives the share of each run's failures in every bin, wherever the axis stands in it", () => {
    const a = [
      episode('a', { failed: true, point: [-1, 0] }),
      episode('b', { failed: true, point: [0.99, 0] }),
    ];
    const b = [
      episode('a', { failed: true, point: [0, 0.99] }),
      episode('b', { failed: false, point: [0, -1] }),
    ];
    const [speed] = marginalsOf(
      [
        [SPEED, NORTH],
        [WEATHER, SPEED],
      ],
      [a, b],
    );
    expect(speed?.a).toEqual([0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0.5]);
    expect(speed?.b).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(speed?.labels[0]).toBe('1.5');
  });
});
