import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

/** The rules whose verdict depends on colours; in the dark all others would say the same again. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** No finding of axe in light and in dark colours, in the whole page or in a part of it. */
export async function expectAccessible(page: Page, within = 'body'): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // The page has no frames, so that what looks into them (by another page) may stay away.
    const axe = new AxeBuilder({ page }).setLegacyMode().include(within);
    const { violations } = await axe
      .options({
        resultTypes: ['violations'],
        ...(colorScheme === 'dark' ? { runOnly: { type: 'rule', values: OF_COLOURS } } : {}),
      })
      .analyze();
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 4).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
    expect(found, `axe in ${colorScheme} colours`).toEqual([]);
  }
}

/** Nothing sticks out to the side, so a phone never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] as number);
}
