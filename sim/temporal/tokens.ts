import { FaultscapeError } from '../core/index.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  readonly text: string;
  /** Where it begins in the whole text, from 0. */
  readonly at: number;
}

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_.]*)|(<=|>=|==|!=|->|[-+*/<>()[\],;:]))/y;

/** Cuts a text into tokens; throws where there is something else. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) {
      const rest = text.slice(from);
      const at = from + (rest.length - rest.trimStart().length);
      if (at === text.length) return [...tokens, { kind: 'end', text: '', at }];
      throw unreadable(text, at, 'a number, a name, or one of < <= > >= == != + - * / ( ) [ ] ,');
    }
    const [whole, number, name, symbol] = found;
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'symbol';
    const word = (number ?? name ?? symbol) as string;
    tokens.push({ kind, text: word, at: from + whole.length - word.length });
  }
}

/** What is wrong with a text, where, and what could stand there; the place is shown in its surroundings. */
export function unreadable(text: string, at: number, expected: string, hint?: string): FaultscapeError {
  const [from, to] = [Math.max(0, at - 30), Math.min(text.length, at + 30)];
  const before = `${from > 0 ? '...' : ''}${text.slice(from, at)}`;
  const after = `${text.slice(at, to)}${to < text.length ? '...' : ''}`;
  return new FaultscapeError('usage', `The score cannot be read from its character ${at + 1} on.`, {
    expected,
    got: after === '' ? `the end, after ${before || 'nothing'}` : `${before} >>> ${after}`,
    ...(hint === undefined ? {} : { hint }),
  });
}
