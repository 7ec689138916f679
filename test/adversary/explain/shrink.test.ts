import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shrinkChanges } from '../../../adversary/explain/shrink.ts';

const AXES = Array.from({ length: 14 }, (_, i) => i);

describe('shrinkChanges', () => {
  it('finds the two of fourteen changes that it takes', async () => {
    const found = await shrinkChanges(AXES, async (kept) => kept.includes(3) && kept.includes(11));
    expect(found?.kept).toEqual([3, 11]);
    expect(found?.queries).toBeLessThan(40);
  });

  it('finds a lone cause in few queries', async () => {
    const found = await shrinkChanges(AXES, async (kept) => kept.includes(9));
    expect(found?.kept).toEqual([9]);
    expect(found?.queries).toBeLessThan(12);
  });

  it('keeps nothing where nothing is needed, and says so where it does not fail again', async () => {
    expect(await shrinkChanges(AXES, async () => true)).toEqual({ kept: [], queries: 2 });
    expect(await shrinkChanges(AXES, async () => false)).toBeNull();
  });

  it('leaves nothing that could be left out, whatever fails, and counts every question once', async () => {
    const sets = fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(sets, async (causes) => {
        const fails = (kept: readonly number[]) =>
          causes.some((cause) => cause.every((one) => kept.includes(one)));
        let asked = 0;
        const found = await shrinkChanges(AXES.slice(0, 8), async (kept) => {
          asked++;
          return fails(kept);
        });
        const { kept = [], queries } = found ?? {};
        expect(fails(kept)).toBe(true);
        for (const one of kept) expect(fails(kept.filter((other) => other !== one))).toBe(false);
        expect(queries).toBe(asked);
      }),
      { numRuns: 200 },
    );
  });
});
