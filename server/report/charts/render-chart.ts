import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { type Html, html, trusted } from '../html.ts';
import { LIGHT } from '../style.ts';
import { CHART_CONFIG } from './theme.ts';

/** One chart: what it draws, and what it says to someone who cannot see it. */
export interface Chart {
  readonly spec: TopLevelSpec;
  readonly label: string;
}

/** Draws a Vega-Lite chart to inline SVG, without a browser. Its ids are its own. */
export async function renderChart({ spec, label }: Chart): Promise<Html> {
  const svg = slim(await chartSvg(spec));
  return html`<div class="chart" role="img" aria-label="${label}">${trusted(svg)}</div>`;
}

/** Draws a Vega-Lite chart as an SVG file's text, without a browser. */
export async function chartSvg(spec: TopLevelSpec): Promise<string> {
  const { spec: compiled } = compile({ ...spec, config: CHART_CONFIG });
  const view = new View(parse(compiled), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The same with the colours of a light page, for a file that stands by itself. */
export async function standaloneSvg(spec: TopLevelSpec): Promise<string> {
  const svg = await chartSvg(spec);
  return svg.replace(
    /<svg[^>]*>/,
    (tag) => `${tag}<style>${LIGHT}</style><rect width="100%" height="100%" fill="#fff"/>`,
  );
}

/** Drops what Vega writes for interaction, and digits nobody can see. */
function slim(svg: string): string {
  return svg
    .replace(/ (?:aria-[a-z]+|role|pointer-events|stroke-miterlimit)="[^"]*"/g, '')
    .replace(/<path class="(?:background|foreground)"[^>]*display="none"\/>/g, '')
    .replace(/<path class="background" d="M0(?:\.5)?,0(?:\.5)?h0v0h0Z"\/>/g, '')
    .replace(/(\d+\.\d\d)\d+/g, '$1');
}
