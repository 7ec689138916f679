const TOKEN = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;
const MOST_DEPTH = 100;

/** What may come next, by what came before. */
const NEXT = {
  value: 'a value',
  'first-value': 'a value or ]',
  'first-key': 'a name in double quotes or }',
  key: 'a name in double quotes',
  colon: ':',
  more: ', or the closing bracket',
  end: 'the end of the file',
} as const;
type State = keyof typeof NEXT;

/**
 * The first place where a text is no JSON, which engines do not tell alike, and what was expected there; null
 * for JSON. Nesting deeper than any road's counts as a fault.
 */
export function jsonFault(text: string): { readonly index: number; readonly expected: string } | null {
  const open: string[] = [];
  let state: State = 'value';
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
    if (at >= text.length) return state === 'end' ? null : { index: at, expected: NEXT[state] };
    const fault = { index: at, expected: NEXT[state] };
    const token = tokenAt(text, at);
    if (token === null) return fault;
    const after = step(state, token, open);
    if (after === null) return fault;
    if (open.length > MOST_DEPTH)
      return { index: at, expected: `at most ${MOST_DEPTH} brackets in one another` };
    state = after;
    at += token.length;
  }
}

function tokenAt(text: string, at: number): string | null {
  if (text[at] !== '"') {
    TOKEN.lastIndex = at;
    return TOKEN.exec(text)?.[0] ?? null;
  }
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 34) return text.slice(at, end + 1);
    if (code < 32) return null;
    if (code === 92) end++;
  }
  return null;
}

/** The state after a token, or null where it may not stand; brackets go on `open` and off it. */
function step(state: State, token: string, open: string[]): State | null {
  const rest = (): State => (open.length === 0 ? 'end' : 'more');
  const within = open.at(-1);
  const isValue = state === 'value' || state === 'first-value';
  if (token === '{' || token === '[') {
    if (!isValue) return null;
    open.push(token);
    return token === '{' ? 'first-key' : 'first-value';
  }
  if (token === '}' || token === ']') {
    const first = token === '}' ? 'first-key' : 'first-value';
    if ((state !== 'more' && state !== first) || within !== (token === '}' ? '{' : '[')) return null;
    open.pop();
    return rest();
  }
  if (token === ',') return state !== 'more' ? null : within === '{' ? 'key' : 'value';
  if (token === ':') return state === 'colon' ? 'value' : null;
  if (state === 'key' || state === 'first-key') return token.startsWith('"') ? 'colon' : null;
  return isValue ? rest() : null;
}
