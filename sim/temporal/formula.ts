/** An arithmetic expression over signals, as it was read. `at` is the place of a name in its text. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'signal'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: 'abs' | 'min' | 'max'; readonly of: readonly Expression[] };

export const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Operators that look along a window of time, forward or back. */
export const WINDOWED = ['always', 'eventually', 'historically', 'once'] as const;
export type Windowed = (typeof WINDOWED)[number];

/** From so many seconds away to so many, forward or back; `toS` may be infinite. `at` is its place in the text. */
export interface Window {
  readonly fromS: number;
  readonly toS: number;
  readonly at: number;
}

/** A formula of signal temporal logic (Maler and Nickovic 2004), with its past (Maler, Nickovic and Pnueli 2005). */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | {
      readonly kind: 'comparison';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or' | 'implies'; readonly left: Formula; readonly right: Formula }
  | { readonly kind: Windowed; readonly window: Window; readonly of: Formula }
  | {
      readonly kind: 'until' | 'since';
      readonly window: Window;
      readonly left: Formula;
      readonly right: Formula;
    };
