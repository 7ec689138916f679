import { GLOSSARY } from '../glossary.ts';
import { type Html, html } from '../html.ts';

export function glossarySection(): Html {
  return html`<section id="glossary"><h2>Words</h2><dl>${GLOSSARY.map(
    ([term, meaning]) => html`<dt>${term}</dt><dd>${meaning}</dd>`,
  )}</dl></section>`;
}
