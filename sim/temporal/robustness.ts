import { FaultscapeError } from '../core/index.ts';
import type { Comparison, Expression, Formula, Window } from './formula.ts';
import { negated, reversed, type Steps, slidingMax, slidingMin } from './sliding.ts';

/** Signals by name, one value a step, all of one length. */
export interface Signals {
  readonly steps: number;
  readonly stepS: number;
  get(name: string): Float64Array;
}

/**
 * How far each step is from violating a formula (above 0) or satisfying it (below): the quantitative semantics
 * of Donze and Maler (2010), over the steps that there are. A window is cut at the ends of the log; in an empty
 * one `always` and `historically` hold without limit, and the others fail without limit. A comparison that no
 * number can be told of (0/0) counts as violated, so its `not` holds. Every operator takes time linear in the steps.
 */
export function robustness(formula: Formula, signals: Signals): Float64Array {
  switch (formula.kind) {
    case 'constant':
      return new Float64Array(signals.steps).fill(formula.value ? Infinity : -Infinity);
    case 'comparison':
      return margins(formula.operator, valuesOf(formula.left, signals), valuesOf(formula.right, signals));
    case 'not':
      return negated(robustness(formula.of, signals));
    case 'and':
      return pairwise(Math.min, robustness(formula.left, signals), robustness(formula.right, signals));
    case 'or':
      return pairwise(Math.max, robustness(formula.left, signals), robustness(formula.right, signals));
    case 'implies':
      return pairwise(
        Math.max,
        negated(robustness(formula.left, signals)),
        robustness(formula.right, signals),
      );
    case 'until':
    case 'since': {
      const steps = stepsOf(formula.window, signals.stepS);
      const [left, right] = [robustness(formula.left, signals), robustness(formula.right, signals)];
      if (formula.kind === 'until') return until(left, right, steps);
      return reversed(until(reversed(left), reversed(right), steps));
    }
    default: {
      const steps = stepsOf(formula.window, signals.stepS);
      const slide = formula.kind === 'always' || formula.kind === 'historically' ? slidingMin : slidingMax;
      const of = robustness(formula.of, signals);
      if (formula.kind === 'always' || formula.kind === 'eventually') return slide(of, steps);
      return reversed(slide(reversed(of), steps));
    }
  }
}

/** A window in whole steps. Throws where none lies in it. */
export function stepsOf({ fromS, toS }: Window, stepS: number): Steps {
  // A bound that is a whole number of steps counts as one, whatever rounding made of it.
  const steps = { from: Math.ceil(fromS / stepS - 1e-6), to: Math.floor(toS / stepS + 1e-6) };
  if (steps.from <= steps.to) return steps;
  throw new FaultscapeError('usage', 'No step of the log lies in a window of the score.', {
    expected: `a window that holds a whole number of steps of ${stepS} s`,
    got: `[${fromS},${toS}] s`,
  });
}

/**
 * `left` holds until `right` does, so many steps ahead, `left` at that step too: in linear time as in Donze,
 * Ferrere and Maler (2013), eventually[a,b] right and always[0,a] (left until right).
 */
function until(left: Float64Array, right: Float64Array, { from, to }: Steps): Float64Array {
  const unbounded = new Float64Array(left.length);
  let next = Number.NEGATIVE_INFINITY;
  for (let t = left.length - 1; t >= 0; t--) {
    next = Math.min(left[t] as number, Math.max(right[t] as number, next));
    unbounded[t] = next;
  }
  return pairwise(Math.min, slidingMax(right, { from, to }), slidingMin(unbounded, { from: 0, to: from }));
}

function margins(operator: Comparison, left: Float64Array, right: Float64Array): Float64Array {
  const margin = MARGINS[operator];
  return pairwise((a, b) => told(margin(a, b)), left, right);
}

const MARGINS: Readonly<Record<Comparison, (left: number, right: number) => number>> = {
  '<': (left, right) => right - left,
  '<=': (left, right) => right - left,
  '>': (left, right) => left - right,
  '>=': (left, right) => left - right,
  '==': (left, right) => 0 - Math.abs(left - right),
  '!=': (left, right) => Math.abs(left - right),
};

function told(margin: number): number {
  return Number.isNaN(margin) ? Number.NEGATIVE_INFINITY : margin;
}

function pairwise(
  of: (a: number, b: number) => number,
  left: Float64Array,
  right: Float64Array,
): Float64Array {
  return left.map((a, t) => of(a, right[t] as number));
}

const ARITHMETIC: Readonly<Record<'+' | '-' | '*' | '/', (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

function valuesOf(expression: Expression, signals: Signals): Float64Array {
  switch (expression.kind) {
    case 'number':
      return new Float64Array(signals.steps).fill(expression.value);
    case 'signal':
      return signals.get(expression.name);
    case 'arithmetic':
      return pairwise(
        ARITHMETIC[expression.operator],
        valuesOf(expression.left, signals),
        valuesOf(expression.right, signals),
      );
    case 'call': {
      const of = expression.of.map((one) => valuesOf(one, signals));
      if (expression.name === 'abs') return (of[0] as Float64Array).map(Math.abs);
      const choose = expression.name === 'min' ? Math.min : Math.max;
      return of.reduce((a, b) => pairwise(choose, a, b));
    }
  }
}
