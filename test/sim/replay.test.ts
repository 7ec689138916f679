import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDivergence } from '../../sim/replay.ts';

const names = ['steer', 'xM'];

describe('firstDivergence', () => {
  it('finds nothing between equal trajectories, NaN and all', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 40 }), (values) => {
        const rows = Float64Array.from(values.slice(0, values.length - (values.length % 2)));
        expect(firstDivergence({ names, rows }, { names, rows: rows.slice() })).toBeNull();
      }),
    );
  });

  it('names the step and the column of the first bit that differs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 7 }), (at, byte) => {
        const logged = Float64Array.from({ length: 20 }, (_, i) => Math.sin(i));
        const replayed = logged.slice();
        const bytes = new Uint8Array(replayed.buffer);
        bytes[at * 8 + byte] = (bytes[at * 8 + byte] as number) ^ 1;
        expect(firstDivergence({ names, rows: logged }, { names, rows: replayed })).toMatchObject({
          step: Math.floor(at / 2),
          column: names[at % 2],
          logged: logged[at],
        });
      }),
    );
  });

  it('tells 0 from -0', () => {
    const found = firstDivergence(
      { names, rows: Float64Array.of(1, 0) },
      { names, rows: Float64Array.of(1, -0) },
    );
    expect(found).toMatchObject({ step: 0, column: 'xM' });
  });

  it('says so when one run is longer, or has other columns', () => {
    const two = { names, rows: Float64Array.of(1, 2, 3, 4) };
    const one = { names, rows: Float64Array.of(1, 2) };
    expect(firstDivergence(two, one)).toEqual({ step: 1, column: 'steps', logged: 2, replayed: 1 });
    expect(firstDivergence(one, { names: ['steer', 'yM'], rows: one.rows })).toMatchObject({
      column: 'columns',
    });
  });
});
