import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { startAttack } from './attack-run.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { builtViewer } from './built-viewer.ts';
import { difference } from './difference.ts';
import { temporaryFolder } from './serve-runs.ts';
import { attackStreet, loggedIn, STRAIGHT_PLUGIN } from './straight-run.ts';

const CHILD = fileURLToPath(new URL('./serve-child.ts', import.meta.url));
const SMALL = { width: 800, height: 600 };
const STREET = {
  task: 'driving/straight',
  space: 'paper',
  agent: 'straight-on-slowly',
  adversary: 'random',
  seats: 2,
  plugins: [STRAIGHT_PLUGIN],
};

/** Machines that draw without a graphics card take their time. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 60_000 });
const episodesOf = (page: Page) => page.getByTestId('chosen').textContent();
const done = (page: Page) => page.locator('.run-status', { hasText: 'done' });
const canvas = (page: Page) => page.locator('.run-player .stage canvas');

/** The server in a process of its own, which can be killed and started again at the same address. */
class ServerProcess {
  url = '';
  readonly #folder: string;
  #child: ChildProcess | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const words = [CHILD, port, this.#folder, await builtViewer(), STRAIGHT_PLUGIN];
    const child = spawn(process.execPath, ['--import', 'tsx', ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      child.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
  }

  /** As a power cut would: it hears of nothing. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

const folder = temporaryFolder();
const server = new ServerProcess(folder);
await attackStreet(folder, 'street', 12);
await server.start();
afterAll(() => server.kill());
const browser = useBrowser();

describe('the whole page', () => {
  it('shows one attack live to two people at once, to its end and to the last episode', async () => {
    const list = await browser.open(server.url, { viewport: SMALL });
    await list.locator('[data-run="street"]').waitFor();
    await startAttack(server.url, 'watched', { ...STREET, settings: { samples: 24 } });
    // It comes into the list by itself.
    await list
      .locator('[data-run="watched"]')
      .getByRole('link', { name: 'watched', exact: true })
      .press('Enter');
    const other = await browser.open(`${server.url}/runs/watched`, { viewport: PHONE, hasTouch: true });
    const both = [list, other];
    for (const page of both) await page.locator('.source .badge', { hasText: 'Live' }).waitFor();
    const before = await canvas(list).screenshot();
    await eventually(async () => difference(before, await canvas(list).screenshot())).toBeGreaterThan(1);
    await screenshot(list, 'whole-live');
    for (const page of both) {
      await done(page).first().waitFor({ timeout: 120_000 });
      await eventually(() => episodesOf(page)).toContain('24 episodes');
    }
    expect(loggedIn(folder, 'watched')).toHaveLength(24);
    await expectNoSidewaysScroll(other);
    await screenshot(other, 'whole-live-phone');
  }, 240_000);

  it('comes back by itself when the server was killed, and goes on to the end without a row lost', async () => {
    const page = await browser.open(`${server.url}/runs/street`, {
      viewport: SMALL,
      // What a browser says of what was under way when the server died, and of what finds none.
      expected: [/WebSocket/, /net::ERR_/],
    });
    await eventually(() => episodesOf(page)).toContain('12 episodes');
    await startAttack(server.url, 'cut', { ...STREET, settings: { samples: 40 } });
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.locator('[data-run="cut"]').getByRole('link', { name: 'cut', exact: true }).click();
    await eventually(async () => Number.parseInt((await episodesOf(page)) ?? '', 10)).toBeGreaterThan(5);
    await server.kill();
    await page.getByText('No connection to the server').waitFor();
    const kept = loggedIn(folder, 'cut');
    expect(kept.length).toBeLessThan(40);
    await screenshot(page, 'whole-no-connection');

    await server.start();
    await eventually(() => page.getByText('No connection to the server').count()).toBe(0);
    await page.getByRole('button', { name: 'Resume cut' }).click();
    await done(page).first().waitFor({ timeout: 180_000 });
    await eventually(() => episodesOf(page)).toContain('40 episodes');
    const rows = loggedIn(folder, 'cut');
    expect(new Set(rows.map(({ id }) => id)).size).toBe(40);
    const after = new Map(rows.map((row) => [row.id, row]));
    expect(kept.map(({ id }) => after.get(id))).toEqual(kept);
  }, 300_000);

  it('is walked from the list of runs to an episode that plays by keys alone', async () => {
    const page = await browser.open(server.url, { viewport: SMALL, reducedMotion: 'reduce' });
    await page.locator('[data-run="street"]').waitFor();
    const tabTo = async (is: (focused: Element) => boolean) => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        const there = await page.evaluate(`(${is})(document.activeElement)`);
        if (there === true) return;
      }
      throw new Error(`no press of Tab came to ${is}`);
    };
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await tabTo((focused) => focused.textContent === 'street');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/runs/street?episode=*');
    const time = async () => Number.parseFloat(await page.getByLabel('Time', { exact: true }).innerText());
    await tabTo((focused) => focused.getAttribute('aria-label') === 'Play');
    expect(await time()).toBe(0);
    await page.keyboard.press('Space');
    await eventually(time).toBeGreaterThan(0.4);
    await screenshot(page, 'whole-keys');
    await expectAccessible(page);

    // And on to its scene, where the same keys change the world.
    await tabTo((focused) => focused.textContent === 'Explore this scene');
    await page.keyboard.press('Enter');
    await page.getByLabel('Camera height, metres', { exact: true }).waitFor();
    await tabTo((focused) => focused.getAttribute('aria-label') === 'Camera height, metres');
    await page.keyboard.press('Home');
    await eventually(() => new URL(page.url()).searchParams.get('scene')).toContain('"cameraHeightM":1');
    expect(new URL(page.url()).searchParams.get('run')).toBe('street');
  }, 120_000);

  it('says where there is nothing, in the page and not in the console', async () => {
    const page = await browser.open(`${server.url}/runs/nowhere`, { expected: [/404/] });
    await page.locator('.problem').first().waitFor();
    expect(await page.locator('.problem').first().textContent()).toContain('nowhere');
  });
});
