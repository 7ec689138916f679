import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultscapeError } from '../../../sim/core/errors.ts';
import { readRules } from '../../../sim/temporal/rules.ts';

const LOG = { names: ['speedMps', 'gas', 'lead.alongM'], stepS: 0.1 };

function problem(text: string): FaultscapeError {
  try {
    readRules(text, LOG);
  } catch (error) {
    if (error instanceof FaultscapeError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

/** What is read, without the places in its text. */
const read = (text: string) =>
  readRules(text, LOG).map(({ formula }) =>
    JSON.parse(JSON.stringify(formula, (key, value: unknown) => (key === 'at' ? undefined : value))),
  );

describe('readRules', () => {
  it('binds as people write: comparisons, then and, then or, then implies', () => {
    expect(read('speedMps < 1 or gas > 0 and gas < 1')).toEqual(
      read('(speedMps < 1) or ((gas > 0) and (gas < 1))'),
    );
    expect(read('gas > 0 implies gas < 1 implies gas == 1')).toEqual(
      read('gas > 0 implies (gas < 1 implies gas == 1)'),
    );
    expect(read('always[0,1] not gas > 0 and true')).toEqual(read('(always[0,1] (not (gas > 0))) and true'));
    expect(read('gas > 0 until[0,1] gas < 1 and true')).toEqual(
      read('((gas > 0) until[0,1] (gas < 1)) and true'),
    );
    expect(read('1 + 2 * gas - 1 < 3')).toEqual(read('((1 + (2 * gas)) - 1) < 3'));
  });

  it('tells a parenthesis around a sum from one around a formula', () => {
    expect(read('(speedMps + 1) * 2 < 3')[0]).toMatchObject({ kind: 'comparison' });
    expect(read('((speedMps) < 1)')).toEqual(read('speedMps < 1'));
    expect(read('(abs(gas) < 1) and ((gas - 1) / 2 > 0)')[0]).toMatchObject({ kind: 'and' });
  });

  it('reads several rules by name, the most important first', () => {
    const rules = readRules('no crash: always lead.alongM > 0; speed 2: speedMps < 12; gas < 1;', LOG);
    expect(rules.map(({ name }) => name)).toEqual(['no crash', 'speed 2', 'rule 3']);
    expect(problem('a: gas < 1; a: gas < 2').message).toContain('bear one name');
  });

  it.each([
    ['', 'a comparison, not, always', 'the end'],
    ['always[0,5] (speedMps << 12)', 'a number, a signal', 'always[0,5] (speedMps < >>> < 12)'],
    ['always[0 5] gas < 1', 'a comma', 'always[0  >>> 5] gas'],
    ['always[5,1] gas < 1', 'does not end before it begins', 'always >>> [5,1]'],
    ['always[-1,1] gas < 1', 'a number of seconds, 0 or more', 'always[ >>> -1'],
    ['gas', '< <= > >=', 'the end, after gas'],
    ['gas < 1 gas > 2', 'and, or, until', 'gas < 1  >>> gas > 2'],
    ['(gas < 1', '), and, or', 'the end'],
    ['gas & 1', 'a number, a name', 'gas  >>> & 1'],
    ['spedMps < 1', 'speedMps, gas, lead.alongM', ' >>> spedMps < 1'],
    ['not and', 'a number, a signal', 'not  >>> and'],
    ['always[0.01,0.05] gas < 1', 'a whole number of steps', '[0.01,0.05] s'],
  ])('says where and why %j cannot be read', (text, expected, got) => {
    const error = problem(text);
    expect(error.kind).toBe('usage');
    expect(error.message).toContain(expected);
    expect(error.message).toContain(got);
  });

  it('refuses what is too deep or too long, and never breaks on anything else', () => {
    expect(problem(`${'('.repeat(5000)}gas < 1`).message).toContain('inside each other');
    expect(problem(`${'not '.repeat(2000)}gas < 1`).message).toContain('inside each other');
    expect(problem('gas < 1 or '.repeat(2000)).message).toContain('too long');
    const word = fc.constantFrom(
      'always',
      'until',
      '(',
      ')',
      '[',
      ']',
      ',',
      'gas',
      '<',
      '1',
      'and',
      'not',
      '-',
      ';',
      ':',
      'max',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        try {
          readRules(words.join(' '), LOG);
        } catch (error) {
          expect(error).toBeInstanceOf(FaultscapeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
