import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from './accessible.ts';
import { attackRun, startAttack } from './attack-run.ts';
import { PHONE, screenshot, useBrowser } from './browser.ts';
import { serveRuns } from './serve-runs.ts';

const SMALL = { width: 700, height: 560 };
/** Nothing plays by itself, so that a test says what happens. */
const STILL = { viewport: SMALL, reducedMotion: 'reduce' } as const;

const PLUGIN = path.resolve('test/toys/plugin.ts');
const { url } = await serveRuns({ plugins: [PLUGIN] });
const RANDOM = { task: 'driving/one-curve', agent: 'pure-pursuit', adversary: 'random', workers: 1 };
const ids = await attackRun(url, 'drives', { ...RANDOM, settings: { samples: 6 } });
const [first = '', second = '', third = ''] = ids;
const browser = useBrowser();

const timeOf = (page: Page) => page.getByLabel('Time', { exact: true }).innerText();
const canvasOf = (page: Page) => page.locator('.stage canvas');

async function openEpisode(query: string, options: Parameters<typeof browser.open>[1] = STILL) {
  const page = await browser.open(`${url}/runs/drives?${query}`, options);
  await expect.poll(() => canvasOf(page).getAttribute('data-drawn'), POLL).toBeTruthy();
  return page;
}

const POLL = { timeout: 30_000, interval: 100 };

