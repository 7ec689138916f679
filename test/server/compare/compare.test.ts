import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CellResult } from '../../../server/compare/cell.ts';
import { planComparison } from '../../../server/compare/plan-comparison.ts';
import { runComparison } from '../../../server/compare/run-compare.ts';
import type { Comparison } from '../../../server/compare/summarise-comparison.ts';
import { TimeLeft } from '../../../server/compare/time-left.ts';
import { parseCompareConfig } from '../../../server/config/compare-config.ts';
import { newFolder } from '../toy-runs.ts';

const BASE = {
  tasks: ['problem/modes', 'problem/constrained'],
  adversaries: ['random', 'tpe', 'gmm'],
  episodes: 60,
  seeds: 3,
  draws: 20,
  heldOut: 60,
};
const never = new AbortController().signal;

function run(
  changes: Readonly<Record<string, unknown>>,
  { resume = false, signal = never, err = (_: string) => {} } = {},
) {
  const config = parseCompareConfig(BASE, changes);
  return runComparison({ config, resume, sink: { err, errIsTty: false }, signal });
}

/** What does not depend on how fast the machine was. */
function timeless(comparison: Comparison): unknown {
  return JSON.parse(JSON.stringify(comparison, (key, value) => (key === 'learnerSeconds' ? 0 : value)));
}

describe('a comparison', () => {
  const whole = join(newFolder(), 'whole');

  it('comes to the same results with any number of workers', async () => {
    const one = await run({ out: whole, workers: 1 });
    const two = await run({ out: join(newFolder(), 'two'), workers: 2, seats: 3 });
    expect(timeless(two.comparison)).toEqual(timeless(one.comparison));
    const { cases, rankings } = one.comparison;
    expect(cases.map(({ rows }) => rows.map(({ perQuery }) => perQuery.total))).toEqual([
      [180, 180, 180],
      [180, 180, 180],
    ]);
    expect(rankings.map(({ measure }) => measure)).toEqual(['failures', 'coverage', 'drawsCoverage']);
    const tpe = cases[0]?.rows.find(({ adversary }) => adversary === 'tpe');
    const random = cases[0]?.rows.find(({ adversary }) => adversary === 'random');
    expect(tpe?.perQuery.share).toBeGreaterThan(3 * (random?.perQuery.share ?? 1));
    const { against, pairs } = (cases[0] as Comparison['cases'][number]).differences.failures;
    expect(against.find(({ a }) => a === 'tpe')?.a12).toBe(1);
    expect(pairs).toHaveLength(3);
  }, 60_000);

  it('keeps what was finished when it is stopped, and goes on to the same results', async () => {
    const out = join(newFolder(), 'stopped');
    const controller = new AbortController();
    const stopped = run({ out, workers: 1 }, { signal: controller.signal });
    const poll = setInterval(() => {
      const cells = join(out, 'cells');
      if (existsSync(cells) && readdirSync(cells).filter((name) => !name.startsWith('ref')).length >= 4) {
        controller.abort();
      }
    }, 5);
    await expect(stopped).rejects.toMatchObject({ kind: 'interrupted', message: /finished runs are kept/ });
    clearInterval(poll);
    const kept = readdirSync(join(out, 'cells')).filter((name) => name.endsWith('.json'));
    expect(kept.length).toBeGreaterThanOrEqual(4);
    const written = new Map(kept.map((name) => [name, statSync(join(out, 'cells', name)).mtimeMs]));
    const { comparison } = await run({ out, workers: 2 }, { resume: true });
    const before = await run({ out: whole, workers: 1 }, { resume: true });
    expect(timeless(comparison)).toEqual(timeless(before.comparison));
    for (const [name, mtimeMs] of written) expect(statSync(join(out, 'cells', name)).mtimeMs).toBe(mtimeMs);
  }, 60_000);

  it('takes further adversaries and seeds without running the others again', async () => {
    const cells = () => readdirSync(join(whole, 'cells')).filter((name) => !name.startsWith('reference'));
    const before = new Set(cells());
    const { comparison } = await run(
      { out: whole, workers: 1, adversaries: ['random', 'sobol'], seeds: 4 },
      { resume: true },
    );
    expect(comparison.cases[0]?.rows.map(({ adversary, seeds }) => [adversary, seeds])).toEqual([
      ['random', 4],
      ['sobol', 4],
    ]);
    // Two tasks: one more seed of random, four of sobol.
    expect(cells().filter((name) => !before.has(name))).toHaveLength(10);
  }, 60_000);
});

describe('a comparison of an agent with a net', () => {
  const DETECTION = {
    tasks: [{ task: 'detection/car', agent: 'detector' }],
    adversaries: ['random'],
    episodes: 10,
    seeds: 1,
    draws: 1,
    heldOut: 4,
    engine: 'tfjs',
    workers: 1,
  };
  afterEach(() => {
    delete process.env.FAULTSCAPE_TF;
  });

  it('says what ran the net and the drawing, and goes on with nothing else', async () => {
    const out = join(newFolder(), 'engines');
    const { comparison } = await run({ ...DETECTION, out, tf: 'wasm' });
    const { versions, agentVersion } = comparison.cases[0] as Comparison['cases'][number];
    expect(versions.tensor).toMatch(/^wasm \d/);
    expect(versions.renderer).toBeTruthy();
    expect(comparison.learner).toMatch(/^wasm \d/);
    const name = readdirSync(join(out, 'cells')).find((file) => !file.startsWith('reference')) as string;
    const kept = JSON.parse(readFileSync(join(out, 'cells', name), 'utf8')) as CellResult;
    expect(kept).toMatchObject({ versions, agentVersion });
    const mixed = run({ ...DETECTION, out, tf: 'cpu', seeds: 2 }, { resume: true });
    await expect(mixed).rejects.toMatchObject({ kind: 'usage' });
    await expect(mixed).rejects.toThrow(
      /another engine of nets on detection\/car.*\n +expected: wasm \d.*\n +got: +cpu \d.*\n.*--engine/,
    );
    expect(readdirSync(join(out, 'cells'))).toHaveLength(2);
  }, 60_000);
});

it('runs no two cells of one case and seed side by side where there are as many seeds as workers', async () => {
  const { cells } = await planComparison(parseCompareConfig(BASE, { out: 'nowhere' }));
  expect(cells).toHaveLength(18);
  for (let i = 1; i < cells.length; i++) {
    const [before, now] = [cells[i - 1], cells[i]];
    expect([before?.index, before?.cell.seed]).not.toEqual([now?.index, now?.cell.seed]);
  }
});

it('foretells a cell by those of its adversary and task, or else of its adversary', () => {
  const left = new TimeLeft(2);
  expect(left.of([{ adversary: 'gp', index: 0 }])).toBeNull();
  left.ended({ adversary: 'gp', index: 0 }, 10);
  left.ended({ adversary: 'gp', index: 1 }, 20);
  left.ended({ adversary: 'tpe', index: 0 }, 3);
  expect(left.of([{ adversary: 'gp', index: 0 }])).toBe(10);
  expect(left.of([{ adversary: 'gp', index: 2 }])).toBe(15);
  expect(left.of([{ adversary: 'svm', index: 2 }])).toBe(11);
  expect(
    left.of([
      { adversary: 'gp', index: 0 },
      { adversary: 'gp', index: 1 },
    ]),
  ).toBe(15);
});
