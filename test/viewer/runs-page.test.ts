import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { type ServedRuns, serveRuns } from './served-runs.ts';

const HOSTILE = 'ws:<img src=x onerror="window.hacked=1">';

const browser = useBrowser();
let served: ServedRuns;

beforeAll(async () => {
  served = await serveRuns();
  await served.make('toy/first');
  await served.make('plain', { adversary: 'random', settings: { samples: 12 }, space: 'plane' });
  await served.make('hostile', { adversary: 'random', settings: { samples: 5 } });
  const file = join(served.folder, 'hostile', 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, agent: HOSTILE, remarks: [HOSTILE] }));
}, 120_000);
afterAll(() => served?.close());

function card(page: Page, name: string) {
  return page.locator(`[data-run="${name}"]`);
}

async function openForm(page: Page) {
  await page.getByRole('button', { name: 'New attack' }).click();
  const form = page.getByRole('form', { name: 'New attack' });
  await form.getByLabel('Task', { exact: true }).selectOption('toy/plane');
  await form.getByLabel('Space', { exact: true }).selectOption('weathered');
  return form;
}

describe('the list of runs', () => {
  it('shows every run with its status and fooling rates, and finds runs by their words', async () => {
    const page = await browser.open(served.url);
    await card(page, 'toy/first').getByText('done', { exact: true }).waitFor();
    expect(await card(page, 'toy/first').textContent()).toMatch(
      /pool \(random scenes\).*of 40 scenes failed/,
    );
    const search = page.getByRole('searchbox');
    await search.fill('random toy/plane');
    await expect.poll(() => page.locator('.run-card').count()).toBe(2);
    expect(new URL(page.url()).searchParams.get('q')).toBe('random toy/plane');
    await search.fill('no such run');
    await page.getByText('No run matches').waitFor();
    await page.reload();
    await page.getByText('No run matches').waitFor();
  });

  it('shows names that look like markup as the text they are', async () => {
    const page = await browser.open(served.url);
    await card(page, 'hostile').getByText(HOSTILE).waitFor();
    await page.getByRole('link', { name: 'hostile', exact: true }).click();
    await page.getByText(HOSTILE).first().waitFor();
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  });

  it('hands out the episodes as files of the right kind', async () => {
    const page = await browser.open(served.url);
    const files = [
      { link: 'CSV of toy/first', type: /text\/csv/, begins: /^id,/ },
      { link: 'Parquet of toy/first', type: /parquet|octet-stream/, begins: /^PAR1/ },
      { link: 'Scenes (JSON) of toy/first', type: /application\/json/, begins: /^\s*[[{]/ },
    ];
    for (const { link, type, begins } of files) {
      const href = await page.getByRole('link', { name: link }).getAttribute('href');
      const response = await page.request.get(new URL(href as string, served.url).href);
      expect(response.status()).toBe(200);
      expect(response.headers()['content-type']).toMatch(type);
      expect(response.headers()['content-disposition']).toMatch(/^attachment/);
      expect((await response.body()).toString('latin1')).toMatch(begins);
    }
    const csv = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV of toy/first' }).click();
    const lines = readFileSync(await (await csv).path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(57);
  });

  it('leads to a comparison of two picked runs', async () => {
    const page = await browser.open(served.url);
    await page.getByLabel('Compare toy/first').check();
    await page.getByText('Pick another run').waitFor();
    await page.getByLabel('Compare plain').check();
    await page.getByRole('link', { name: 'Compare toy/first with plain' }).click();
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get('a'), searchParams.get('b')]).toEqual([
      '/compare',
      'toy/first',
      'plain',
    ]);
  });

  it('is accessible with the form open, light and dark', async () => {
    const page = await browser.open(served.url);
    await openForm(page);
    await expectAccessible(page);
  });

  it('fits a phone', async () => {
    const page = await browser.open(served.url, { viewport: PHONE, hasTouch: true });
    await openForm(page);
    await expectNoSidewaysScroll(page);
    await screenshot(page, 'runs-phone');
  });
});

describe('an attack from the page', () => {
  it('says at the form what the server finds wrong, and keeps what was typed', async () => {
    const page = await browser.open(served.url, { expected: [/400/] });
    const form = await openForm(page);
    await form.getByLabel('Agent', { exact: true }).selectOption('toy');
    await form.getByLabel('pool (episodes)').fill('0');
    await form.getByLabel('Name').fill('wrong');
    await form.getByRole('button', { name: 'Start the attack' }).click();
    const alert = form.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('a whole number from 1');
    expect(await form.getByLabel('Name').inputValue()).toBe('wrong');
  });

  it('starts, is followed live to its end, and shows the command that does the same', async () => {
    const page = await browser.open(served.url);
    const form = await openForm(page);
    await form.getByLabel('Agent', { exact: true }).selectOption('toy');
    for (const [label, value] of [
      ['pool (episodes)', '60'],
      ['induced (episodes)', '15'],
      ['samples (episodes)', '20'],
      ['baseline (episodes)', '0'],
    ] as const) {
      await form.getByLabel(label).fill(value);
    }
    await form.getByText('More settings').click();
    await form.getByLabel('iterations (steps)').fill('300');
    await form.getByLabel('attempts (trainings)').fill('1');
    await form.getByLabel('Name').fill('from-page');
    expect(await form.locator('code').textContent()).toContain(
      'faultscape attack --task toy/plane --space weathered --agent toy --adversary bbgan --set pool=60',
    );
    await form.getByRole('button', { name: 'Start the attack' }).click();
    await page.waitForURL('**/runs/from-page*');
    await page.getByText('learned density').waitFor();
    await expect
      .poll(() => page.getByTestId('chosen').textContent(), { timeout: 60_000 })
      .toContain('80 episodes');
    await page.getByText('done', { exact: true }).first().waitFor();
    await page.getByText('1,000 draws of the learned distribution').waitFor();
    expect(await page.locator('.learned-density path').count()).toBe(3);
    await page
      .getByRole('heading', { name: /^toy fails in .* of the scenes the adversary learned to draw/ })
      .waitFor();
    await screenshot(page, 'run-from-page');
  }, 120_000);

  it('is stopped without losing a row, and goes on from there', async () => {
    const page = await browser.open(served.url);
    const form = await openForm(page);
    await form.getByLabel('Agent', { exact: true }).selectOption('toy/slow');
    await form.getByLabel('Adversary', { exact: true }).selectOption('random');
    await form.getByLabel('samples (episodes)').fill('800');
    await form.getByLabel('Workers').fill('1');
    await form.getByLabel('Name').fill('stopped');
    await form.getByRole('button', { name: 'Start the attack' }).click();
    await page.waitForURL('**/runs/stopped*');
    await page.getByRole('link', { name: 'Runs' }).click();
    const run = card(page, 'stopped');
    await run.getByText(/[1-9]\d* of 800 episodes/).waitFor();
    await run.getByRole('button', { name: 'Stop stopped' }).click();
    const dialog = run.getByRole('dialog', { name: 'Stop stopped?' });
    expect(await dialog.textContent()).toContain('Nothing is lost');
    await dialog.getByRole('button', { name: 'Stop the run' }).click();
    await run.getByText('interrupted', { exact: true }).waitFor();
    const before = Number(/of (\d+) scenes? failed/.exec((await run.textContent()) ?? '')?.[1]);
    expect(before).toBeGreaterThan(0);
    await run.getByRole('button', { name: 'Resume stopped' }).click();
    await run.getByText('done', { exact: true }).waitFor();
    expect(await run.textContent()).toContain('of 800 scenes failed');
  }, 120_000);
});

describe('a folder without runs', () => {
  it('shows how to make the first', async () => {
    const empty = await serveRuns();
    try {
      const page = await browser.open(empty.url);
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
      await page.getByRole('button', { name: 'Start the attack' }).waitFor();
      expect(await page.locator('.copy-text code').textContent()).toMatch(/^faultscape attack --task/);
      await expectAccessible(page);
    } finally {
      await empty.close();
    }
  });
});