describe('the episode player', () => {
  it('opens the same episode at the same time from the same camera by its link', async () => {
    const page = await openEpisode(`episode=${first}&t=3.2&cam=orbit`);
    expect(await timeOf(page)).toMatch(/^3\.2 \/ 1\d\.\d s$/);
    expect(await page.getByRole('combobox', { name: 'Camera' }).inputValue()).toBe('orbit');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => page.url(), POLL).toContain('t=4.3');
    const again = await browser.open(page.url(), STILL);
    await expect.poll(() => timeOf(again), POLL).toMatch(/^4\.3 /);
    expect(again.url()).toContain(`episode=${first}`);
    expect(again.url()).toContain('cam=orbit');
  });

  it('plays in time that passes, and pauses', async () => {
    const page = await openEpisode(`episode=${first}`);
    expect(await timeOf(page)).toMatch(/^0\.0 /);
    await page.keyboard.press(' ');
    await expect.poll(() => page.getByRole('button', { name: 'Pause' }).count(), POLL).toBe(1);
    await expect.poll(async () => Number.parseFloat(await timeOf(page)), POLL).toBeGreaterThan(0.5);
    await page.keyboard.press(' ');
    const paused = await timeOf(page);
    await page.waitForTimeout(400);
    expect(await timeOf(page)).toBe(paused);
  });

  it('scrubs by the slider, and its gauges say what was logged then', async () => {
    const page = await openEpisode(`episode=${first}`);
    const speed = page.getByRole('row', { name: /^Speed/ });
    expect(await speed.innerText()).toContain('0.0 m/s');
    await page.getByRole('slider', { name: 'Time in the episode' }).fill('6');
    const steps = await logged(first);
    const at = steps.rows[59]?.[steps.names.indexOf('speedMps')] ?? Number.NaN;
    await expect.poll(() => speed.innerText(), POLL).toContain(`${at.toFixed(1)} m/s`);
    await page.keyboard.press('End');
    await expect.poll(() => page.getByRole('row', { name: /^Q if/ }).innerText(), POLL).toMatch(/0\.9\d\d/);
    await page.keyboard.press('Home');
    await expect.poll(() => timeOf(page), POLL).toMatch(/^0\.0 /);
  });

  it('is driven by keys alone, which it lists', async () => {
    const page = await openEpisode(`episode=${second}`);
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').innerText()).toMatch(/Space\s+play or pause/);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count(), POLL).toBe(0);
    await page.keyboard.press(']');
    await expect.poll(() => page.getByRole('combobox', { name: 'Speed' }).inputValue(), POLL).toBe('2');
    await page.keyboard.press('c');
    await expect.poll(() => page.url(), POLL).toContain('cam=orbit');
    await page.keyboard.press('n');
    await expect.poll(() => page.url(), POLL).toContain(`episode=${third}`);
    await page.keyboard.press('p');
    await expect.poll(() => page.url(), POLL).toContain(`episode=${second}`);
    await page.goBack();
    await expect.poll(() => page.url(), POLL).toContain(`episode=${third}`);
  });

  it("shows the agent's camera in colour, in depth and by class, each its own picture", async () => {
    const page = await openEpisode(`episode=${first}&t=2`);
    const eye = page.locator('.agent-eye canvas');
    const pictures: string[] = [];
    for (const [name, channel] of [
      ['RGB', 'rgb'],
      ['Depth', 'depth'],
      ['Semantic', 'semantic'],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      await expect.poll(() => eye.getAttribute('data-drawn'), POLL).toBe(channel);
      pictures.push(await eye.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()));
      expect(await colours(page)).toBeGreaterThan(4);
    }
    expect(new Set(pictures).size).toBe(3);
    const before = pictures[2];
    await page.keyboard.press('Shift+ArrowRight');
    const now = () => eye.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    await expect.poll(now, POLL).not.toBe(before);
  });

  it('turns its camera by drag and by keys, without moving through time', async () => {
    const page = await openEpisode(`episode=${first}&t=2`);
    const drawn = async () => Number(await canvasOf(page).getAttribute('data-drawn'));
    const view = page.getByRole('application', { name: new RegExp(first) });
    const before = await drawn();
    const box = await view.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 100, (box?.y ?? 0) + 100];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 20);
    await page.mouse.up();
    await expect.poll(drawn, POLL).toBeGreaterThan(before);
    await view.focus();
    const dragged = await drawn();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(drawn, POLL).toBeGreaterThan(dragged);
    expect(await timeOf(page)).toMatch(/^2\.0 /);
  });

  it('shows several episodes side by side on one clock', async () => {
    const page = await openEpisode(`episode=${first}&with=${second}&t=1`);
    await expect.poll(() => page.locator('.panel-title').count(), POLL).toBe(2);
    await page.getByText('Show another episode beside it').click();
    await page.getByLabel('Find an episode to show beside').fill(third);
    await page
      .locator('.beside-picker')
      .getByRole('button', { name: new RegExp(third) })
      .click();
    await expect.poll(() => page.locator('.panel-title').count(), POLL).toBe(3);
    expect(decodeURIComponent(page.url())).toContain(`with=${second},${third}`);
    expect(
      await page
        .getByRole('row', { name: /^Speed/ })
        .locator('td')
        .count(),
    ).toBe(3);
    await screenshot(page, 'player-side-by-side');
    await page.getByRole('button', { name: `Take ${first} off the stage` }).click();
    await expect.poll(() => page.url(), POLL).toContain(`episode=${second}`);
    await expect.poll(() => page.locator('.panel-title').count(), POLL).toBe(2);
  });

  it('does not move by itself where less motion is asked for, and draws nothing while paused', async () => {
    const page = await openEpisode(`episode=${first}`);
    await page.waitForTimeout(1_500);
    expect(await timeOf(page)).toMatch(/^0\.0 /);
    const drawn = await canvasOf(page).getAttribute('data-drawn');
    await page.waitForTimeout(500);
    expect(await canvasOf(page).getAttribute('data-drawn')).toBe(drawn);
    expect(await canvasOf(page).getAttribute('data-ratio')).toBe('1.00');
  });

  it('plays by itself where motion is welcome', async () => {
    const page = await openEpisode(`episode=${first}`, { viewport: SMALL });
    await expect.poll(async () => Number.parseFloat(await timeOf(page)), POLL).toBeGreaterThan(0.1);
  });

  it('draws again after the graphics were lost', async () => {
    const page = await openEpisode(`episode=${first}`);
    await canvasOf(page).evaluate((canvas: HTMLCanvasElement) => {
      canvas.dataset.old = 'yes';
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    });
    await expect.poll(() => canvasOf(page).getAttribute('data-old'), POLL).toBeNull();
    await expect.poll(() => canvasOf(page).getAttribute('data-drawn'), POLL).toBeTruthy();
    expect(await page.getByText('The graphics were lost').count()).toBe(0);
  });

  it('keeps memory flat however many episodes are opened', async () => {
    const page = await openEpisode(`episode=${first}`, { ...STILL, viewport: { width: 420, height: 420 } });
    const devtools = await page.context().newCDPSession(page);
    const heapBytes = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      return usedSize;
    };
    const open = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const id = ids[(i + 1) % ids.length] as string;
        await page.evaluate((href) => {
          history.pushState(null, '', href);
          dispatchEvent(new PopStateEvent('popstate'));
        }, `/runs/drives?episode=${id}`);
        await expect.poll(() => page.locator('.panel-title .mono').innerText(), POLL).toBe(id);
        const drawn = Number(await canvasOf(page).getAttribute('data-drawn'));
        await page.keyboard.press('ArrowRight');
        await expect
          .poll(async () => Number(await canvasOf(page).getAttribute('data-drawn')), POLL)
          .toBeGreaterThan(drawn);
      }
      return {
        geometries: Number(await canvasOf(page).getAttribute('data-geometries')),
        textures: Number(await canvasOf(page).getAttribute('data-textures')),
        heapBytes: await heapBytes(),
      };
    };
    const before = await open(12);
    const after = await open(48);
    expect(after.geometries).toBeLessThanOrEqual(before.geometries * 1.1);
    expect(after.textures).toBeLessThanOrEqual(before.textures);
    expect(after.heapBytes).toBeLessThan(before.heapBytes * 1.15);
  }, 120_000);

  it('fits a phone', async () => {
    const page = await openEpisode(`episode=${first}&t=2`, { ...STILL, viewport: PHONE, hasTouch: true });
    await expectNoSidewaysScroll(page);
    await screenshot(page, 'player-phone');
  });

  it('can be read by those who do not see it, in light and dark', async () => {
    const page = await openEpisode(`episode=${first}&with=${second}&t=2`);
    await expectAccessible(page);
    await page.keyboard.press('?');
    await expectAccessible(page);
  });

  it('shows a task that it cannot draw as the numbers that were logged', async () => {
    const [toy = ''] = await attackRun(url, 'toys', {
      task: 'toy/plane',
      agent: 'toy',
      adversary: 'random',
      workers: 1,
      settings: { samples: 2 },
    });
    const page = await browser.open(`${url}/runs/toys?episode=${toy}`, STILL);
    await expect.poll(() => page.getByText('does not know how to draw this task').count(), POLL).toBe(1);
    const stride = page.getByRole('row', { name: /^stride/ });
    expect(await stride.getByRole('cell').last().innerText()).toMatch(/^-?\d\.\d{3}$/);
    await page.keyboard.press('End');
    await expect.poll(() => timeOf(page), POLL).toMatch(/^0\.6 \/ 0\.6 s$/);
  });

  it('says so where a link leads to no episode', async () => {
    const page = await browser.open(`${url}/runs/drives?episode=nothing-like-it`, STILL);
    await expect.poll(() => page.getByText('This run has no episode nothing-like-it').count(), POLL).toBe(1);
  });
});

