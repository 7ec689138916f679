/** Text that is already HTML. Only `html`, `joined` and `trusted` make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | null | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** A template whose values are escaped unless they are Html; null is nothing, lists are joined. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] as string;
  parts.forEach((part, i) => {
    text += shown(part) + (strings[i + 1] as string);
  });
  return new Html(text);
}

/** Markup made by a program of ours that escapes by itself (SVG writer, style sheet). */
export function trusted(text: string): Html {
  return new Html(text);
}

export const NOTHING = new Html('');

function shown(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map((one) => one.text).join('');
  // A number and its per cent sign stay on one line.
  return escapeHtml(String(part)).replace(/(\d) %/g, '$1&nbsp;%');
}
