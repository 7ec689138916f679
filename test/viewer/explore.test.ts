import { execFileSync } from 'node:child_process';
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { distance } from '../../adversary/index.ts';
import type { EpisodeRow } from '../../server/store/episode-store.ts';
import { createTask, type Space } from '../../sim/index.ts';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { DESKTOP, PHONE, screenshot, useBrowser } from './browser.ts';
import { difference } from './difference.ts';
import { serveRuns } from './serve-runs.ts';
import { attackStreet, loggedIn } from './straight-run.ts';

const CLI = `"${process.execPath}" --import tsx server/cli/main.ts`;
const PAPER = createTask('driving/straight').spaces.get('paper') as Space;

/** Small, since the tests' browser draws without a graphics card. */
const VIEWPORT = { width: 900, height: 600 };

const browser = useBrowser();
const { url, folder } = await serveRuns();
await attackStreet(folder, 'luck');

/** Machines that draw without a graphics card take their time. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 });

const explore = (query: string, options = {}) =>
  browser.open(`${url}/explore?${query}`, { viewport: VIEWPORT, ...options });
const stage = (page: Page) => page.locator('.explorer-stage .stage canvas');
const slider = (page: Page, name: string) => page.getByRole('slider', { name, exact: true });
const weather = (page: Page) => page.getByLabel('Weather', { exact: true });
const sceneOf = (page: Page) => JSON.parse(new URL(page.url()).searchParams.get('scene') ?? '{}') as object;

async function drawn(canvas: Locator): Promise<Buffer> {
  await eventually(() => canvas.getAttribute('data-drawn')).not.toBeNull();
  return canvas.screenshot();
}

describe('the scene explorer', () => {
  it('shows at once what a slider changes, in both pictures and in the address', async () => {
    const page = await explore('task=driving/straight&space=extended');
    const canvas = stage(page);
    const eye = page.locator('.agent-eye canvas');
    const [before, eyeBefore] = [await drawn(canvas), await eye.screenshot()];
    const geometries = await canvas.getAttribute('data-geometries');

    await slider(page, 'Fog density, per metre').focus();
    await page.keyboard.press('End');
    await eventually(async () => difference(before, await canvas.screenshot())).toBeGreaterThan(8);
    await eventually(async () => difference(eyeBefore, await eye.screenshot())).toBeGreaterThan(8);
    await eventually(() => sceneOf(page)).toEqual({ fogDensityPerM: 0.06 });
    expect(await slider(page, 'Fog density, per metre').getAttribute('aria-valuetext')).toBe(
      '0.06 per metre',
    );

    // The town itself was not built again.
    expect(await canvas.getAttribute('data-geometries')).toBe(geometries);
    await page.getByRole('button', { name: /^Reset fog density/ }).click();
    await eventually(() => sceneOf(page)).toEqual({});
  });

  it('opens the same scene from its link, and goes back to the nominal one', async () => {
    const page = await explore('task=driving/navigation&seed=9&scene={"weather":"HardRainNoon"}');
    await eventually(() => weather(page).inputValue()).toBe('HardRainNoon');
    expect(await page.getByLabel('Seed').inputValue()).toBe('9');
    await page.getByLabel(/^Space/).selectOption('extended');
    await eventually(() => slider(page, 'Rain').inputValue()).toBe('1');
    await page.getByRole('button', { name: 'Reset all' }).click();
    await eventually(() => slider(page, 'Rain').inputValue()).toBe('0');
    await page.getByRole('button', { name: 'Random scene' }).click();
    await eventually(() => Object.keys(sceneOf(page)).length).toBeGreaterThan(10);
  });

  it('says in the words of the simulator what is wrong with a value, and does not take it', async () => {
    const page = await explore('task=driving/straight&space=paper');
    await page.getByLabel('Camera height, metres, as a number').fill('7');
    await eventually(() => page.getByRole('alert').textContent()).toContain('a number from 1 to 2 m');
    await page.getByText('The scene as JSON').click();
    await page.getByLabel('Scene as JSON').fill('{"cameraHeightM":1.25,"weather":"Snow"}');
    await page.getByRole('button', { name: 'Show this scene' }).click();
    await eventually(() => page.getByRole('alert').textContent()).toContain('ClearNoon');
    await page.getByLabel('Scene as JSON').fill('{"cameraHeightM":1.25,"weather":"WetNoon"}');
    await page.getByRole('button', { name: 'Show this scene' }).click();
    await eventually(() => sceneOf(page)).toEqual({ cameraHeightM: 1.25, weather: 'WetNoon' });
  });

  it('goes to the nearest scene of a run that failed or passed, says how far it was, and back', async () => {
    const page = await explore('task=driving/straight&run=luck');
    const origin = PAPER.encode({ cameraHeightM: 1.5, cameraPitchDeg: -15, weather: 'ClearNoon' });
    const far = (row: EpisodeRow) => distance(origin, row.point ?? []);
    for (const [word, failed] of [
      ['failing', true],
      ['passing', false],
    ] as const) {
      const nearest = loggedIn(folder, 'luck')
        .filter((row) => row.failed === failed)
        .reduce((a, b) => (far(b) < far(a) ? b : a));
      await page.getByRole('button', { name: `Nearest ${word} scene` }).click();
      const link = page.getByRole('link', { name: `Watch ${nearest.id}` });
      expect(await link.getAttribute('href')).toBe(`/runs/luck?episode=${nearest.id}`);
      const said = /distance ([\d.]+)/.exec((await page.getByText(/distance [\d.]+/).textContent()) ?? '');
      expect(Number(said?.[1])).toBeCloseTo(far(nearest), 2);
      await eventually(() => page.getByLabel('Seed').inputValue()).toBe(String(nearest.seed));
      expect(await weather(page).inputValue()).toBe(nearest.scene.weather);
      await page.getByRole('button', { name: 'Back to where I was' }).click();
      await eventually(() => page.getByLabel('Seed').inputValue()).toBe('1');
    }
  });

  it('copies a command that really runs, and the scene as JSON', async () => {
    const page = await explore(
      'task=driving/straight&scene={"weather":"HardRainNoon"}&agent=pure-pursuit&seed=5',
      {
        permissions: ['clipboard-read', 'clipboard-write'],
      },
    );
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy as JSON' }).click();
    await eventually(clipboard).toBe(
      JSON.stringify({ cameraHeightM: 1.5, cameraPitchDeg: -15, weather: 'HardRainNoon' }, null, 2),
    );
    await page.getByRole('button', { name: 'Copy as command' }).click();
    await eventually(clipboard).toMatch(/^npx faultscape evaluate /);
    const command = (await clipboard()).replace('npx faultscape', CLI);
    const out = execFileSync('sh', ['-c', command], { encoding: 'utf8', stdio: 'pipe' });
    expect(out).toMatch(/goal reached +1 of 1/);
  });

  it('lets an agent drive from here, logs it, and plays it in place', async () => {
    const page = await explore(
      'task=driving/straight&scene={"weather":"WetNoon"}&agent=pure-pursuit&seed=11',
    );
    const still = await drawn(stage(page));
    await page.getByRole('button', { name: 'Drive from here' }).click();
    const link = page.getByRole('link', { name: 'Watch it' });
    await link.waitFor({ timeout: 60_000 });
    const [, run, id] = /^\/runs\/(.+)\?episode=(.+)$/.exec((await link.getAttribute('href')) ?? '') ?? [];
    const row = loggedIn(folder, decodeURIComponent(run as string)).find(
      (each) => each.id === id,
    ) as EpisodeRow;
    expect(row).toMatchObject({ agent: 'pure-pursuit', task: 'driving/straight', seed: 11, status: 'done' });
    expect(row.scene.weather).toBe('WetNoon');
    expect(await page.locator('.drive-result .q').textContent()).toBe(row.q?.toFixed(3));
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await eventually(async () => difference(still, await stage(page).screenshot())).toBeGreaterThan(4);
    await page.getByRole('button', { name: 'Back to the start' }).click();
    await eventually(() => page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
  });

  it('is accessible in light and dark, also on a phone', async () => {
    const page = await explore('task=driving/straight&space=extended&run=luck', { viewport: DESKTOP });
    await drawn(stage(page));
    await screenshot(page, 'explore-extended');
    await page.getByRole('button', { name: 'Show it in paper' }).click();
    await page.getByRole('button', { name: 'Nearest failing scene' }).click();
    await page.getByText(/distance [\d.]+/).waitFor();
    await expectAccessible(page);
    await screenshot(page, 'explore');
    await page.setViewportSize(PHONE);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await screenshot(page, 'explore-phone');
  });
});
