import { describe, expect, it } from 'vitest';
import { foolingRate } from '../../../adversary/metrics.ts';
import { buildReport } from '../../../server/report/build-report.ts';
import { axisTitle } from '../../../server/report/format.ts';
import { escapeHtml } from '../../../server/report/html.ts';
import type { RunView } from '../../../server/report/run-view.ts';
import { renderText } from '../../../server/report/terminal.ts';
import { LANDSCAPE_SPACE, landscapeRun, wideSpace } from './landscape-run.ts';

const report = (run: RunView) => buildReport(run, { gl: 'auto', pictures: false });

/** Everything that makes a browser fetch something, and everything left blank by mistake. */
function expectSound(page: string): void {
  expect(page).not.toMatch(/<(?:script|link(?! rel="icon" href="data:,")|iframe|object|embed)\b/);
  expect(page).not.toMatch(/(?:src|href|xlink:href|srcset)="(?!data:|#)/);
  expect(page).not.toMatch(/url\(|@import|NaN|undefined|Infinity|\[object/);
  expect(page).toContain('prefers-color-scheme: dark');
  expect(page).toContain('width=device-width');
}

describe('the report page', () => {
  it('loads nothing from anywhere and names every axis with its unit', async () => {
    const { page } = await report(landscapeRun());
    expectSound(page);
    for (const axis of LANDSCAPE_SPACE.axes) expect(page).toContain(escapeHtml(axisTitle(axis)));
  });

  it('gives the fooling rates that the rows give', async () => {
    const run = landscapeRun();
    const { facts, page } = await report(run);
    for (const phase of ['pool', 'generated']) {
      const rows = run.episodes.filter((episode) => episode.phase === phase);
      const rate = foolingRate(rows.map((row) => ({ ...row, score: row.q })));
      expect(facts.phases.find((p) => p.phase === phase)?.afr).toEqual(rate);
      expect(page).toContain(`${rate.hits} / ${rate.total}`);
    }
  });

  it('escapes what users name', async () => {
    const { page } = await report(landscapeRun());
    expect(page).toContain('collision:&lt;tree&gt;');
    expect(page).toContain('Wet &amp; dark');
    expect(page).toContain('some &lt;CPU&gt;');
    expect(page).not.toMatch(/<b>deg|<tree>|<CPU>/);
  });

  it('says what the terminal says', async () => {
    const run = landscapeRun();
    const { facts, page } = await report(run);
    const text = renderText(run, facts);
    expect(text).toContain(facts.headline);
    expect(page).toContain(escapeHtml(facts.headline).replace(/(\d) %/g, '$1&nbsp;%'));
    expect(text).toContain('itch<b>deg below');
    expect(text).toMatch(/generated +\d+ %/);
  });

  it('is the same text whenever it is made', async () => {
    expect((await report(landscapeRun())).page).toBe((await report(landscapeRun())).page);
  });

  it('puts each failure beside the nearest pass with the axes that differ', async () => {
    const { page } = await report(landscapeRun());
    expect(page).toContain('Failures beside the nearest pass');
    expect(page.match(/class="badge fail"/g)).toHaveLength(6);
    expect(page.match(/class="badge ok"/g)).toHaveLength(6);
    expect(page).toContain('--no-pictures');
  });

  it.each([
    ['nothing failed', landscapeRun({ landscape: () => 1 }), 'passed all 300 random scenes'],
    ['everything failed', landscapeRun({ landscape: () => 0 }), 'All 300 random scenes failed'],
    ['few failed', landscapeRun({ pool: 100, failsBelow: 0.001, generated: 0 }), 'too few to say'],
    ['it stopped in the pool', landscapeRun({ pool: 40, generated: 0, finished: false }), 'not finished'],
    ['it stopped at once', landscapeRun({ pool: 0, generated: 0, finished: false }), 'has not been tried'],
    ['one episode ran', landscapeRun({ pool: 1, generated: 0, finished: false }), 'random scene'],
  ])('is whole when %s', async (_, run, says) => {
    const { page, facts } = await report(run);
    expectSound(page);
    expect(renderText(run, facts).includes(says) || page.includes(says), says).toBe(true);
  });

  it('pairs only the strongest of many axes, and says so', async () => {
    const run = landscapeRun({ space: wideSpace(14), pool: 900 });
    const { page } = await report(run);
    expectSound(page);
    expect(page).toContain('Of 14 axes, the 4 that best tell failures from passes are paired: axis0, axis1');
    for (let i = 0; i < 14; i++) expect(page).toContain(`axis${i}`);
    expect(page.length).toBeLessThan(2_000_000);
  });
});
