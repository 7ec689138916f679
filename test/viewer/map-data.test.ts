import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpisodeEntry } from '../../server/http/api.ts';
import { bestAxes } from '../../server/viewer/map/best-axes.ts';
import { densityAlong, densityGrid, levelsHolding } from '../../server/viewer/map/density.ts';
import { isWithin, limitOf, spansOf } from '../../server/viewer/map/limits.ts';
import { failureShare, isChosen, NO_FILTER } from '../../server/viewer/map/map-filter.ts';
import { nearestTo, nearestTowards } from '../../server/viewer/map/nearest.ts';
import { nearestLine, nextAlong } from '../../server/viewer/map/parallel-lines.ts';
import { PixelSheet, stampOf } from '../../server/viewer/map/pixel-sheet.ts';
import { jitter, placeOf, placeOfCoordinate, ticksOf } from '../../server/viewer/map/plot-axis.ts';
import { sortSpots } from '../../server/viewer/map/sort-spots.ts';
import { spotsOf } from '../../server/viewer/map/spots.ts';
import { episode, NORTH, SPEED, WEATHER } from './episodes.ts';

const AXES = [SPEED, NORTH, WEATHER];

function spots(episodes: readonly EpisodeEntry[], induced: Record<string, string[]> = {}) {
  return spotsOf(episodes, AXES, induced);
}

describe('where a map puts an episode', () => {
  it('moves a mark inside its category by its id alone, and never out of the band', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 2 }), (id, category) => {
        const scene = { weather: WEATHER.values[category] as string };
        const place = placeOf(WEATHER, scene, id);
        expect(Math.floor(place)).toBe(category);
        expect(placeOf(WEATHER, scene, id)).toBe(place);
      }),
    );
  });

  it('spreads ids that count up evenly over a band', () => {
    const values = Array.from({ length: 2_000 }, (_, i) =>
      jitter(`weather:pool-${String(i).padStart(5, '0')}`),
    );
    const tenths = Array.from(
      { length: 10 },
      (_, t) => values.filter((v) => Math.floor(v * 10) === t).length,
    );
    expect(Math.min(...tenths)).toBeGreaterThan(120);
    expect(Math.max(...tenths)).toBeLessThan(290);
  });

  it('puts a drawn point where its scene would be, in the unit of the axis', () => {
    expect(placeOfCoordinate(SPEED, 0)).toBe(15);
    expect(placeOfCoordinate(SPEED, 7)).toBe(30);
    expect(placeOfCoordinate(WEATHER, 1)).toBe(2.5);
    expect(placeOfCoordinate(WEATHER, -0.5)).toBe(0.5);
  });

  it('labels categories by name and ranges in round numbers', () => {
    expect(ticksOf(WEATHER, 2).map(({ label }) => label)).toEqual(['dry', 'wet', 'ice']);
    expect(ticksOf(NORTH, 5).map(({ label }) => label)).toEqual(['−2', '−1', '0', '1', '2']);
  });

  it('leaves aborted episodes out, and tells induced from other random scenes', () => {
    const all = spots(
      [
        episode('pool-0', {}),
        episode('pool-1', {}),
        episode('gen-0', { phase: 'generated' }),
        episode('x', { status: 'aborted' }),
      ],
      { generated: ['pool-1'], 'boost-1': ['gen-0'] },
    );
    expect(all.map(({ kind }) => kind)).toEqual(['pool', 'induced', 'generated']);
  });
});

describe('the brush', () => {
  it('takes a range in the unit of the axis, whichever way it is drawn and however far', () => {
    expect(limitOf(SPEED, 20, 10)).toEqual({ low: 10, high: 20 });
    expect(limitOf(SPEED, -50, 900)).toEqual({ low: 0, high: 30 });
  });

  it('takes a category as a whole as soon as it is touched', () => {
    expect(limitOf(WEATHER, 0.9, 1.1)).toEqual({ categories: ['dry', 'wet'] });
    expect(spansOf(WEATHER, { categories: ['dry', 'ice'] })).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(spansOf(WEATHER, { categories: ['wet', 'ice'] })).toEqual([[1, 3]]);
  });

  it('lets through exactly the scenes inside every limit', () => {
    const limits = { speedMps: { low: 10, high: 20 }, weather: { categories: ['wet'] } };
    expect(isWithin(limits, { speedMps: 10, weather: 'wet' })).toBe(true);
    expect(isWithin(limits, { speedMps: 20.01, weather: 'wet' })).toBe(false);
    expect(isWithin(limits, { speedMps: 15, weather: 'dry' })).toBe(false);
    expect(isWithin(limits, { northM: 1 })).toBe(true);
  });

  it('counts what it chose, with the Wilson interval', () => {
    const all = spots(
      Array.from({ length: 20 }, (_, i) => episode(`pool-${i}`, { failed: i < 5, scene: { speedMps: i } })),
    );
    const filter = { ...NO_FILTER, limits: { speedMps: { low: 0, high: 9 } } };
    const chosen = all.filter((spot) => isChosen(filter, spot));
    const share = failureShare(chosen);
    expect([share.hits, share.total]).toEqual([5, 10]);
    expect(share.low).toBeCloseTo(0.2366, 4);
    expect(share.high).toBeCloseTo(0.7634, 4);
  });

  it('filters by kind, outcome and reason together', () => {
    const all = spots([
      episode('a', { failed: true, reason: 'crash' }),
      episode('b', { failed: true, reason: 'timeout' }),
      episode('c', { failed: false, reason: 'crash' }),
      episode('d', { failed: true, reason: 'crash', phase: 'random' }),
    ]);
    const filter = {
      ...NO_FILTER,
      hiddenKinds: new Set(['random']),
      outcome: 'failed' as const,
      reason: 'crash',
    };
    expect(all.filter((spot) => isChosen(filter, spot)).map(({ entry }) => entry.id)).toEqual(['a']);
  });
});

