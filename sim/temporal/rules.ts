import { FaultscapeError } from '../core/index.ts';
import type { Expression, Formula } from './formula.ts';
import { FormulaParser } from './parse-formula.ts';
import { stepsOf } from './robustness.ts';
import { unreadable } from './tokens.ts';

/** One rule of a score; the order of rules is their priority. */
export interface Rule {
  readonly name: string;
  readonly formula: Formula;
}

/** What a log holds: the names of its signals and the time between two steps. */
export interface Log {
  readonly names: readonly string[];
  readonly stepS: number;
}

/**
 * Reads "FORMULA" or "NAME: FORMULA; NAME: FORMULA", the most important first. Throws an error of kind `usage`
 * where it cannot be read, names a signal that the log has not, or has a window between two steps.
 */
export function readRules(text: string, log: Log): readonly Rule[] {
  const parser = new FormulaParser(text);
  const rules: Rule[] = [];
  do {
    // A semicolon may stand at the end.
    if (rules.length > 0 && parser.atEnd) break;
    const label = parser.takeLabel();
    const formula = parser.formula();
    check(formula, text, log);
    rules.push({ name: label ?? `rule ${rules.length + 1}`, formula });
  } while (parser.take(';'));
  if (!parser.atEnd) parser.fail('and, or, until, since, implies, ; or the end');
  const twice = rules.find(({ name }, i) => rules.findIndex((rule) => rule.name === name) < i);
  if (twice === undefined) return rules;
  throw new FaultscapeError('usage', 'Two rules of the score bear one name.', {
    expected: 'names that differ',
    got: twice.name,
  });
}

function check(formula: Formula, text: string, log: Log): void {
  if (formula.kind === 'constant') return;
  if (formula.kind === 'comparison') {
    for (const side of [formula.left, formula.right]) checkSignals(side, text, log.names);
    return;
  }
  if ('window' in formula) stepsOf(formula.window, log.stepS);
  if ('of' in formula) check(formula.of, text, log);
  else for (const side of [formula.left, formula.right]) check(side, text, log);
}

function checkSignals(expression: Expression, text: string, names: readonly string[]): void {
  if (expression.kind === 'signal' && !names.includes(expression.name)) {
    throw unreadable(text, expression.at, `a signal of this task: ${names.join(', ')}`);
  }
  if (expression.kind === 'arithmetic') {
    for (const side of [expression.left, expression.right]) checkSignals(side, text, names);
  }
  if (expression.kind === 'call') for (const one of expression.of) checkSignals(one, text, names);
}
