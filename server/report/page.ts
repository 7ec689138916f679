import { explainRun } from '../explain/explain-run.ts';
import type { RunFacts } from './facts.ts';
import type { Gallery } from './gallery/build-gallery.ts';
import { html } from './html.ts';
import type { RunView } from './run-view.ts';
import { explainSection } from './sections/explain.ts';
import { gallerySection } from './sections/gallery.ts';
import { glossarySection } from './sections/glossary.ts';
import { kindsSection } from './sections/kinds.ts';
import { makingSection } from './sections/making.ts';
import { overview } from './sections/overview.ts';
import { pairsSection } from './sections/pairs.ts';
import { planeSection } from './sections/plane.ts';
import { ratesSection } from './sections/rates.ts';
import { spreadSection } from './sections/spread.ts';
import { whereSection } from './sections/where.ts';
import { STYLE } from './style.ts';

/** The whole report as one HTML text that loads nothing from anywhere. */
export async function renderPage(run: RunView, facts: RunFacts, gallery: Gallery): Promise<string> {
  const sections = [
    ratesSection(facts),
    spreadSection(run, facts),
    await whereSection(run, facts),
    await explainSection(run, explainRun(run, { seed: 1 })),
    await pairsSection(run, facts),
    await kindsSection(run, facts),
    await planeSection(run),
    gallerySection(run, gallery),
    makingSection(run),
    glossarySection(),
  ];
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${run.name}: where ${run.agent} fails</title><link rel="icon" href="data:,">
<style>${STYLE}</style></head><body><main>
${overview(run, facts, sections)}
${sections}
</main></body></html>
`;
  return page.text;
}