describe('following a run', () => {
  it('shows episodes under way as they are driven, then what was logged', async () => {
    await startAttack(url, 'live', { ...RANDOM, settings: { samples: 20_000 }, seats: 1 });
    const page = await browser.open(`${url}/runs/live`, { viewport: SMALL });
    await expect.poll(() => page.locator('.source .badge').innerText(), POLL).toBe('Live');
    const id = await page.locator('.panel-title .mono').innerText();
    await expect.poll(() => page.locator('.panel-title .mono').innerText(), POLL).not.toBe(id);
    await screenshot(page, 'player-live');
    await page.getByRole('button', { name: 'Stay with this episode' }).click();
    await expect.poll(() => page.locator('.source .badge').innerText(), POLL).toBe('Logged');
    await page.getByRole('button', { name: /^Stop/ }).click();
    await page.getByRole('button', { name: 'Stop the run' }).click();
    await vi.waitFor(async () => {
      const { summary } = await (await fetch(`${url}/api/runs/live`)).json();
      expect(summary.status).toBe('interrupted');
    }, POLL);
  });
});

async function logged(id: string): Promise<{ names: readonly string[]; rows: readonly number[][] }> {
  return (await fetch(`${url}/api/runs/drives/episodes/${id}/steps`)).json();
}

/** How many different colours the agent's camera shows. */
function colours(page: Page): Promise<number> {
  return page.locator('.agent-eye canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      seen.add(((data[i] as number) << 16) | ((data[i + 1] as number) << 8) | (data[i + 2] as number));
    }
    return seen.size;
  });
}
