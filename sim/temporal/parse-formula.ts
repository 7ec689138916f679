import { FaultscapeError } from '../core/index.ts';
import {
  COMPARISONS,
  type Comparison,
  type Expression,
  type Formula,
  WINDOWED,
  type Window,
  type Windowed,
} from './formula.ts';
import { type Token, tokensOf, unreadable } from './tokens.ts';

const WORDS: readonly string[] = [
  ...WINDOWED,
  ...['until', 'since', 'and', 'or', 'not', 'implies', 'true', 'false', 'abs', 'min', 'max'],
];
const LONGEST = 10_000;
const DEEPEST = 100;
const FORMULA = 'a comparison, not, always, eventually, historically, once, true, false or (';
const OPERAND = 'a number, a signal, abs, min, max, - or (';

/**
 * Reads formulas by recursive descent; from weak to strong: implies, or, and, until and since, then what stands
 * before a formula. A parenthesis may open a formula or a sum, so both are tried, and the error is that of
 * the one that came farther.
 */
export class FormulaParser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    if (text.length > LONGEST) {
      throw new FaultscapeError('usage', 'The score is too long.', {
        expected: `at most ${LONGEST} characters`,
        got: String(text.length),
      });
    }
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  get atEnd(): boolean {
    return this.#here.kind === 'end';
  }

  /** The words before a colon that follows at once, as before a named rule; null where there are none. */
  takeLabel(): string | null {
    const colon = this.#tokens.findIndex((token, i) => i >= this.#next && token.text === ':');
    const words = this.#tokens.slice(this.#next, colon);
    if (colon < 0 || words[0]?.kind !== 'name' || words.some(({ kind }) => kind === 'symbol')) return null;
    this.#next = colon + 1;
    return words.map(({ text }) => text).join(' ');
  }

  take(symbol: string): boolean {
    if (this.#here.text !== symbol || this.#here.kind === 'end') return false;
    this.#next++;
    return true;
  }

  fail(expected: string): never {
    throw unreadable(this.#text, this.#here.at, expected);
  }

  formula(): Formula {
    if (++this.#depth > DEEPEST) this.fail(`at most ${DEEPEST} formulas inside each other`);
    const left = this.#chain('or', () => this.#chain('and', () => this.#until()));
    const whole: Formula =
      this.take('implies') || this.take('->') ? { kind: 'implies', left, right: this.formula() } : left;
    this.#depth--;
    return whole;
  }

  get #here(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #chain(kind: 'and' | 'or', read: () => Formula): Formula {
    let left = read();
    while (this.take(kind)) left = { kind, left, right: read() };
    return left;
  }

  #until(): Formula {
    const left = this.#unary();
    for (const kind of ['until', 'since'] as const) {
      if (this.take(kind)) return { kind, window: this.#window(), left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Formula {
    if (++this.#depth > DEEPEST) this.fail(`at most ${DEEPEST} formulas inside each other`);
    const formula = this.#prefixed();
    this.#depth--;
    return formula;
  }

  #prefixed(): Formula {
    if (this.take('not')) return { kind: 'not', of: this.#unary() };
    for (const value of [true, false]) if (this.take(String(value))) return { kind: 'constant', value };
    const kind = WINDOWED.find((word) => word === this.#here.text) as Windowed | undefined;
    if (kind !== undefined) {
      this.#next++;
      return { kind, window: this.#window(), of: this.#unary() };
    }
    return this.#here.text === '(' ? this.#parenthesis() : this.#comparison();
  }

  #parenthesis(): Formula {
    const [start, depth] = [this.#next, this.#depth];
    try {
      return this.#comparison();
    } catch (asSum) {
      const reached = this.#next;
      [this.#next, this.#depth] = [start + 1, depth];
      try {
        const formula = this.formula();
        if (!this.take(')')) this.fail('), and, or, until, since or implies');
        return formula;
      } catch (asFormula) {
        throw reached > this.#next ? asSum : asFormula;
      }
    }
  }

  #comparison(): Formula {
    if (this.#here.kind === 'end' || [')', ']', ',', ';', ':'].includes(this.#here.text)) this.fail(FORMULA);
    const left = this.#sum();
    const operator = COMPARISONS.find((one) => one === this.#here.text) as Comparison | undefined;
    if (operator === undefined) this.fail(`${COMPARISONS.join(' ')} or + - * /`);
    this.#next++;
    return { kind: 'comparison', operator, left, right: this.#sum() };
  }

  /** "[from,to]" in seconds; without one, from now to the end. */
  #window(): Window {
    const at = this.#here.at;
    if (!this.take('[')) return { fromS: 0, toS: Number.POSITIVE_INFINITY, at };
    const fromS = this.#number();
    if (!this.take(',')) this.fail('a comma and the end of the window, in seconds');
    const toS = this.take('inf') ? Number.POSITIVE_INFINITY : this.#number();
    if (!this.take(']')) this.fail(']');
    if (toS >= fromS) return { fromS, toS, at };
    throw unreadable(this.#text, at, 'a window [FROM,TO] in seconds that does not end before it begins');
  }

  #number(): number {
    const { kind, text } = this.#here;
    if (kind !== 'number') this.fail('a number of seconds, 0 or more');
    this.#next++;
    return Number(text);
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const operator = this.take('+') ? '+' : this.take('-') ? '-' : null;
      if (operator === null) return left;
      left = { kind: 'arithmetic', operator, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#factor();
    for (;;) {
      const operator = this.take('*') ? '*' : this.take('/') ? '/' : null;
      if (operator === null) return left;
      left = { kind: 'arithmetic', operator, left, right: this.#factor() };
    }
  }

  #factor(): Expression {
    if (++this.#depth > DEEPEST) this.fail(`at most ${DEEPEST} formulas inside each other`);
    const expression = this.#operand();
    this.#depth--;
    return expression;
  }

  #operand(): Expression {
    const { kind, text, at } = this.#here;
    if (this.take('-')) {
      const zero: Expression = { kind: 'number', value: 0 };
      return { kind: 'arithmetic', operator: '-', left: zero, right: this.#factor() };
    }
    if (this.take('(')) {
      const sum = this.#sum();
      if (!this.take(')')) this.fail(') or + - * /');
      return sum;
    }
    if (kind === 'number') {
      this.#next++;
      return { kind: 'number', value: Number(text) };
    }
    if (text === 'abs' || text === 'min' || text === 'max') return this.#call(text);
    if (kind !== 'name' || WORDS.includes(text)) this.fail(OPERAND);
    this.#next++;
    return { kind: 'signal', name: text, at };
  }

  #call(name: 'abs' | 'min' | 'max'): Expression {
    this.#next++;
    if (!this.take('(')) this.fail('(');
    const of = [this.#sum()];
    while (name !== 'abs' && this.take(',')) of.push(this.#sum());
    if (!this.take(')')) this.fail(name === 'abs' ? ')' : ', or )');
    return { kind: 'call', name, of };
  }
}
