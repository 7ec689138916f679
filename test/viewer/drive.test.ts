import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { EpisodeRow } from '../../server/store/episode-store.ts';
import { RunFolder } from '../../server/store/run-folder.ts';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { serveRuns } from './serve-runs.ts';
import { loggedIn } from './straight-run.ts';

/** Small, since the tests' browser draws without a graphics card. */
const VIEWPORT = { width: 640, height: 420 };
const MINE = 'drives/human-driving-straight';

const browser = useBrowser();
const { url, folder } = await serveRuns();

/** Machines that draw without a graphics card take their time. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 60_000 });
const speed = async (page: Page) => Number(await page.locator('.hud-speed .hud-number').textContent());

async function atTheWheel(query: string, options = {}): Promise<Page> {
  const page = await browser.open(`${url}/explore?${query}`, {
    viewport: VIEWPORT,
    ...options,
  });
  await page.getByRole('link', { name: 'Take the wheel' }).click();
  await page.getByRole('button', { name: 'Start driving' }).click();
  return page;
}

/** One column of an episode's log, by the name the log gives it. */
function column(row: EpisodeRow, name: string): readonly number[] {
  const run = RunFolder.open(join(folder, MINE), { write: false });
  try {
    const { names, rows } = run.store.trajectory(row.id) as NonNullable<
      ReturnType<typeof run.store.trajectory>
    >;
    const at = names.indexOf(name);
    return Array.from(
      { length: rows.length / names.length },
      (_, i) => rows[i * names.length + at] as number,
    );
  } finally {
    run.close();
  }
}

describe('a person at the wheel', () => {
  it('drives with the keys and is logged and scored like any agent, then meets one in the same scene', async () => {
    const page = await atTheWheel('task=driving/straight&scene={"weather":"WetNoon"}&seed=3');
    // The count-down, and the car that stands until the gas is pressed.
    await page.locator('.hud-centre').getByText('1').waitFor();
    await page.keyboard.down('ArrowUp');
    await eventually(() => speed(page)).toBeGreaterThan(14);
    await page.keyboard.down('ArrowLeft');
    await page.getByRole('heading', { name: /^You scored/ }).waitFor({ timeout: 60_000 });
    await page.keyboard.up('ArrowLeft');
    await page.keyboard.up('ArrowUp');

    await eventually(() => loggedIn(folder, MINE).length).toBe(1);
    const [row] = loggedIn(folder, MINE) as [EpisodeRow];
    expect(row).toMatchObject({ agent: 'human', seed: 3, status: 'done', failed: true });
    expect(row.scene.weather).toBe('WetNoon');
    expect(await page.getByRole('heading', { name: /^You scored/ }).textContent()).toContain(
      row.q?.toFixed(3),
    );
    const [steer, gas, offset] = ['steer', 'gas', 'offsetM'].map((name) => column(row, name)) as [
      readonly number[],
      readonly number[],
      readonly number[],
    ];
    // Left on the keys is left on the road, and nothing leaves the action's limits.
    expect(Math.max(...steer)).toBeGreaterThan(0.1);
    expect(Math.min(...steer)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steer, ...gas)).toBeLessThanOrEqual(1);
    expect(offset.at(-1)).toBeGreaterThan(1);
    expect(gas).toContain(1);

    await page.getByRole('button', { name: 'Same scene with pure-pursuit' }).click();
    const rival = page.getByRole('row', { name: /^pure-pursuit/ });
    await rival.waitFor({ timeout: 60_000 });
    const theirs = loggedIn(folder, 'drives/pure-pursuit-driving-straight')[0] as EpisodeRow;
    expect(theirs).toMatchObject({ seed: row.seed, scene: row.scene, task: row.task });
    // The same terms, and beside them what only a driver in real time can miss.
    const { missedDeadlines: _, ...terms } = row.terms as Record<string, number>;
    expect(Object.keys(terms).sort()).toEqual(Object.keys(theirs.terms ?? {}).sort());
    expect(await rival.textContent()).toContain(theirs.q?.toFixed(3));
    expect(await page.getByRole('row', { name: /^You/ }).textContent()).toContain(row.q?.toFixed(3));
    const watch = page.getByRole('row', { name: /^You/ }).getByRole('link', { name: 'Watch it' });
    expect(await watch.getAttribute('href')).toBe(`/runs/${MINE}?episode=${row.id}`);
    await expectAccessible(page);
    await screenshot(page, 'drive-head-to-head');
  }, 180_000);

  it('who leaves the page is aborted, never a failure, and may drive again', async () => {
    const mine = () => loggedIn(folder, 'drives/human-driving-navigation');
    const page = await atTheWheel('task=driving/navigation&seed=4');
    await page.keyboard.down('KeyW');
    await eventually(() => speed(page)).toBeGreaterThan(3);
    await page.keyboard.up('KeyW');
    await page.getByRole('link', { name: 'Runs' }).press('Enter');
    await eventually(() => mine().length).toBe(1);
    expect(mine()[0]).toMatchObject({ status: 'aborted', failed: null, q: null });
    await page.goBack();
    await page.getByRole('button', { name: 'Start driving' }).click();
    await page.getByRole('button', { name: 'Give up' }).click();
    await page.getByRole('button', { name: 'Start driving' }).waitFor();
  }, 120_000);

  it('losing the window lets go of every key', async () => {
    const page = await atTheWheel('task=driving/navigation&seed=5');
    await page.keyboard.down('ArrowUp');
    await eventually(() => speed(page)).toBeGreaterThan(3);
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    const pressed = () =>
      page.locator('.hud-controls').evaluate((box) => (box as HTMLElement).style.getPropertyValue('--gas'));
    await eventually(pressed).toBe('0.000');
  }, 120_000);

  it('drives with two thumbs on a phone, where nothing else is in the way', async () => {
    const page = await atTheWheel('task=driving/navigation&seed=6', {
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
      colorScheme: 'dark',
    });
    const middle = async (part: string) => {
      const box = await page.locator(part).boundingBox();
      if (box === null) throw new Error(`${part} is not there`);
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const [gas, pad] = [await middle('.touch-pedal.gas'), await middle('.touch-pad')];
    const fingers = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map((at, id) => ({ ...at, id })),
      });
    const steer = async () => Number(await page.locator('.hud-controls').getAttribute('data-steer'));

    await touch('touchStart', pad);
    await touch('touchMove', { ...pad, x: pad.x + 60 });
    await eventually(steer).toBeLessThan(-0.5);
    await touch('touchEnd');
    await eventually(steer).toBe(0);
    await touch('touchStart', pad, gas);
    await eventually(() => speed(page)).toBeGreaterThan(3);
    await expectNoSidewaysScroll(page);
    await screenshot(page, 'drive-phone');
    await expectAccessible(page);
  }, 120_000);
});
