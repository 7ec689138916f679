import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { afterAll, afterEach, expect } from 'vitest';
import { chromiumFolder } from './chromium-files.ts';

/** What Chromium needs to draw WebGL without a graphics card, as root or not. */
const ARGUMENTS = [
  '--headless=shell',
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** Chromium says this of every picture that is read back when a processor draws it. */
const READ_BACK = /GPU stall due to ReadPixels/;

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

export async function openBrowser(): Promise<Browser> {
  const folder = chromiumFolder();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: path.join(folder, 'lib'),
      FONTCONFIG_PATH: folder,
    },
  });
}

export interface OpenOptions extends BrowserContextOptions {
  /** Console lines that the test provokes, e.g. a request that must fail. */
  readonly expected?: readonly RegExp[];
}

/**
 * One browser for a test file. Every page opened through it is closed after its test, and the test
 * fails on any console error, warning, or uncaught error of the page that it did not announce.
 */
export function useBrowser(): { open(url: string, options?: OpenOptions): Promise<Page> } {
  let browser: Promise<Browser> | null = null;
  let problems: string[] = [];
  let pages: Page[] = [];

  afterEach(async () => {
    const seen = problems;
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
    problems = [];
    expect(seen, 'console errors and uncaught errors of the page').toEqual([]);
  });
  afterAll(async () => {
    await (await browser)?.close();
  });

  return {
    async open(url, { expected = [], ...options } = {}) {
      browser ??= openBrowser();
      const context = await (await browser).newContext({ viewport: DESKTOP, locale: 'en-GB', ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      pages.push(page);
      const note = (text: string) => {
        if (![READ_BACK, ...expected].some((pattern) => pattern.test(text))) problems.push(text);
      };
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) note(`${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
      await page.goto(url);
      return page;
    },
  };
}

/** Saves what the page shows, to be looked at; FAULTSCAPE_SHOTS names another folder. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = process.env.FAULTSCAPE_SHOTS ?? path.join(os.tmpdir(), 'faultscape-shots');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  return file;
}