describe('the axes shown first', () => {
  it('are those along which failures lie apart from passes', () => {
    const all = spots(
      Array.from({ length: 60 }, (_, i) =>
        episode(`pool-${i}`, {
          failed: i % 3 === 2,
          scene: {
            speedMps: (i * 7) % 30,
            northM: i % 3 === 2 ? 1.5 : -1.5,
            weather: i % 3 === 2 ? 'ice' : 'dry',
          },
        }),
      ),
    );
    expect(bestAxes(AXES, all)).toEqual(['northM', 'weather']);
  });

  it('find failures at both ends of an axis too', () => {
    const all = spots(
      Array.from({ length: 60 }, (_, i) => {
        const failed = i % 2 === 0;
        return episode(`pool-${i}`, {
          failed,
          scene: { speedMps: 15, northM: failed ? (i % 4 === 0 ? 2 : -2) : 0, weather: 'dry' },
        });
      }),
    );
    expect(bestAxes(AXES, all)?.[0]).toBe('northM');
  });

  it('are there before anything failed', () => {
    expect(bestAxes(AXES, spots([episode('pool-0', {})]))).toEqual(['speedMps', 'northM']);
    expect(bestAxes([SPEED], [])).toEqual(['speedMps', 'speedMps']);
    expect(bestAxes([], [])).toBeNull();
  });
});

describe('finding a mark', () => {
  const places = [{ x: 0, y: 0 }, { x: 10, y: 0 }, null, { x: 10, y: 8 }, { x: 0, y: 0 }];

  it('takes the nearest within reach, and of equals the one on top', () => {
    expect(nearestTo(places, { x: 9, y: 1 }, 14)).toBe(1);
    expect(nearestTo(places, { x: 1, y: 0 }, 14)).toBe(4);
    expect(nearestTo(places, { x: 100, y: 100 }, 14)).toBe(-1);
  });

  it('steps to the nearest in a direction, and stays where there is none', () => {
    expect(nearestTowards(places, 1, 'down')).toBe(3);
    expect(nearestTowards(places, 3, 'up')).toBe(1);
    expect(nearestTowards(places, 3, 'right')).toBe(-1);
    expect(nearestTowards(places, 2, 'right')).toBe(-1);
  });

  it('reaches marks that lie on each other', () => {
    expect(nearestTowards(places, 0, 'right')).toBe(4);
    expect(nearestTowards(places, 4, 'left')).toBe(0);
  });

  it('never steps backwards', () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), fc.nat(), (all, pick) => {
        const from = pick % all.length;
        const right = nearestTowards(all, from, 'right');
        const up = nearestTowards(all, from, 'up');
        if (right !== -1) expect(all[right]?.x).toBeGreaterThanOrEqual(all[from]?.x as number);
        if (up !== -1) expect(all[up]?.y).toBeLessThanOrEqual(all[from]?.y as number);
      }),
    );
  });

  it('finds the line under a pointer between two axes, and walks along one', () => {
    const lines = {
      columns: [0, 100],
      heights: [[0, 100], [100, 0], null, [50, 50]],
      chosen: [true, true, true, false],
    };
    expect(nearestLine(lines, { x: 20, y: 21 }, 10)).toBe(0);
    expect(nearestLine(lines, { x: 20, y: 79 }, 10)).toBe(1);
    expect(nearestLine(lines, { x: 20, y: 50 }, 10)).toBe(-1);
    expect(nextAlong(lines, 0, -1, 1)).toBe(0);
    expect(nextAlong(lines, 0, 0, 1)).toBe(1);
    expect(nextAlong(lines, 0, 1, 1)).toBe(1);
    expect(nextAlong(lines, 1, -1, -1)).toBe(0);
  });
});

