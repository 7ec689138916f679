import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseHardenConfig } from '../../server/config/harden-config.ts';
import { HardenFolder, type HardeningAbout } from '../../server/harden/harden-folder.ts';
import type { Hardening } from '../../server/harden/hardening.ts';
import { verdictOf } from '../../server/harden/verdict.ts';
import { writeHardening } from '../../server/harden/write-hardening.ts';
import { makeFolder } from '../../server/store/make-folder.ts';
import { attackToy, rowsIn } from '../server/toy-runs.ts';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { serveRuns } from './serve-runs.ts';

const browser = useBrowser();
const served = await serveRuns();
const folder = join(served.folder, 'drivers', 'hardened');
const config = parseHardenConfig({ run: join(served.folder, 'first'), out: folder, attacks: 1 });
const ABOUT: HardeningAbout = {
  ...{ attack: 'first', task: 'toy/plane', space: 'weathered', adversary: 'random' },
  ...{ agent: 'toy', pupil: 'toy', teacher: 'wise' },
};

/** An ordinary run where a stage has its own. */
async function runIn(name: string, seed: number) {
  const out = join(folder, name);
  await attackToy({ adversary: 'random', settings: { samples: 12 }, seed, out });
  return rowsIn(out);
}

let open: HardenFolder;
beforeAll(async () => {
  await attackToy({ adversary: 'random', settings: { samples: 8 }, out: join(served.folder, 'first') });
  open = HardenFolder.open(config, { resume: false, about: ABOUT });
  await runIn('teacher', 1);
  await runIn('before', 2);
}, 240_000);

/** What would be written at its end, from two real logs in which other scenes fail. */
async function finish(): Promise<Hardening['verdict']> {
  const [was, is] = [await runIn('fresh-1-before', 3), await runIn('fresh-1-after', 4)];
  const rows = (learned: typeof was) => ({ nominal: learned, uniform: learned, learned, fresh: [learned] });
  const verdict = verdictOf({ before: rows(was), after: rows(is), teacher: null, freshSeeds: [5] });
  await writeHardening({
    ...{ attack: 'first', task: 'toy/plane', space: 'weathered', adversary: 'random' },
    agent: { before: 'toy', after: 'toy:new' },
    versions: { before: 'one', after: 'two' },
    ...{ drawn: true, config, noun: 'training episode', renderer: null, teacher: 'wise', weights: 'toy.fsw' },
    plan: { rounds: 2, episodes: 12, steps: 30, learningRate: 0.001 },
    lessons: { drawn: 9, taught: 7 },
    verdict,
  });
  open.close();
  return verdict;
}

describe('the pages of hardenings', () => {
  it('list one that goes on with its stages done, and follow it to its end', async () => {
    const page = await browser.open(`${served.url}/hardenings`);
    const row = page.getByRole('row', { name: /drivers\/hardened/ });
    await row.getByText('running, 2 of 6 stages done').waitFor();
    await page.getByRole('link', { name: 'drivers/hardened' }).click();
    const stages = page.getByRole('region', { name: 'Stages of the hardening' });
    const rows = () => stages.getByRole('row').allTextContents();
    await expect.poll(async () => (await rows()).length).toBe(7);
    expect((await rows()).slice(1, 4)).toEqual([
      expect.stringMatching(/^wise, which teaches.*done12.*drivers\/hardened\/teacher$/),
      expect.stringMatching(/^the agent as it was.*done12/),
      expect.stringMatching(/^training toy.*to come$/),
    ]);
    expect(await page.getByRole('heading', { name: 'Before and after' }).count()).toBe(0);
    const { nominal, fresh } = await finish();
    await page.getByRole('heading', { name: 'Before and after' }).waitFor({ timeout: 20_000 });
    const verdict = page.getByRole('region', { name: 'What failed before and after' });
    const told = await verdict.getByRole('row').allTextContents();
    expect(told).toHaveLength(5);
    expect(told[1]).toContain(`nominal scene`);
    expect(told[1]).toContain(`${nominal.before.hits} of ${nominal.before.total}`);
    expect(told[4]).toMatch(/^new random.*not paired$/);
    expect(told[4]).toContain(`${fresh[0]?.after.hits} of 12`);
    expect(await page.locator('code').filter({ hasText: 'faultscape harden' }).count()).toBe(1);
    await screenshot(page, 'hardening');
  }, 120_000);

  it('lead to the attack and to the runs inside', async () => {
    const page = await browser.open(`${served.url}/hardenings/drivers/hardened`);
    const attack = page.getByRole('link', { name: 'first', exact: true });
    await attack.waitFor();
    expect(await attack.getAttribute('href')).toBe('/runs/first');
    await page.getByRole('link', { name: 'drivers/hardened/fresh-1-after' }).click();
    await page.getByRole('heading', { name: 'drivers/hardened/fresh-1-after' }).waitFor();
  });

  it('say what is wrong with a folder that is damaged, and that there is none of another name', async () => {
    const damaged = join(served.folder, 'damaged');
    makeFolder(damaged, '--out');
    writeFileSync(join(damaged, 'hardening.json'), '{"config":{"run":"x","attacks":1}}');
    const page = await browser.open(`${served.url}/hardenings`, { expected: [/status of 404/] });
    await page
      .getByRole('row', { name: /damaged/ })
      .getByText('does not say what it is of')
      .waitFor();
    await page.goto(`${served.url}/hardenings/nowhere`);
    await page.getByText('There is no such hardening').waitFor();
  });

  it('can be used by everyone, on a phone too', async () => {
    const page = await browser.open(`${served.url}/hardenings/drivers/hardened`, { viewport: PHONE });
    await page.getByRole('heading', { name: 'Before and after' }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.goto(`${served.url}/hardenings`);
    await page.getByRole('row', { name: /drivers\/hardened/ }).waitFor();
    await screenshot(page, 'hardenings-phone');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
