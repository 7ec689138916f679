import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { type ServedRuns, serveRuns } from './served-runs.ts';

const browser = useBrowser();
let served: ServedRuns;

beforeAll(async () => {
  served = await serveRuns();
  await served.make('toy/first', {
    settings: { pool: 120, induced: 20, samples: 30, baseline: 10, iterations: 100, attempts: 1 },
  });
  await served.make('bend', {
    task: 'driving/one-curve',
    space: 'paper',
    agent: 'pure-pursuit',
    adversary: 'random',
    settings: { samples: 6 },
  });
}, 120_000);
afterAll(() => served?.close());

const PLOT = { name: /^Failure map: / };

async function openMap(run = 'toy/first', options: Parameters<typeof browser.open>[1] = {}): Promise<Page> {
  const page = await browser.open(`${served.url}/runs/${run}`, options);
  await page.getByRole('application', PLOT).waitFor();
  return page;
}

/** Opens the map over north and east, which every test here knows. */
async function overThePlane(page: Page) {
  await page.getByLabel('Across').selectOption('northM');
  await page.getByLabel('Up', { exact: true }).selectOption('eastM');
  const plot = page.getByRole('application', PLOT);
  await plot.scrollIntoViewIfNeeded();
  return plot;
}

/** A mark other than that of the open episode, found with the arrow keys, and where it lies. */
async function otherMark(page: Page, plot: Locator) {
  await plot.focus();
  const name = async () => ((await page.locator('.map-tip strong').textContent()) ?? '').trim();
  const first = await name();
  for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
    await plot.press(key);
    if ((await name()) !== first) break;
  }
  const ring = page.locator('.map-pointed');
  const position = { x: Number(await ring.getAttribute('cx')), y: Number(await ring.getAttribute('cy')) };
  return { id: await name(), position };
}

function episodeOf(page: Page): string | null {
  return new URL(page.url()).searchParams.get('episode');
}

async function chosenCount(page: Page): Promise<number> {
  const text = (await page.getByTestId('chosen').textContent()) ?? '';
  return Number(/^([\d,]+)/.exec(text)?.[1]?.replace(',', ''));
}

