import { join } from 'node:path';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import { standaloneSvg } from '../report/charts/render-chart.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import type { Hardening } from './hardening.ts';
import { CHART_FILE, hardeningCard } from './hardening-card.ts';
import { hardeningPage } from './hardening-page.ts';
import { verdictChart } from './verdict-chart.ts';

/** Writes what came of a hardening beside its weights: harden.json, the card README.md, chart.svg and report.html. */
export async function writeHardening(
  hardening: Hardening,
): Promise<{ readonly page: string; readonly card: string; readonly data: string }> {
  const { config, plan, agent, versions, teacher, lessons, verdict, run } = hardening;
  const [page, card] = ['report.html', 'README.md'].map((name) => join(config.out, name)) as [string, string];
  const { task, adversary } = run.config;
  const facts = {
    format: 'faultscape-hardening',
    version: 1,
    faultscape: PACKAGE_VERSION,
    ...{ task, space: run.space.name, adversary, agent: { before: run.config.agent, after: agent } },
    ...{ versions, teacher, lessons, plan, verdict, config },
  };
  const data = `${JSON.stringify(facts, null, 2)}\n`;
  writeFileAtomic(join(config.out, 'harden.json'), data);
  writeFileAtomic(join(config.out, CHART_FILE), await standaloneSvg(verdictChart(hardening).spec));
  writeFileAtomic(card, hardeningCard(hardening));
  writeFileAtomic(page, await hardeningPage(hardening));
  return { page, card, data };
}
