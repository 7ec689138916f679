import type { RunFacts } from '../facts.ts';
import { plural } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { RunView } from '../run-view.ts';

/** The page's top: what was found, in words. */
export function overview(run: RunView, facts: RunFacts, sections: readonly Html[]): Html {
  return html`<header class="top">
<p class="kicker">${run.agent} on ${run.taskId}, space ${run.space.name} (${plural(run.space.dimension, 'axis', 'axes')}), adversary ${run.adversary}, run ${run.name}</p>
<h1>${facts.headline}</h1></header>
${
  run.finished
    ? null
    : html`<p class="warning">This run is not finished: it has ${plural(run.episodes.length, 'episode')} so far, and all below is about those. Go on with <code>faultscape attack --resume --out ${run.folder}</code>.</p>`
}
${
  run.aborted === 0
    ? null
    : html`<p class="warning">${plural(run.aborted, 'episode')} could not be run to the end (a worker died each time) and ${run.aborted === 1 ? 'is' : 'are'} left out.</p>`
}
<ul class="findings">${facts.findings.map((text) => html`<li>${text}</li>`)}</ul>
<nav>${LINKS.filter(([id]) => sections.some(({ text }) => text.startsWith(`<section id="${id}"`))).map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>`;
}

const LINKS = [
  ['rates', 'How often'],
  ['spread', 'How diverse'],
  ['where', 'Where'],
  ['explain', 'In words'],
  ['pairs', 'Pairs of axes'],
  ['kinds', 'What kind'],
  ['plane', 'Information plane'],
  ['gallery', 'Pictures'],
  ['making', 'How it was made'],
  ['glossary', 'Words'],
] as const;
