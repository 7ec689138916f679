import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { adversaryNames, type Trial } from '../../../adversary/index.ts';
import { cellFigures, countClusters, median, type Spent } from '../../../server/compare/cell-figures.ts';
import { CellHost } from '../../../server/compare/cell-host.ts';
import { loadParts } from '../../../server/evaluate/load-parts.ts';
import { attackToy, newFolder, TOY_PLUGIN } from '../toy-runs.ts';

const spent = (x: number, failed: boolean, status: Spent['status'] = 'done'): Spent => ({
  id: `t-${x}`,
  phase: 'search',
  point: [x],
  score: failed ? 0 : 1,
  failed,
  status,
});

describe('the figures of a cell', () => {
  it('count everything that was spent, and what it reached', () => {
    const trials = [spent(-0.9, false), spent(0.5, true), spent(0.9, false, 'invalid'), spent(0.51, true)];
    const figures = cellFigures({
      trials,
      draws: [spent(0.5, true), spent(-0.5, false), spent(0.52, true)],
      heldOut: [[0.5], [0.505], [-0.7]],
      learnerSeconds: 2,
    });
    expect(figures).toMatchObject({
      episodes: 4,
      failures: 2,
      invalid: 1,
      aborted: 0,
      firstFailure: 2,
      covered: 2,
      clusters: 1,
      draws: 3,
      drawsFailed: 2,
      drawsInvalid: 0,
      drawsCovered: 2,
      learnerSeconds: 2,
    });
    expect(figures.curve.at(0)).toBe(0);
    expect(figures.curve.at(-1)).toBe(2);
    expect(figures.nearest).toBeCloseTo(0.01, 12);
    // Deviation 0.01 of draws over that of the three held out.
    expect(figures.spreadRatio).toBeCloseTo(0.01 / 0.566838, 4);
  });

  it('say nothing of coverage where nothing was held out, and never of a failure that was not met', () => {
    const figures = cellFigures({
      trials: [spent(0, false)],
      draws: [spent(0, false)],
      heldOut: [],
      learnerSeconds: 0,
    });
    expect(figures).toMatchObject({ covered: null, clusters: null, drawsCovered: null, spreadRatio: null });
    expect(figures.firstFailure).toBeNull();
  });

  it('take the middle, or the middle of two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
    expect(countClusters([[0], [0.001], [0.9]])).toBe(2);
    expect(countClusters([])).toBe(0);
  });
});

describe('a cell', () => {
  const constrained = { task: 'problem/constrained', agent: 'bystander', space: 'box' };
  const toy = { task: 'toy/fenced', agent: 'toy', space: 'plane' };
  const host = new CellHost({
    seats: 4,
    gl: 'auto',
    cache: join(newFolder(), 'episodes.sqlite'),
    plugins: [TOY_PLUGIN],
    cases: [
      { case: constrained, files: [] },
      { case: toy, files: [] },
    ],
  });
  afterAll(() => host.close());

  it.each(adversaryNames().filter((name) => name !== 'bbgan' && name !== 'bayesian'))(
    'of %s puts pool, failures and scenes that cannot be on one ledger',
    async (adversary) => {
      const cell = { case: constrained, adversary, settings: {}, seed: 5, episodes: 90, draws: 20 };
      const reference = await host.findReference(0, 50);
      const { figures, reference: kept } = await host.runCell(0, cell, reference);
      expect(figures.episodes).toBe(90);
      expect(figures.invalid).toBeGreaterThan(0);
      expect(figures.draws).toBe(20);
      expect(kept).toMatchObject({ heldOut: 50, of: null, known: expect.closeTo(0.01874, 4) });
      const again = await host.runCell(0, cell, reference);
      expect({ ...again.figures, learnerSeconds: 0 }).toEqual({ ...figures, learnerSeconds: 0 });
    },
  );

  it('is the attack of its seed, scene by scene', async () => {
    await loadParts([TOY_PLUGIN]);
    const cell = { case: toy, adversary: 'tpe', settings: {}, seed: 7, episodes: 60, draws: 5 };
    const reference = await host.findReference(1, 40);
    expect(reference.of).toBe(40);
    const { figures } = await host.runCell(1, cell, reference);
    const { rows } = await attackToy({
      task: 'toy/fenced',
      space: 'plane',
      adversary: 'tpe',
      settings: { samples: 60, baseline: 0 },
      nominal: 0,
    });
    const failed: Trial[] = rows
      .filter((row) => row.failed)
      .map((row) => ({ ...row, score: 0, failed: true }) as never);
    expect(figures.episodes).toBe(rows.length);
    expect(figures.failures).toBe(failed.length);
    expect(figures.invalid).toBe(rows.filter(({ status }) => status === 'invalid').length);
    expect(figures.invalid).toBeGreaterThan(0);
  });

  it('simulates nothing that another cell of its seed has simulated: the pool is shared', async () => {
    const reference = await host.findReference(1, 40);
    const cell = { case: toy, adversary: 'gaussian', settings: {}, seed: 8, episodes: 60, draws: 5 };
    const first = await host.runCell(1, cell, reference);
    expect(first.cached).toBe(0);
    const second = await host.runCell(1, { ...cell, adversary: 'gp' }, reference);
    // Of a pool of 50 some cannot be, and are never simulated.
    expect(second.cached).toBeGreaterThan(25);
    const again = await host.runCell(1, cell, reference);
    expect(again.cached).toBe(65 - again.figures.invalid - again.figures.drawsInvalid);
    expect({ ...again.figures, learnerSeconds: 0 }).toEqual({ ...first.figures, learnerSeconds: 0 });
  });
});
