import { join } from 'node:path';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import { standaloneSvg } from '../report/charts/render-chart.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import type { Hardening } from './hardening.ts';
import { CHART_FILE, hardeningCard } from './hardening-card.ts';
import { hardeningPage } from './hardening-page.ts';
import { FORMAT, OUTCOME_FILE } from './read-hardening.ts';
import { verdictChart } from './verdict-chart.ts';

/** Writes what came of a hardening beside its weights: harden.json, the card README.md, chart.svg and report.html. */
export async function writeHardening(
  hardening: Hardening,
): Promise<{ readonly page: string; readonly card: string; readonly data: string }> {
  const { out } = hardening.config;
  const [page, card] = ['report.html', 'README.md'].map((name) => join(out, name)) as [string, string];
  const facts = { format: FORMAT, version: 1, faultscape: PACKAGE_VERSION, ...hardening };
  const data = `${JSON.stringify(facts, null, 2)}\n`;
  writeFileAtomic(join(out, OUTCOME_FILE), data);
  writeFileAtomic(join(out, CHART_FILE), await standaloneSvg(verdictChart(hardening).spec));
  writeFileAtomic(card, hardeningCard(hardening));
  writeFileAtomic(page, await hardeningPage(hardening));
  return { page, card, data };
}
