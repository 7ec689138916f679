import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpisodeRow, EpisodeStore, LogPage } from '../../server/store/episode-store.ts';

export const EXAMPLE_ROW: EpisodeRow = {
  id: 'pool-00001',
  phase: 'pool',
  point: [0.1 + 0.2, -1],
  scene: { cameraHeightM: 1.3, weather: 'ClearNoon' },
  seed: 4_294_967_295,
  status: 'done',
  q: 1 / 3,
  terms: { routeCompletion: 0.7 },
  failed: false,
  reason: 'goal',
  terminated: true,
  truncated: false,
  steps: 2,
  task: 'toy/hill',
  agent: 'toy',
  agentVersion: '1',
  versions: { faultscape: '0.1.0' },
  wallMs: 12.5,
  error: null,
};

const ABORTED: EpisodeRow = {
  ...EXAMPLE_ROW,
  id: 'pool-00002',
  point: null,
  status: 'aborted',
  q: null,
  terms: null,
  failed: null,
  reason: null,
  terminated: null,
  truncated: null,
  steps: 0,
  error: 'signal SIGSEGV',
};

/** What every store promises. `open` gives an empty one. */
export function storeContract(name: string, open: () => EpisodeStore): void {
  describe(`${name} as an episode store`, () => {
    it('gives back what was logged, to the bit', () => {
      const store = open();
      const rows = Float64Array.of(0.1, Number.MIN_VALUE, -0, Number.POSITIVE_INFINITY, Number.NaN, 1e300);
      expect(store.append(EXAMPLE_ROW, { names: ['steer', 'xM', 'yM'], rows })).toBe(true);
      expect(store.append(ABORTED, null)).toBe(true);
      expect(store.get('pool-00001')).toEqual(EXAMPLE_ROW);
      expect(store.get('pool-00002')).toEqual(ABORTED);
      expect(store.trajectory('pool-00001')).toEqual({ names: ['steer', 'xM', 'yM'], rows });
      expect(store.trajectory('pool-00002')).toBeNull();
      store.close();
    });

    it('keeps any finite number exactly', () => {
      const store = open();
      let id = 0;
      fc.assert(
        fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
          const row = { ...EXAMPLE_ROW, id: `e-${id++}`, q: x, point: [x] };
          store.append(row, null);
          const back = store.get(row.id);
          return back?.q === x && back.point?.[0] === x;
        }),
        { numRuns: 50 },
      );
      store.close();
    });

    it('keeps the first of two rows with one id', () => {
      const store = open();
      store.append(EXAMPLE_ROW, null);
      expect(store.append({ ...EXAMPLE_ROW, q: 0 }, null)).toBe(false);
      expect(store.rows()).toEqual([EXAMPLE_ROW]);
      store.close();
    });

    it('lists rows in the order of their ids, whenever they came', () => {
      const store = open();
      for (const id of ['random-2', 'pool-2', 'pool-1']) store.append({ ...EXAMPLE_ROW, id }, null);
      expect(store.rows().map((row) => row.id)).toEqual(['pool-1', 'pool-2', 'random-2']);
      store.close();
    });

    it('gives the rows after a cursor in the order in which they were logged, page by page', () => {
      const store = open();
      for (const id of ['random-2', 'pool-2', 'pool-1']) store.append({ ...EXAMPLE_ROW, id }, null);
      store.append({ ...EXAMPLE_ROW, id: 'pool-2', q: 0 }, null);
      const idsOf = (page: LogPage) => page.rows.map((row) => row.id);
      const first = store.rowsAfter(0, 2);
      expect(idsOf(first)).toEqual(['random-2', 'pool-2']);
      const second = store.rowsAfter(first.cursor, 2);
      expect(second.rows).toEqual([{ ...EXAMPLE_ROW, id: 'pool-1' }]);
      const nothing = store.rowsAfter(second.cursor, 2);
      expect(nothing).toEqual({ rows: [], cursor: second.cursor });
      store.append({ ...EXAMPLE_ROW, id: 'a-late-one' }, null);
      expect(idsOf(store.rowsAfter(nothing.cursor, 2))).toEqual(['a-late-one']);
      store.close();
    });

    it('knows nothing of an id that was not logged', () => {
      const store = open();
      expect(store.get('nobody')).toBeNull();
      expect(store.trajectory('nobody')).toBeNull();
      store.close();
    });

    it('is not changed by what happens later to the row it was given', () => {
      const store = open();
      const point = [0.5];
      store.append({ ...EXAMPLE_ROW, point }, null);
      point[0] = 9;
      expect(store.get(EXAMPLE_ROW.id)?.point).toEqual([0.5]);
      store.close();
    });
  });
}
