import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../server/store/make-folder.ts';
import { TrainingState } from '../../server/train/pictures/training-state.ts';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { serveRuns } from './serve-runs.ts';

const browser = useBrowser();
const served = await serveRuns();
const COLUMNS = ['total', 'wrongShare', 'inputBits', 'labelBits', 'correctedLabelBits'];
const SETTINGS = { variant: 'd2', width: 0.25, seed: 1, rounds: 4 };

const folder = join(served.folder, 'nets', 'd2');
makeFolder(folder, '--out');
const state = TrainingState.open(folder, SETTINGS, COLUMNS, null);
const nothing = { weights: Uint8Array.of(1), moments: Uint8Array.of(1) };

function trainOneRound(round: number): void {
  for (let step = 0; step < 300; step += 50) {
    const loss = 2.5 / (1 + round + step / 300);
    state.note('training', 300 * round + step + 1, 0.01 - 0.002 * round, [loss, loss / 3]);
  }
  const loss = 2.6 / (2 + round);
  state.note('held-out', 300 * (round + 1), 0.008, [loss, loss / 3, 3 - loss, 2.8 - loss, 2.6 - loss]);
  state.endRound({ ...nothing, steps: 300 * (round + 1) }, loss);
}

describe('the page of trainings', () => {
  it('lists them, and shows the curves of one', async () => {
    trainOneRound(0);
    trainOneRound(1);
    const page = await browser.open(`${served.url}/trainings`);
    const row = page.getByRole('row', { name: /nets\/d2/ });
    await row.waitFor();
    expect(await row.textContent()).toContain('2 of 4');
    expect(await row.textContent()).toContain('variant d2, width 0.25');
    await page.getByRole('link', { name: 'nets/d2' }).click();
    await page.getByText('held-out pictures were met best after round 2').waitFor();
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Loss',
      'Wrong answers',
      'I(X;T)',
      'I(T;Y)',
      'I(T;Y), corrected',
      'Learning rate',
    ]);
    await screenshot(page, 'training');
  });

  it('follows a training that goes on', async () => {
    const page = await browser.open(`${served.url}/trainings/nets/d2`);
    await page.getByText('2 of 4 rounds').waitFor();
    trainOneRound(2);
    await page.getByText('3 of 4 rounds').waitFor({ timeout: 20_000 });
  });

  it('says what is wrong with a folder that is damaged, and that there is none of another name', async () => {
    const damaged = join(served.folder, 'damaged');
    makeFolder(damaged, '--out');
    writeFileSync(join(damaged, 'training.json'), '{');
    const page = await browser.open(`${served.url}/trainings`, { expected: [/status of 404/] });
    await page
      .getByRole('row', { name: /damaged/ })
      .getByText(/training\.json/)
      .waitFor();
    await page.goto(`${served.url}/trainings/nowhere`);
    await page.getByText('There is no such training').waitFor();
  });

  it('can be used by everyone, on a phone too', async () => {
    const page = await browser.open(`${served.url}/trainings/nets/d2`, { viewport: PHONE });
    await page.getByRole('heading', { name: 'Wrong answers' }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.goto(`${served.url}/trainings`);
    await page.getByRole('row', { name: /nets\/d2/ }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
