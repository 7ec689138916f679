import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../server/cli/cli-io.ts';
import { TOY_PLUGIN } from '../server/toy-runs.ts';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { type ServedRuns, serveRuns } from './served-runs.ts';

const RULES = 'near: always eastM < 1.5; north: always northM < 1';

const browser = useBrowser();
let served: ServedRuns;

beforeAll(async () => {
  served = await serveRuns();
  await served.make('why', {
    task: `toy/plane?score=${RULES}`,
    adversary: 'random',
    settings: { samples: 120 },
    space: 'plane',
  });
  const ask = ['explain', `${served.folder}/why`, '--probability', '20', '--workers', '1'];
  const { code, err } = await cli('--plugin', TOY_PLUGIN, ...ask);
  expect(code, err).toBe(0);
  const path = { task: 'problem/path', space: 'steps', agent: 'bystander', adversary: 'ast' };
  await served.make('likely', { ...path, settings: { samples: 100 }, seed: 3 });
  const repeat = await cli(
    'explain',
    `${served.folder}/likely`,
    '--repeat',
    '4',
    '--most',
    '3',
    '--workers',
    '1',
  );
  expect(repeat.code, repeat.err).toBe(0);
}, 240_000);
afterAll(() => served?.close());

async function openPart(options = {}): Promise<Page> {
  const page = await browser.open(`${served.url}/runs/why`, options);
  // The first look begins a process of its own.
  await page.getByRole('heading', { name: 'Where it fails, in words' }).waitFor({ timeout: 100_000 });
  return page;
}

describe('the part of a run that explains it', () => {
  it('says rules, what decides the score, groups, and what was run again', async () => {
    const page = await openPart();
    const part = page.getByRole('region', { name: 'Explain', exact: true });
    const text = (await part.textContent()) ?? '';
    expect(text).toMatch(/Fails in \d+ % \(.*\) of \d+ episodes with (east|north)/);
    expect(text).toMatch(/Chance to fail in a scene drawn uniformly from the space: [\d.]+ %/);
    expect(text).toContain(RULES);
    const shares = part.getByRole('region', { name: 'Share of the score that each axis decides' });
    expect(await shares.getByRole('row').count()).toBe(3);
    const rules = part.getByRole('region', { name: 'How often each rule is violated' });
    expect(await rules.getByRole('row').allTextContents()).toEqual([
      expect.stringContaining('the most important first'),
      expect.stringMatching(/^near/),
      expect.stringMatching(/^north/),
    ]);
    expect(
      await part.getByRole('region', { name: 'The Pareto front' }).getByRole('row').count(),
    ).toBeGreaterThan(1);
  });

  it("plays a group's episode from the keyboard, and goes to where it plays", async () => {
    const page = await openPart();
    const groups = page.getByRole('region', { name: 'Groups of failures' });
    const first = groups.getByRole('button').first();
    const id = (await first.textContent()) ?? '';
    await first.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('episode')).toBe(id);
    const player = page.getByRole('region', { name: 'Episode', exact: true });
    await player.getByRole('heading', { name: id }).waitFor();
    expect(await player.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    const top = await player.evaluate((element) => element.getBoundingClientRect().top);
    expect(Math.abs(top)).toBeLessThan(200);
  });

  it('says which failure is the likeliest, and how often the likeliest fail again', async () => {
    const page = await browser.open(`${served.url}/runs/likely`);
    const likely = page.getByRole('region', { name: 'The likeliest failures' });
    await likely.waitFor({ timeout: 100_000 });
    const [head, first, ...others] = await likely.getByRole('row').allTextContents();
    expect(head).toMatch(/failure.*below the likeliest scene.*new seeds that fail/);
    expect(first).toMatch(/^search-\d+[\d.]+4 of 4: 100 % \(51 to 100 %\)$/);
    expect(others).toHaveLength(2);
    await page.getByText('With 4 new seeds it fails again in 100 % (51 to 100 %).').first().waitFor();
    const heaps = page.getByRole('region', { name: 'Heaps of the learned distribution' });
    expect((await heaps.getByRole('row').allTextContents())[1]).toMatch(/^\d+ %.*step/);
    const button = likely.getByRole('button').first();
    const id = await button.textContent();
    await button.click();
    await expect.poll(() => new URL(page.url()).searchParams.get('episode')).toBe(id);
    await screenshot(page, 'likeliest');
    await expectAccessible(page, '.explain');
    await page.setViewportSize(PHONE);
    await expectNoSidewaysScroll(page);
  });

  it('can be read in both colours and on a phone', async () => {
    const page = await openPart({ viewport: PHONE });
    await expectAccessible(page, '.explain');
    await expectNoSidewaysScroll(page);
  });
});

describe('the form for a new attack', () => {
  it('takes rules, says what they may be about, and shows why the server refuses them', async () => {
    const page = await browser.open(served.url, { expected: [/400/] });
    await page.getByRole('button', { name: 'New attack' }).click();
    const form = page.getByRole('form', { name: 'New attack' });
    await form.getByLabel('Task', { exact: true }).selectOption('toy/plane');
    const rules = form.getByLabel('Rules (optional)');
    expect(await form.textContent()).toContain('Signals: stride, eastM, northM, timeS');
    await rules.fill('always (fastM < 2)');
    await form.getByRole('button', { name: 'Start the attack' }).click();
    const alert = form.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/fastM/);
    expect(await alert.textContent()).toMatch(/eastM/);
    await rules.fill('near: always (eastM < 1.5)');
    expect(await form.textContent()).toContain("--rules 'near: always (eastM < 1.5)'");
  });
});