describe('the failure map', () => {
  it('draws marks that differ, and the learned density in lines around named shares', async () => {
    const page = await openMap();
    await page
      .getByText('1,000 draws of the learned distribution; the lines hold 80, 50, 20 % of them.')
      .waitFor();
    expect(await page.locator('.learned-density path').count()).toBe(3);
    await page.getByLabel("density of the pool's failures").check();
    expect(await page.locator('.pool-density path').count()).toBe(3);
    const shapes = await page
      .locator('.map-legend button path:last-child')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
    expect(shapes).toHaveLength(4);
    expect(new Set(shapes).size).toBe(4);
    const inked = await page.locator('.map-plot canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return data.filter((_, i) => i % 4 === 3).filter((alpha) => alpha > 0).length;
    });
    expect(inked).toBeGreaterThan(2_000);
    await screenshot(page, 'map');
  });

  it('opens an episode at a click on its mark', async () => {
    const page = await openMap();
    const plot = await overThePlane(page);
    const before = episodeOf(page);
    const { id, position } = await otherMark(page, plot);
    await plot.click({ position });
    await expect.poll(() => episodeOf(page)).not.toBe(before);
    expect(episodeOf(page)).toBe(id);
    expect(await page.locator('tr[aria-current="true"]').textContent()).toContain(id);
  });

  it('is walked with the arrow keys and opened with Enter', async () => {
    const page = await openMap();
    const plot = await overThePlane(page);
    await plot.focus();
    const spoken = page.locator('.map-plot [role=status]');
    await plot.press('ArrowRight');
    const first = (await spoken.textContent()) ?? '';
    expect(first).toMatch(/^[a-z]+-\d+, .*(failed|passed), .*north .* m, weather /);
    await plot.press('ArrowLeft');
    await plot.press('ArrowUp');
    const second = (await spoken.textContent()) ?? '';
    expect(second).not.toBe(first);
    await plot.press('Enter');
    await expect.poll(() => episodeOf(page)).toBe(second.split(',')[0]);
  });

  it('filters the count and the table by a brush, and lifts it', async () => {
    const page = await openMap();
    const plot = await overThePlane(page);
    const all = await chosenCount(page);
    expect(all).toBe(160);
    const box = (await plot.boundingBox()) as { x: number; y: number; width: number; height: number };
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5, { steps: 4 });
    await page.mouse.up();
    const some = await chosenCount(page);
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all / 2);
    expect(await page.getByTestId('chosen').textContent()).toMatch(
      /of 160 episodes chosen: \d+ failed, AFR .* \(.* to .* %\)/,
    );
    await expect
      .poll(() => page.locator('.map-table table').getAttribute('aria-rowcount'))
      .toBe(String(some + 1));
    expect(await page.locator('.map-brush').count()).toBe(1);
    await screenshot(page, 'map-brushed');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await chosenCount(page)).toBe(all);
  });

  it('takes the same limits as numbers and categories, by keyboard alone', async () => {
    const page = await openMap();
    await page.getByText('Limits of each parameter').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('north (m), from').fill('1');
    await page.getByLabel('north (m), from').press('Tab');
    const half = await chosenCount(page);
    expect(half).toBeLessThan(100);
    await page.getByRole('checkbox', { name: 'dry' }).press('Space');
    expect(await chosenCount(page)).toBeLessThan(half);
    expect(await page.getByTestId('chosen').textContent()).toContain('weather wet or ice');
  });

  it('hides kinds and outcomes', async () => {
    const page = await openMap();
    await page.getByRole('button', { name: 'generated' }).click();
    expect(await chosenCount(page)).toBe(130);
    await page.getByLabel('Outcome').selectOption('failed');
    expect(await page.getByTestId('chosen').textContent()).toContain('AFR 100 %');
    await expect.poll(() => page.locator('.map-table tbody td.passed').count()).toBe(0);
  });

  it('holds only the rows in sight, sorts them, and opens one', async () => {
    const page = await openMap();
    const table = page.locator('.map-table');
    expect(await table.locator('tbody tr').count()).toBeLessThan(60);
    await table.getByRole('button', { name: 'episode' }).click();
    const first = table.locator('tbody button').first();
    expect(await first.textContent()).toBe('gen-00000');
    await table.evaluate((element) => element.scrollTo(0, 1e6));
    await table.getByRole('button', { name: 'random-00009' }).click();
    await expect.poll(() => episodeOf(page)).toBe('random-00009');
  });

  it('shows all axes at once, brushes one and opens a line', async () => {
    const page = await openMap();
    await page.getByRole('button', { name: 'All axes' }).click();
    const plot = page.getByRole('application', PLOT);
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox()) as { x: number; y: number; height: number };
    await page.mouse.move(box.x + 52, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 52, box.y + 160, { steps: 4 });
    await page.mouse.up();
    expect(await chosenCount(page)).toBeLessThan(120);
    expect(await page.locator('.learned-along').count()).toBe(3);
    await plot.focus();
    await plot.press('ArrowDown');
    await plot.press('ArrowDown');
    const spoken = (await page.locator('.map-plot [role=status]').textContent()) ?? '';
    await plot.press('Enter');
    await expect.poll(() => episodeOf(page)).toBe(spoken.split(',')[0]);
    await screenshot(page, 'map-parallel');
  });

  it('opens a driven episode, which the player then shows', async () => {
    const page = await openMap('bend');
    await page.locator('.map-table').getByRole('button', { name: 'random-00003' }).click();
    await expect.poll(() => episodeOf(page)).toBe('random-00003');
    await page.getByRole('region', { name: 'Episode' }).getByText('random-00003').first().waitFor();
    const href = await page.getByRole('link', { name: 'MCAP of random-00003' }).getAttribute('href');
    const response = await page.request.get(new URL(href as string, served.url).href);
    expect(response.headers()['content-disposition']).toMatch(/^attachment/);
    expect((await response.body()).subarray(1, 5).toString('latin1')).toBe('MCAP');
  });

  it('is accessible, light and dark, as a scatter and across all axes', async () => {
    const page = await openMap();
    await page.getByText('Limits of each parameter').click();
    await expectAccessible(page, '.run-parts');
    await page.getByRole('button', { name: 'All axes' }).click();
    await expectAccessible(page, '.map-view');
  });

  it('fits a phone and opens an episode at a touch', async () => {
    const page = await openMap('toy/first', { viewport: PHONE, hasTouch: true, isMobile: true });
    const plot = await overThePlane(page);
    await expectNoSidewaysScroll(page);
    const { id, position } = await otherMark(page, plot);
    await plot.tap({ position });
    await expect.poll(() => episodeOf(page)).toBe(id);
    await screenshot(page, 'map-phone');
  });
});

describe('the charts of a run', () => {
  it('say the fooling rate and its interval in words, and as a table', async () => {
    const page = await openMap();
    const chart = page.locator('figure', { hasText: 'Fooling rate as episodes end' });
    expect(await chart.locator('figcaption').textContent()).toMatch(
      /pool \(random scenes\) .* \(.* to .* %\)/,
    );
    await chart.getByText('The same as a table').click();
    const last = chart.locator('tbody tr').last();
    expect(await last.textContent()).toMatch(/^120/);
    await page.getByRole('table').filter({ hasText: 'coverage' }).first().waitFor();
  });

  it('show losses and spread of what was learned', async () => {
    const page = await openMap();
    await page.locator('figure', { hasText: 'Losses of the GAN' }).locator('.uplot canvas').waitFor();
    const spread = page.locator('figure', { hasText: 'Spread along each axis' });
    expect(await spread.locator('tbody tr').count()).toBe(3);
  });

  it('say why there is nothing, for an adversary that learns nothing', async () => {
    const page = await openMap('bend');
    await page.getByText('The adversary "random" learns nothing').waitFor();
    await page.getByText('Nothing is learned yet.').waitFor();
  });
});