describe('the density', () => {
  const axis = fc.constantFrom(SPEED, NORTH, WEATHER);
  const places = fc.array(
    fc.tuple(fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true })),
    {
      minLength: 1,
      maxLength: 60,
    },
  );

  it('shares out exactly the whole, over any two axes', () => {
    fc.assert(
      fc.property(axis, axis, places, (x, y, points) => {
        const { shares, columns, rows } = densityGrid(x, y, points);
        expect(shares).toHaveLength(columns * rows);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 30 },
    );
  });

  it('is highest where the points are', () => {
    const points = Array.from({ length: 50 }, (_, i): [number, number] => [
      5 + (i % 5) / 10,
      1 + (i % 7) / 20,
    ]);
    const { shares, columns, rows } = densityGrid(SPEED, NORTH, points);
    const top = shares.indexOf(Math.max(...shares));
    expect(((top % columns) + 0.5) / columns).toBeCloseTo(5.2 / 30, 1);
    expect((Math.floor(top / columns) + 0.5) / rows).toBeCloseTo((1.15 + 2) / 4, 1);
  });

  it('keeps to a category, evenly over its band', () => {
    const shares = densityAlong(WEATHER, [1.5, 1.5, 1.2]);
    const third = shares.length / 3;
    expect(shares.slice(0, third).every((share) => share === 0)).toBe(true);
    expect(shares.slice(2 * third).every((share) => share === 0)).toBe(true);
    expect(new Set([...shares.slice(third, 2 * third)].map((share) => share.toFixed(9))).size).toBe(1);
  });

  it('draws its lines around the shares they are named after', () => {
    const points = Array.from({ length: 400 }, (_, i): [number, number] => [
      15 + 6 * Math.sin(i),
      Math.cos(2.3 * i),
    ]);
    const grid = densityGrid(SPEED, NORTH, points);
    const [wide, narrow] = levelsHolding(grid, [0.8, 0.2]) as [number, number];
    const held = (level: number) => grid.shares.filter((s) => s >= level).reduce((sum, s) => sum + s, 0);
    expect(held(wide)).toBeGreaterThanOrEqual(0.8);
    expect(held(wide)).toBeLessThan(0.83);
    expect(held(narrow)).toBeGreaterThanOrEqual(0.2);
    expect(narrow).toBeGreaterThan(wide);
  });
});

describe('laying marks over each other', () => {
  const pixel = (sheet: PixelSheet, x: number, y: number) => {
    const rgba = new Uint8ClampedArray(4 * sheet.width * sheet.height);
    sheet.copyTo(rgba);
    return [...rgba.slice(4 * (y * sheet.width + x), 4 * (y * sheet.width + x) + 4)];
  };
  const red = stampOf([255, 0, 0, 255], 1, 1);
  const halfBlue = stampOf([0, 0, 255, 255], 1, 0.5);

  it('covers what lies below, or lets it through, as a canvas does', () => {
    const sheet = new PixelSheet(3, 2);
    sheet.put(red, 1.5, 0.5);
    expect(pixel(sheet, 1, 0)).toEqual([255, 0, 0, 255]);
    expect(pixel(sheet, 0, 0)).toEqual([0, 0, 0, 0]);
    sheet.put(halfBlue, 1.5, 0.5);
    const [r, g, b, a] = pixel(sheet, 1, 0) as [number, number, number, number];
    expect([Math.abs(r - 127) < 2, g, Math.abs(b - 128) < 2, a]).toEqual([true, 0, true, 255]);
    sheet.put(halfBlue, 0.5, 1.5);
    expect(pixel(sheet, 0, 1)).toEqual([0, 0, 255, 128]);
  });

  it('cuts off what hangs over the edge, and touches nothing else', () => {
    const square = stampOf(new Array(36).fill(255), 3, 1);
    const sheet = new PixelSheet(4, 4);
    sheet.put(square, 0, 0);
    sheet.put(square, 9, 9);
    const shown = [0, 1, 2, 3].flatMap((y) =>
      [0, 1, 2, 3].filter((x) => pixel(sheet, x, y)[3] === 255).map((x) => [x, y]),
    );
    expect(shown).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
  });
});

describe('the table', () => {
  const all = spots([
    episode('pool-10', { q: 0.5, scene: { speedMps: 3, weather: 'ice' } }),
    episode('pool-9', { q: 0.1, scene: { speedMps: 12, weather: 'dry' } }),
    episode('gen-1', { q: 0.9, phase: 'generated', scene: { speedMps: -1, weather: 'wet' } }),
  ]);
  const order = (column: string, descending = false) =>
    sortSpots(all, AXES, { column, descending }).map(({ entry }) => entry.id);

  it('sorts numbers as numbers, ids by their count, categories in the order of their axis', () => {
    expect(order('q')).toEqual(['pool-9', 'pool-10', 'gen-1']);
    expect(order('id')).toEqual(['gen-1', 'pool-9', 'pool-10']);
    expect(order('axis:speedMps', true)).toEqual(['pool-9', 'pool-10', 'gen-1']);
    expect(order('axis:weather')).toEqual(['pool-9', 'gen-1', 'pool-10']);
  });
});
