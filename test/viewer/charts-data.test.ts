import { describe, expect, it } from 'vitest';
import type { LearnerNews } from '../../server/live/live-event.ts';
import {
  coverageSeries,
  figureSeries,
  learnedPhases,
  spreadSeries,
} from '../../server/viewer/charts/learning-series.ts';
import { runningRates } from '../../server/viewer/charts/running-rate.ts';
import { align, thinned } from '../../server/viewer/charts/series.ts';
import { wilson } from '../../sim/core/index.ts';
import { episode } from './episodes.ts';

function news(phase: string, iteration: number, changes: Partial<LearnerNews> = {}): LearnerNews {
  return { type: 'learner', phase, iteration, iterations: 100, figures: {}, sample: null, ...changes };
}

describe('the fooling rate over episodes', () => {
  it('ends at the rate of the phase, with its Wilson interval', () => {
    const log = Array.from({ length: 30 }, (_, i) => episode(`pool-${i}`, { failed: i % 3 === 0 }));
    const [pool] = runningRates(log);
    expect(pool?.points).toHaveLength(30);
    const { share, low, high } = wilson(10, 30);
    expect(pool?.points.at(-1)).toEqual({ x: 30, y: share, low, high });
    expect(pool?.points[0]?.y).toBe(1);
  });

  it('counts each phase by itself and leaves the aborted out', () => {
    const log = [
      episode('gen-0', { phase: 'generated', failed: true }),
      episode('pool-0', { failed: false }),
      episode('pool-1', { status: 'aborted', failed: null, q: null }),
    ];
    const rates = runningRates(log);
    expect(rates.map(({ name }) => name)).toEqual(['pool (random scenes)', 'generated']);
    expect(rates.map(({ points }) => points.length)).toEqual([1, 1]);
    expect(new Set(rates.map(({ dash }) => dash.join())).size).toBe(2);
  });

  it('keeps long runs short enough to draw, and their last value', () => {
    const log = Array.from({ length: 20_000 }, (_, i) => episode(`pool-${i}`, { failed: i % 2 === 0 }));
    const [pool] = runningRates(log);
    expect(pool?.points.length).toBeLessThanOrEqual(240);
    expect(pool?.points.at(-1)).toMatchObject({ x: 20_000, y: 0.5 });
  });
});

describe('lines on one chart', () => {
  it('share their x, with gaps where one has no point', () => {
    const line = (name: string, xs: readonly number[]) =>
      ({ name, colour: '--text', dash: [], points: xs.map((x) => ({ x, y: x / 10 })) }) as const;
    const { xs, columns } = align([line('a', [1, 3]), line('b', [2, 3])]);
    expect(xs).toEqual([1, 2, 3]);
    expect(columns.map(([y]) => y)).toEqual([
      [0.1, null, 0.3],
      [null, 0.2, 0.3],
    ]);
    expect(columns[0]?.[1]).toEqual([null, null, null]);
  });

  it('thins a list evenly and keeps its end', () => {
    const list = Array.from({ length: 1_000 }, (_, i) => i);
    expect(thinned(list, 10)).toEqual([99, 199, 299, 399, 499, 599, 699, 799, 899, 999]);
    expect(thinned([1, 2], 10)).toEqual([1, 2]);
  });
});

describe('how the learner gets on', () => {
  const logged = {
    phase: 'generated',
    losses: [{ iteration: 100, generator: 0.7, discriminator: 1.4 }],
    energyDistances: [0.01],
    inducedStd: [0.5],
    generatedStd: [0.4],
  };

  it('is shown from the news while there is more of it than in the log', () => {
    const told = [
      news('generated', 0),
      news('generated', 50, { figures: { generatorLoss: 0.9, discriminatorLoss: 1.2 } }),
      news('generated', 100, { figures: { generatorLoss: 0.8, discriminatorLoss: 1.3 } }),
    ];
    const all = () => true;
    expect(
      figureSeries('generated', told, [logged], all).map(({ name, points }) => [name, points.length]),
    ).toEqual([
      ['generator', 2],
      ['discriminator', 2],
    ]);
    expect(figureSeries('generated', [], [logged], all).map(({ name, points }) => [name, points])).toEqual([
      ['generator', [{ x: 100, y: 0.7 }]],
      ['discriminator', [{ x: 100, y: 1.4 }]],
    ]);
    expect(learnedPhases([news('boost-1', 0)], [logged])).toEqual(['generated', 'boost-1']);
  });

  it('counts on when a training starts afresh', () => {
    const told = [50, 99, 0, 50].map((iteration) =>
      news('generated', iteration, { figures: { generatorLoss: 1 } }),
    );
    const [line] = figureSeries('generated', told, [], () => true);
    expect(line?.points.map(({ x }) => x)).toEqual([50, 99, 100, 150]);
  });

  it('shows a collapse as a spread that falls away from the failures it learns from', () => {
    const failures = [[-1], [1], [-1], [1]];
    const told = [
      news('generated', 10, { sample: [[-1], [1]] }),
      news('generated', 20, { sample: [[0.1], [0.1]] }),
    ];
    const [draws, reference] = spreadSeries('generated', told, failures);
    expect(draws?.points.map(({ y }) => y)).toEqual([1, 0]);
    expect(reference?.points).toEqual([
      { x: 10, y: 1 },
      { x: 20, y: 1 },
    ]);
  });

  it('says which share of the failures has a draw nearby', () => {
    const failures = [
      [-0.9, -0.9, 0],
      [0.9, 0.9, 0],
    ];
    const told = [
      news('generated', 10, { sample: [[0.9, 0.85, 0]] }),
      news('generated', 20, { sample: failures }),
    ];
    const [line] = coverageSeries('generated', told, failures, 0.36);
    expect(line?.points.map(({ y }) => y)).toEqual([0.5, 1]);
    expect(coverageSeries('generated', told, [], 0.36)).toEqual([]);
  });
});
