import { expect, it } from 'vitest';
import { frontOf } from '../../../server/compare/fronts.ts';
import type { Row } from '../../../server/compare/summarise-comparison.ts';

/** What a front looks at of a row. */
function row(adversary: string, fooling: readonly number[], drawsCoverage: readonly (number | null)[]): Row {
  return { adversary, values: { fooling, drawsCoverage } } as unknown as Row;
}

const seeds = Array.from({ length: 10 }, (_, i) => i);
const all = (value: number) => seeds.map(() => value);
const about = (value: number) => seeds.map((i) => value + (i - 4.5) / 100);

it('finds who is dominated by whom, and who covers most where nine draws of ten fail', () => {
  const front = frontOf([
    row('wide', all(1), about(0.8)),
    row('narrow', all(1), about(0.5)),
    // Covers more than all others, but every second draw passes.
    row('loose', all(0.5), about(0.9)),
    row('poor', all(0.4), about(0.7)),
  ]);
  const by = Object.fromEntries(front?.standings.map((one) => [one.adversary, one.dominatedBy]) ?? []);
  expect(by).toEqual({ wide: [], narrow: ['wide'], loose: [], poor: ['wide', 'loose'] });
  expect(front?.best).toEqual(['wide']);
  expect(front?.nearBest).toEqual(['wide']);
  expect(front?.standings.find(({ adversary }) => adversary === 'poor')?.surelyBy).toEqual(['wide', 'loose']);
});

it('tells a lead by chance from one that is not', () => {
  // Better in six seeds of ten, worse in four, better on the mean.
  const close = seeds.map((i) => 0.5 + (i < 6 ? -0.02 : 0.02));
  const front = frontOf([row('a', all(1), all(0.5)), row('b', all(1), close), row('c', all(1), about(0.2))]);
  const standing = (name: string) => front?.standings.find(({ adversary }) => adversary === name);
  expect(standing('b')).toMatchObject({ dominatedBy: ['a'], surelyBy: [] });
  expect(standing('c')).toMatchObject({ dominatedBy: ['a', 'b'], surelyBy: ['a', 'b'] });
  expect(front).toMatchObject({ best: ['a'], nearBest: ['a', 'b'] });
});

it('lets equals stand beside each other', () => {
  const front = frontOf([row('a', all(1), all(1)), row('b', all(1), all(1)), row('c', all(0.8), all(1))]);
  expect(front?.standings.map(({ dominatedBy }) => dominatedBy)).toEqual([[], [], ['a', 'b']]);
  expect(front?.best).toEqual(['a', 'b']);
});

it('has no best where nobody fails often enough, and no front where nothing was held out', () => {
  expect(frontOf([row('a', all(0.5), all(1)), row('b', all(0.2), all(1))])).toMatchObject({
    best: [],
    nearBest: [],
  });
  expect(
    frontOf([
      row(
        'a',
        all(1),
        all(1).map(() => null),
      ),
      row(
        'b',
        all(1),
        all(1).map(() => null),
      ),
    ]),
  ).toBeNull();
});
