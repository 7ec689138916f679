import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { type ServedRuns, serveRuns } from './served-runs.ts';

const browser = useBrowser();
let served: ServedRuns;

beforeAll(async () => {
  served = await serveRuns();
  await served.make('toy/first');
  await served.make('second', { seed: 8, adversary: 'random', settings: { samples: 40 } });
}, 120_000);
afterAll(() => served?.close());

const ADDRESS = '/compare?a=toy%2Ffirst&b=second';

describe('comparing two runs', () => {
  it('shows what differs in set-up and rates', async () => {
    const page = await browser.open(served.url + ADDRESS);
    const rates = page.getByRole('region', { name: 'Fooling rates' });
    await rates.getByText('random baseline').waitFor();
    expect(await rates.getByRole('row', { name: /random baseline/ }).textContent()).toMatch(
      /overlap|lie apart/,
    );
    expect(await rates.getByRole('row', { name: /^pool/ }).textContent()).toContain(
      'only one of them ran it',
    );
    const differences = page.getByRole('region', { name: 'What differs' });
    const rows = await differences.getByRole('row').allTextContents();
    expect(rows).toContain('seed78');
    expect(rows).toContain('adversarybbganrandom');
    expect(rows.join()).not.toContain('/run');
    expect(await page.locator('.marginals figure').count()).toBe(3);
    await screenshot(page, 'compare');
  });

  it('links the two maps: axes and brush of one are those of the other', async () => {
    const page = await browser.open(served.url + ADDRESS);
    const [a, b] = [
      page.getByRole('region', { name: 'Failure map of run A' }),
      page.getByRole('region', { name: 'Failure map of run B' }),
    ];
    await a.getByLabel('Across').selectOption('northM');
    expect(await b.getByLabel('Across').inputValue()).toBe('northM');
    const before = await b.getByTestId('chosen').textContent();
    const plot = a.getByRole('application');
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox()) as { x: number; y: number; width: number; height: number };
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.6, { steps: 3 });
    await page.mouse.up();
    expect(await b.getByTestId('chosen').textContent()).not.toBe(before);
    expect(await b.getByTestId('chosen').textContent()).toContain('of 40 episodes chosen');
    expect(await b.locator('.map-brush').count()).toBeGreaterThan(0);
  });

  it('opens an episode in its own run', async () => {
    const page = await browser.open(served.url + ADDRESS);
    const b = page.getByRole('region', { name: 'Failure map of run B' });
    await b.locator('.map-table tbody button').first().click();
    await page.waitForURL(/\/runs\/second\?episode=random-\d+/);
  });

  it('lets one choose both runs, and says what is wrong with a name', async () => {
    const page = await browser.open(`${served.url}/compare?a=gone`, { expected: [/404/] });
    await page.getByText('There is no such run.').waitFor();
    await page.getByLabel('Run A', { exact: true }).last().selectOption('second');
    await page.getByLabel('Run B', { exact: true }).last().selectOption('toy/first');
    await page.getByRole('region', { name: 'Fooling rates' }).waitFor();
  });

  it('is accessible, light and dark', async () => {
    const page = await browser.open(served.url + ADDRESS);
    await page.getByRole('region', { name: 'Failure map of run B' }).waitFor();
    await expectAccessible(page);
  });

  it('stacks on a phone', async () => {
    const page = await browser.open(served.url + ADDRESS, { viewport: PHONE, hasTouch: true });
    await page.getByRole('region', { name: 'Failure map of run B' }).waitFor();
    await expectNoSidewaysScroll(page);
    await screenshot(page, 'compare-phone');
  });
});
